import { expect, it } from 'vitest';
import { Closers } from './closers.ts';

it('closes the last first, each before the next', async () => {
  const closers = new Closers();
  const said: string[] = [];
  for (const name of ['database', 'simulator', 'server']) {
    closers.add(async () => {
      said.push(`${name}...`);
      await Promise.resolve();
      said.push(name);
    });
  }
  await closers.close();
  expect(said).toEqual([
    'server...',
    'server',
    'simulator...',
    'simulator',
    'database...',
    'database',
  ]);
});

it('closes the rest where something does not close well, and says what', async () => {
  const closers = new Closers();
  const said: string[] = [];
  closers.add(() => {
    said.push('database');
  });
  closers.add(() => Promise.reject(new Error('The line hangs.')));
  await expect(closers.close()).rejects.toThrow('The line hangs.');
  expect(said).toEqual(['database']);
});

it('closes nothing twice', async () => {
  const closers = new Closers();
  let count = 0;
  closers.add(() => {
    count += 1;
  });
  await closers.close();
  await closers.close();
  expect(count).toBe(1);
});
