import type { ScanTypeInfo } from '../../contract/scans.ts';

/** How a field is drawn. The last two are for schemas that name no widget. */
export type Widget =
  | 'axis'
  | 'position'
  | 'detectors'
  | 'seconds'
  | 'count'
  | 'flag'
  | 'choice'
  | 'text';

const widgets: readonly Widget[] = [
  'axis',
  'position',
  'detectors',
  'seconds',
  'count',
  'flag',
  'choice',
  'text',
];

/** One parameter of a scan type, as its form needs it. */
export interface ScanField {
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  readonly widget: Widget;
  /** The field that holds the axis in whose unit this position is. */
  readonly axis: string | null;
  readonly options: readonly string[];
  readonly isRequired: boolean;
}

/** The fields of a scan type, in the order of its schema. */
export function fieldsOf(type: ScanTypeInfo): readonly ScanField[] {
  const { properties, required } = type.schema;
  if (!isRecord(properties)) return [];
  const names = Array.isArray(required) ? required : [];
  return Object.entries(properties).map(([name, property]) => {
    const facts = isRecord(property) ? property : {};
    return {
      name,
      title: textOf(facts['title']) ?? name,
      description: textOf(facts['description']),
      widget: widgetOf(facts),
      axis: textOf(facts['axis']),
      options: Array.isArray(facts['enum']) ? facts['enum'].map(String) : [],
      isRequired: names.includes(name) && !(name in type.defaults),
    };
  });
}

/**
 * The form's rows: the way first, in the schema's order, with positions and counts that follow each other
 * in one row; then times, ticks, and the detectors. At most three in a row.
 */
export function rowsOf(
  fields: readonly ScanField[],
): readonly (readonly ScanField[])[] {
  const rows: ScanField[][] = [];
  for (const field of orderOfKinds.flatMap((kind) =>
    fields.filter((f) => kindOf(f) === kind),
  )) {
    const row = rows.at(-1);
    const neighbour = row?.[0];
    const isLike =
      neighbour !== undefined && rowKind(neighbour) === rowKind(field);
    if (row && isLike && rowKind(field) !== null && row.length < 3)
      row.push(field);
    else rows.push([field]);
  }
  return rows;
}

const orderOfKinds = ['way', 'seconds', 'flag', 'detectors'] as const;

function kindOf({ widget }: ScanField): (typeof orderOfKinds)[number] {
  return orderOfKinds.find((kind) => kind === widget) ?? 'way';
}

/** What may share a row with its like; null = stands alone. */
function rowKind({ widget }: ScanField): string | null {
  if (widget === 'position' || widget === 'count') return 'range';
  return widget === 'seconds' || widget === 'flag' ? widget : null;
}

function widgetOf(facts: Readonly<Record<string, unknown>>): Widget {
  const named = widgets.find((widget) => widget === facts['widget']);
  if (named) return named;
  if (Array.isArray(facts['enum'])) return 'choice';
  if (facts['type'] === 'boolean') return 'flag';
  if (facts['type'] === 'array') return 'detectors';
  return facts['type'] === 'number' || facts['type'] === 'integer'
    ? 'count'
    : 'text';
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
