import { create } from 'zustand';
import type { NamedPositions } from '../../../contract/positions.ts';

/** How the axes of a set are to go back, until it is saved anew. */
export interface Way {
  /** Of the set it belongs to: one that was replaced has another. */
  readonly savedAt: number;
  readonly order: readonly string[];
  /** Axes that stay. */
  readonly unticked: readonly string[];
  readonly isTogether: boolean;
}

/** What the form for saving begins with. */
export interface FormStart {
  readonly name: string;
  /** Null = all axes. */
  readonly axes: readonly string[] | null;
}

export interface PositionsView {
  /** The set that is looked at; null = the list of all. */
  readonly opened: string | null;
  /** The set that was looked at last: its name in the list takes the focus. */
  readonly last: string | null;
  readonly form: FormStart | null;
  readonly ways: Readonly<Record<string, Way>>;
}

/** What of the panel is shown, and what was chosen there. */
export const usePositionsView = create<PositionsView>()(() => ({
  opened: null,
  last: null,
  form: null,
  ways: {},
}));

export function openSet(name: string): void {
  usePositionsView.setState({ opened: name, last: name });
}

export function closeSet(): void {
  usePositionsView.setState({ opened: null });
}

export function openForm(form: FormStart = { name: '', axes: null }): void {
  usePositionsView.setState({ form });
}

/** Closes the form; with a name, that of the set that was saved. */
export function closeForm(saved: string | null = null): void {
  usePositionsView.setState(({ opened, last }) => ({
    form: null,
    opened: opened === null ? null : (saved ?? opened),
    last: saved ?? last,
  }));
}

/** How a set is to go back: as chosen, or all of it as it was saved. */
export function wayOf(
  { savedAt, name, positions }: NamedPositions,
  ways: PositionsView['ways'],
): Way {
  const chosen = ways[name];
  return chosen?.savedAt === savedAt
    ? chosen
    : {
        savedAt,
        order: positions.map(({ axis }) => axis),
        unticked: [],
        isTogether: false,
      };
}

export function chooseWay(set: NamedPositions, change: Partial<Way>): void {
  usePositionsView.setState(({ ways }) => ({
    ways: { ...ways, [set.name]: { ...wayOf(set, ways), ...change } },
  }));
}
