import type { Group } from 'h5wasm/node';
import type { Column } from '../../../contract/runs.ts';
import type { RunHeader } from '../../engine/events.ts';
import { addEmptyNumbers, addGroup, addNumbers, addText } from './hdf5.ts';
import type { Attributes } from './hdf5.ts';
import { isCount, label } from './nexus-names.ts';

/** What the plots are made of. */
export interface PlotParts {
  readonly header: RunHeader;
  /** Link names by device name. */
  readonly links: ReadonlyMap<string, string>;
  /** Absolute path of each column's numbers, by device name. */
  readonly paths: ReadonlyMap<string, string>;
}

/** A map with one row per position of the slow axis, written beside the flat numbers. */
export interface Grid {
  readonly rows: number;
  readonly rowLength: number;
  /** Per signal: which column of the run it is, and where its map is. */
  readonly maps: readonly {
    readonly column: number;
    readonly path: string;
  }[];
}

/**
 * `plot0D`: all counters against the axis, or as scatter over two axes; for meshes also `plot0D_grid`, the same
 * as maps; `plotselect` leads to the one to look at first. The rules are those of NXdata, as silx and h5web read them.
 */
export function addPlots(
  entry: Group,
  entryPath: string,
  parts: PlotParts,
): Grid | undefined {
  const { header } = parts;
  const signals = orderedSignals(header);
  const grid = gridAxes(header);
  addFlatPlot(entry, parts, signals, grid);
  const maps = grid && addGrid(entry, entryPath, parts, signals, grid);
  const first = maps ? 'plot0D_grid' : 'plot0D';
  entry.create_soft_link(`${entryPath}/${first}`, 'plotselect');
  return maps;
}

function addFlatPlot(
  entry: Group,
  { header, links, paths }: PlotParts,
  signals: readonly Column[],
  grid: GridAxes | undefined,
): void {
  const x = horizontal(header, signals);
  const axes = grid ? [grid.fast.name, grid.slow.name] : x ? [x.name] : [];
  const linkOf = (name: string) => links.get(name) ?? name;
  const indices = axes.map((name) => [`${linkOf(name)}_indices`, 0] as const);
  const group = addGroup(entry, 'plot0D', 'NXdata', {
    ...signalAttributes(signals.map((signal) => linkOf(signal.name))),
    // A scalar has no dimension that could have an axis.
    ...(!isCount(header) && {
      axes: axes.length > 0 ? axes.map(linkOf) : ['.'],
      ...Object.fromEntries(indices),
    }),
  });
  addText(group, 'title', header.title);
  const wanted = new Set([...axes, ...signals.map((signal) => signal.name)]);
  for (const { name } of header.columns) {
    const path = paths.get(name);
    // The other axes are there to be chosen; a viewer offers what it finds.
    if (path && (wanted.has(name) || isAxis(header, name)))
      group.create_soft_link(path, linkOf(name));
  }
}

function addGrid(
  entry: Group,
  entryPath: string,
  { header, links }: PlotParts,
  signals: readonly Column[],
  { fast, slow, rows, rowLength }: GridAxes,
): Grid {
  const linkOf = (name: string) => links.get(name) ?? name;
  const group = addGroup(entry, 'plot0D_grid', 'NXdata', {
    ...signalAttributes(signals.map((signal) => linkOf(signal.name))),
    axes: [linkOf(slow.name), linkOf(fast.name)],
    [`${linkOf(slow.name)}_indices`]: 0,
    [`${linkOf(fast.name)}_indices`]: 1,
  });
  addText(group, 'title', header.title);
  for (const [axis, count] of [
    [slow, rows],
    [fast, rowLength],
  ] as const) {
    const unit = header.columns.find(({ name }) => name === axis.name)?.unit;
    const positions = linear(axis.start, axis.stop, count);
    addNumbers(group, linkOf(axis.name), [count], positions, {
      units: unit ?? '',
      long_name: label(axis.name, unit ?? ''),
    });
  }
  const maps = signals.map((signal) => {
    const link = linkOf(signal.name);
    addEmptyNumbers(group, link, [rows, rowLength], {
      units: signal.unit,
      long_name: label(signal.name, signal.unit),
      interpretation: 'image',
    });
    const column = header.columns.indexOf(signal);
    return { column, path: `${entryPath}/plot0D_grid/${link}` };
  });
  return { rows, rowLength, maps };
}

interface GridAxes {
  readonly fast: RunHeader['axes'][number];
  readonly slow: RunHeader['axes'][number];
  readonly rows: number;
  readonly rowLength: number;
}

/** The axes of a map, when the run is one. */
function gridAxes(header: RunHeader): GridAxes | undefined {
  const { plot, shape, axes } = header;
  const [rows, rowLength] = shape;
  const fast = axes.find(({ name }) => name === plot.x);
  const slow = axes.find(({ name }) => name === plot.y);
  const isGrid = plot.kind === 'grid' && shape.length === 2;
  if (!isGrid || !fast || !slow || !rows || !rowLength) return undefined;
  return { fast, slow, rows, rowLength };
}

/** Detectors, those to be plotted first in front; timers where there is no detector. */
function orderedSignals(header: RunHeader): Column[] {
  const { columns, plot } = header;
  const chosen = plot.signals.flatMap(
    (signal) => columns.find(({ name }) => name === signal) ?? [],
  );
  const detectors = columns.filter(({ role }) => role === 'detector');
  const all = [...new Set([...chosen, ...detectors])];
  return all.length > 0
    ? all
    : columns.filter(({ role }) => role === 'timer').slice(0, 1);
}

function horizontal(
  header: RunHeader,
  signals: readonly Column[],
): Column | undefined {
  const candidates = header.columns.filter(
    (column) => !signals.includes(column),
  );
  return (
    candidates.find(({ name }) => name === header.plot.x) ??
    candidates.find(({ role }) => role === 'axis') ??
    candidates.find(({ role }) => role === 'timer')
  );
}

function isAxis(header: RunHeader, name: string): boolean {
  return header.columns.some(
    (column) => column.name === name && column.role === 'axis',
  );
}

function signalAttributes(names: readonly string[]): Attributes {
  const [signal, ...others] = names;
  return {
    ...(signal !== undefined && { signal }),
    ...(others.length > 0 && { auxiliary_signals: others }),
  };
}

function linear(start: number, stop: number, count: number): Float64Array {
  const step = count > 1 ? (stop - start) / (count - 1) : 0;
  return Float64Array.from({ length: count }, (_, i) => start + step * i);
}
