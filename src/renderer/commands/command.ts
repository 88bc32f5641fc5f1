/** Something a person can do, described once for keys, palette, menus, tooltips and the list of keys. */
export interface Command {
  /** `area.verb`. */
  readonly id: string;
  /** Verb and object, as a button would say it. */
  readonly title: string;
  /** Heading in the palette and the list of keys. */
  readonly group: 'Stop' | 'Scan' | 'Run' | 'Plot' | 'Devices' | 'Window';
  /** Such as `Ctrl+.`, `Ctrl+Shift+Enter`, `G`, `?`, `Space`; empty = palette only. */
  readonly keys: readonly string[];
  /** The keys act only while the focus is inside an element with this `data-command-scope`. */
  readonly scope?: 'runbar' | 'plot';
  /** Why it cannot act now, in words an operator can act on; null = it can. */
  readonly refusal?: () => string | null;
  readonly run: () => void;
}
