import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findCircle, readImports } from './circles.ts';

const source = path.resolve(import.meta.dirname, '../../src');

test('no imports under src go round in a circle', () => {
  const imports = readImports(source);
  expect(imports.get('contract/index.ts')).toContain('contract/define.ts');
  expect(findCircle(imports)).toBeUndefined();
});

test('a circle over three files is found, whatever leads into it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'beamtime-circle-'));
  const write = (name: string, text: string) =>
    writeFileSync(path.join(folder, name), text);
  write('start.ts', "import { a } from './a.ts';");
  write('a.ts', "export * from './b.ts';");
  write('b.ts', "import type { C } from './c.ts';");
  write('c.ts', "const a = await import('./a.ts');");
  try {
    expect(findCircle(readImports(folder))).toEqual([
      'a.ts',
      'b.ts',
      'c.ts',
      'a.ts',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
