import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { Closers } from './closers.ts';
import { openMemory } from './memory.ts';

let folder: string;
let stateFolder: string;
/** A folder that nobody can make: a file stands in its way. */
let dataFolder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-memory-'));
  stateFolder = path.join(folder, 'state');
  writeFileSync(path.join(folder, 'file'), '');
  dataFolder = path.join(folder, 'file', 'data');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a usual data folder in which runs cannot be recorded is told at the start and in the log', async () => {
  const closers = new Closers();
  const memory = await openMemory(
    { stateFolder, dataFolder, clock: systemClock },
    closers,
  );
  try {
    const sentence = `Runs cannot be recorded: The data folder ${dataFolder} could not be written: a part of its path is a file, not a folder. Choose another folder.`;
    expect(memory.notices).toEqual([sentence]);
    expect(memory.logbook.list({ limit: 9 })).toMatchObject([
      { level: 'warning', text: sentence },
    ]);
  } finally {
    await closers.close();
  }
});
