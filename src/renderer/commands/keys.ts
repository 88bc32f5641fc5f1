import type { Command } from './command.ts';

/** What of a keyboard event decides which command it means. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Where the press happened. */
export interface KeyPlace {
  /** The focus is where text is typed: only combinations with Ctrl count. */
  readonly isTyping: boolean;
  /** A dialog is open: only combinations with Ctrl count. */
  readonly isDialogOpen: boolean;
  /** The focus is on a button, to which Space and Enter belong. */
  readonly isOnButton: boolean;
  /** Values of `data-command-scope` around the focus. */
  readonly scopes: readonly string[];
}

/** The command a key press means at a place, if any. */
export function commandFor(
  commands: readonly Command[],
  press: KeyPress,
  place: KeyPlace,
): Command | undefined {
  return commands.find((command) =>
    command.keys.some((key) => {
      if (!matchesKey(key, press)) return false;
      const hasCtrl = key.startsWith('Ctrl+');
      if (!hasCtrl && (place.isTyping || place.isDialogOpen)) return false;
      if (!hasCtrl && place.isOnButton && (key === 'Space' || key === 'Enter'))
        return false;
      return (
        command.scope === undefined || place.scopes.includes(command.scope)
      );
    }),
  );
}

/** Whether a press is the key written as `Ctrl+Shift+Enter`. On a Mac the Command key counts as Ctrl. */
export function matchesKey(written: string, press: KeyPress): boolean {
  const parts = written.split('+');
  const name = parts.at(-1) ?? '';
  const wantsShift = parts.includes('Shift');
  if (parts.includes('Ctrl') !== (press.ctrlKey || press.metaKey)) return false;
  if (parts.includes('Alt') !== press.altKey) return false;
  // A sign such as ? needs Shift on one keyboard and not on another.
  const isSign = name.length === 1 && !/[a-z0-9]/i.test(name);
  if (!isSign && wantsShift !== press.shiftKey) return false;
  const pressed = press.key === ' ' ? 'space' : press.key.toLowerCase();
  return pressed === name.toLowerCase();
}
