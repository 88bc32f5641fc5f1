import type { DockviewApi } from 'dockview-react';

/** Where panels can stand: two docks with the run bar between them. */
export type DockName = 'upper' | 'lower';

/** A group of the start layout: its tabs, and its width in pixels at font scale 1; null = what is left. */
export interface StartGroup {
  readonly tabs: readonly string[];
  readonly width: number | null;
}

/** Below this height of the window the lower tables are tabs of one panel. */
export const lowWindow = 800;

/** The layout to start with and to go back to. */
export function startLayout(
  dock: DockName,
  isLow: boolean,
): readonly StartGroup[] {
  if (dock === 'upper') {
    return [
      { tabs: ['devices'], width: 376 },
      { tabs: ['plot'], width: null },
      { tabs: ['scan'], width: 340 },
    ];
  }
  return isLow
    ? [{ tabs: ['queue', 'history', 'log', 'notes'], width: null }]
    : [
        { tabs: ['queue'], width: null },
        { tabs: ['history', 'log', 'notes'], width: null },
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

/** Makes every column wider or narrower, at the cost of the one with `stretchy`. */
export function scaleWidths(
  api: DockviewApi,
  factor: number,
  stretchy: string,
): void {
  const stretched = api.getPanel(stretchy)?.group;
  const wanted = api.groups
    .filter((group) => group !== stretched)
    .map((group) => ({ group, width: group.api.width * factor }));
  for (const { group, width } of wanted) {
    group.api.setSize({ width });
  }
}

/** Lays a dock out anew: every column keeps its width, the one with `stretchy` takes the rest. */
export function layoutKeepingWidths(
  api: DockviewApi,
  width: number,
  height: number,
  stretchy: string,
): void {
  if (api.width === 0 || api.width === width) {
    api.layout(width, height);
  } else {
    keepingWidths(api, stretchy, () => api.layout(width, height));
  }
}

/** Changes a dock; the columns that are still there keep their width, the one with `stretchy` takes the rest. */
export function keepingWidths(
  api: DockviewApi,
  stretchy: string,
  change: () => void,
): void {
  const stretched = api.getPanel(stretchy)?.group;
  const kept = api.groups
    .filter((group) => group !== stretched)
    .map((group) => ({ group, width: group.api.width }));
  change();
  if (stretched !== undefined) {
    for (const { group, width } of kept.filter(({ group }) =>
      api.groups.includes(group),
    )) {
      group.api.setSize({ width });
    }
  }
}
