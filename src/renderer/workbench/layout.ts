import type { DockviewApi } from 'dockview-react';

/** Where panels can stand: two docks with the run bar between them. */
export type DockName = 'upper' | 'lower';

/** A group of the start layout: its tabs, and its width in pixels at font scale 1; null = what is left. */
export interface StartGroup {
  readonly tabs: readonly string[];
  readonly width: number | null;
}

/** Between two columns, in pixels. */
export const columnGap = 6;

/** Below this height of the window the lower tables are tabs of one panel. */
export const lowWindow = 800;

/** The layout to start with and to go back to. */
export function startLayout(
  dock: DockName,
  isLow: boolean,
): readonly StartGroup[] {
  if (dock === 'upper') {
    return [
      { tabs: ['devices', 'positions'], width: 376 },
      { tabs: ['plot', 'device', 'beamline'], width: null },
      { tabs: ['scan'], width: 340 },
    ];
  }
  return isLow
    ? [{ tabs: ['queue', 'history', 'log', 'notes', 'wire'], width: null }]
    : [
        { tabs: ['queue'], width: null },
        { tabs: ['history', 'log', 'notes', 'wire'], width: null },
      ];
}

/** Fills a dock with its start layout, whatever was in it. */
export function applyStart(
  api: DockviewApi,
  groups: readonly StartGroup[],
  titleOf: (id: string) => string,
  scale: number,
): void {
  api.clear();
  let left: string | undefined;
  for (const { tabs } of groups) {
    const [first = ''] = tabs;
    for (const id of tabs) {
      const panel = { id, component: id, title: titleOf(id) };
      if (id !== first) {
        api.addPanel({
          ...panel,
          inactive: true,
          position: { referencePanel: first, direction: 'within' },
        });
      } else if (left !== undefined) {
        api.addPanel({
          ...panel,
          position: { referencePanel: left, direction: 'right' },
        });
      } else {
        api.addPanel(panel);
      }
    }
    left = first;
  }
  const fixed = groups.reduce(
    (sum, { width }) => sum + (width ?? 0) * scale,
    0,
  );
  const open = groups.filter(({ width }) => width === null).length;
  const rest = Math.max(200, (api.width - fixed) / Math.max(1, open));
  for (const { tabs, width } of groups) {
    api
      .getPanel(tabs[0] ?? '')
      ?.group.api.setSize({ width: width === null ? rest : width * scale });
  }
}

/** Whether a dock still is as `applyStart` left it, sizes apart. */
export function isStart(
  api: DockviewApi,
  groups: readonly StartGroup[],
): boolean {
  const now = api.groups.map((group) =>
    group.panels.map(({ id }) => id).join(),
  );
  return now.join('|') === groups.map(({ tabs }) => tabs.join()).join('|');
}

/** The panel whose column takes what the others leave; null = all columns keep their share of the width. */
export type Stretchy = string | null;

/** What is told of a column: the width it should have, and the one it got when the dock was laid out last. */
interface Kept {
  readonly wanted: number;
  readonly got: number;
}

type Group = DockviewApi['groups'][number];

const keptWidths = new WeakMap<Group, Kept>();

/** Lays a dock out anew: every column keeps its width, the one with `stretchy` takes the rest. */
export function layoutKeepingWidths(
  api: DockviewApi,
  width: number,
  height: number,
  stretchy: Stretchy,
): void {
  if (api.width === 0 || api.width === width) {
    api.layout(width, height);
  } else {
    keepingWidths(api, stretchy, () => api.layout(width, height));
  }
}

/**
 * Changes a dock; the columns that are still there keep their width times `factor`, the one with `stretchy` takes the
 * rest. A column that cannot have its width, because the window is too small, has it again when there is room.
 */
export function keepingWidths(
  api: DockviewApi,
  stretchy: Stretchy,
  change: () => void,
  factor = 1,
): void {
  const stretched =
    stretchy === null ? undefined : api.getPanel(stretchy)?.group;
  const kept = api.groups
    .filter((group) => group !== stretched)
    .map((group) => ({ group, width: wantedWidth(group) * factor }));
  change();
  if (stretched === undefined) return;
  giveWidths(
    api,
    Object.fromEntries(kept.map(({ group, width }) => [group.id, width])),
  );
}

/** The widths of a dock's columns that are its own, by the id of their group: without the one that takes the rest. */
export function widthsOf(
  api: DockviewApi,
  stretchy: Stretchy,
): Record<string, number> {
  return Object.fromEntries(
    api.groups
      .filter((group) => !group.panels.some(({ id }) => id === stretchy))
      .map((group) => [group.id, wantedWidth(group)]),
  );
}

/** Gives columns the widths that `widthsOf` told; those of groups that are not there are left out. */
export function giveWidths(
  api: DockviewApi,
  widths: Readonly<Record<string, number>>,
): void {
  for (const group of api.groups) {
    const width = widths[group.id];
    if (width !== undefined) setWidth(group, width);
  }
  for (const group of api.groups) {
    const wanted = widths[group.id];
    if (wanted !== undefined)
      keptWidths.set(group, { wanted, got: group.api.width });
  }
}

/** Dockview counts a part of the gaps between columns in when a width is set, and leaves it out when it is read. */
function setWidth(group: Group, width: number): void {
  group.api.setSize({ width });
  const short = width - group.api.width;
  if (short !== 0 && Math.abs(short) <= columnGap) {
    group.api.setSize({ width: width + short });
  }
}

/** The width somebody gave a column: the present one, unless it is but what was left of it in a small window. */
function wantedWidth(group: Group): number {
  const kept = keptWidths.get(group);
  const { width } = group.api;
  return kept && Math.abs(kept.got - width) < 1 ? kept.wanted : width;
}
