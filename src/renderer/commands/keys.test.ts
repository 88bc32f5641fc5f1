import { describe, expect, it } from 'vitest';
import type { Command } from './command.ts';
import {
  commandFor,
  matchesKey,
  type KeyPlace,
  type KeyPress,
} from './keys.ts';

const commands: Command[] = [
  {
    id: 'stop.all',
    title: 'Stop all',
    group: 'Stop',
    keys: ['Ctrl+.'],
    run: () => undefined,
  },
  {
    id: 'plot.log',
    title: 'Log',
    group: 'Plot',
    keys: ['L'],
    run: () => undefined,
  },
  {
    id: 'run.pause',
    title: 'Pause',
    group: 'Run',
    keys: ['Space'],
    scope: 'runbar',
    run: () => undefined,
  },
];
const nowhere: KeyPlace = {
  isTyping: false,
  isDialogOpen: false,
  isOnButton: false,
  scopes: [],
};

describe('which command a key means', () => {
  it('finds stop all in a text field, behind a dialog and anywhere else', () => {
    for (const place of [
      nowhere,
      { ...nowhere, isTyping: true },
      { ...nowhere, isDialogOpen: true },
    ]) {
      expect(
        commandFor(commands, press('.', { ctrlKey: true }), place)?.id,
      ).toBe('stop.all');
    }
  });

  it('leaves a bare letter to the text field it is typed in', () => {
    expect(commandFor(commands, press('l'), nowhere)?.id).toBe('plot.log');
    expect(
      commandFor(commands, press('l'), { ...nowhere, isTyping: true }),
    ).toBeUndefined();
  });

  it('leaves letters to an open dialog', () => {
    expect(
      commandFor(commands, press('l'), { ...nowhere, isDialogOpen: true }),
    ).toBeUndefined();
  });

  it('keeps a key to its scope, and leaves Space to a button', () => {
    const inBar = { ...nowhere, scopes: ['runbar'] };
    expect(commandFor(commands, press(' '), nowhere)).toBeUndefined();
    expect(commandFor(commands, press(' '), inBar)?.id).toBe('run.pause');
    expect(
      commandFor(commands, press(' '), { ...inBar, isOnButton: true }),
    ).toBeUndefined();
  });
});

describe('a written key', () => {
  it('tells Ctrl+Enter from Ctrl+Shift+Enter', () => {
    const both = press('Enter', { ctrlKey: true, shiftKey: true });
    expect(matchesKey('Ctrl+Shift+Enter', both)).toBe(true);
    expect(matchesKey('Ctrl+Enter', both)).toBe(false);
  });

  it('takes a sign whether or not this keyboard needs Shift for it', () => {
    expect(matchesKey('?', press('?', { shiftKey: true }))).toBe(true);
    expect(matchesKey('?', press('?'))).toBe(true);
  });

  it('is not a letter with Alt or Ctrl held', () => {
    expect(matchesKey('L', press('l', { altKey: true }))).toBe(false);
    expect(matchesKey('L', press('l', { ctrlKey: true }))).toBe(false);
  });
});

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...held,
  };
}
