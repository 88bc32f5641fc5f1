import type { DockviewApi, SerializedDockview } from 'dockview-react';
import {
  type DockName,
  giveWidths,
  layoutKeepingWidths,
  type Stretchy,
  widthsOf,
} from './layout.ts';

const storageKey = 'beamtime.layout';
const version = 1;

/** What is kept of the layout on this machine. */
export interface SavedLayout {
  readonly version: number;
  readonly upper: SerializedDockview;
  readonly lower: SerializedDockview;
  readonly lowerHeight: number;
  /** Of columns, by the id of their group: those in dockview's own part leave the gaps out and shrink every time. */
  readonly widths?: Record<DockName, Record<string, number>>;
}

/** Keeps the layout. A full or forbidden storage costs the layout, not the page. */
export function saveLayout(
  docks: Record<DockName, DockviewApi>,
  lowerHeight: number,
  stretchy: Readonly<Record<DockName, Stretchy>>,
): void {
  const layout: SavedLayout = {
    version,
    upper: docks.upper.toJSON(),
    lower: docks.lower.toJSON(),
    lowerHeight,
    widths: {
      upper: widthsOf(docks.upper, stretchy.upper),
      lower: widthsOf(docks.lower, stretchy.lower),
    },
  };
  try {
    localStorage.setItem(storageKey, JSON.stringify(layout));
  } catch {
    // Nothing to do: the start layout is there next time.
  }
}

/** The layout kept on this machine; null when there is none, or it is broken or of another version. */
export function savedLayout(): SavedLayout | null {
  try {
    const parsed: unknown = JSON.parse(
      localStorage.getItem(storageKey) ?? 'null',
    );
    return isSavedLayout(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** Forgets the layout kept on this machine. */
export function forgetLayout(): void {
  try {
    localStorage.removeItem(storageKey);
  } catch {
    // As above.
  }
}

/** Puts a kept layout into the docks. False when it does not fit: unknown panels, a panel twice, or dockview refuses. */
export function restoreLayout(
  docks: Record<DockName, DockviewApi>,
  saved: SavedLayout,
  known: readonly string[],
  stretchy: Readonly<Record<DockName, Stretchy>>,
): boolean {
  const ids = [
    ...Object.keys(saved.upper.panels),
    ...Object.keys(saved.lower.panels),
  ];
  const isSound =
    Object.keys(saved.upper.panels).length > 0 &&
    Object.keys(saved.lower.panels).length > 0 &&
    new Set(ids).size === ids.length &&
    ids.every((id) => known.includes(id));
  if (!isSound) {
    return false;
  }
  try {
    for (const name of ['upper', 'lower'] as const) {
      restoreDock(
        docks[name],
        saved[name],
        saved.widths?.[name] ?? {},
        stretchy[name],
      );
    }
    const placed = [...docks.upper.panels, ...docks.lower.panels].map(
      ({ id }) => id,
    );
    return ids.every((id) => placed.includes(id));
  } catch {
    return false;
  }
}

/** At the width it was kept with first: dockview would scale every column with the window. */
function restoreDock(
  dock: DockviewApi,
  saved: SerializedDockview,
  widths: Readonly<Record<string, number>>,
  stretchy: Stretchy,
): void {
  const { width, height } = dock;
  try {
    if (saved.grid.width > 0) dock.layout(saved.grid.width, height);
    dock.fromJSON(saved);
    giveWidths(dock, widths);
  } finally {
    layoutKeepingWidths(dock, width, height, stretchy);
  }
}

function isSavedLayout(value: unknown): value is SavedLayout {
  return (
    isRecord(value) &&
    value['version'] === version &&
    typeof value['lowerHeight'] === 'number' &&
    Number.isFinite(value['lowerHeight']) &&
    isSerializedDock(value['upper']) &&
    isSerializedDock(value['lower']) &&
    (value['widths'] === undefined || areWidths(value['widths']))
  );
}

function isSerializedDock(value: unknown): boolean {
  return (
    isRecord(value) && isRecord(value['panels']) && isRecord(value['grid'])
  );
}

function areWidths(value: unknown): boolean {
  return (
    isRecord(value) &&
    [value['upper'], value['lower']].every(
      (widths) =>
        isRecord(widths) &&
        Object.values(widths).every((width) => Number.isFinite(width)),
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
