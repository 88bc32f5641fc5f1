import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hostOptions, type HostOptions } from '../../host-options.ts';
import { recordingTerminal } from '../testing/recording-terminal.ts';
import { simulateScan } from './simulate.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-simulate-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What `beamtime simulate LINE` prints, from the beamline file alone. */
async function simulate(line: string, isJson: boolean): Promise<string> {
  const { terminal, printed } = recordingTerminal();
  const options = hostOptions({ state: folder, simulator: false });
  await simulateScan(line, { terminal, isJson, choice: () => stated(options) });
  return printed.join('\n');
}

/** As with `--state`. */
function stated(options: HostOptions) {
  return { options, isBeamlineNamed: false, isStateNamed: true };
}

describe('The title', () => {
  test('of a relative scan is the line as it was typed, with what it means', async () => {
    const { terminal, printed } = recordingTerminal();
    const data = path.join(folder, 'data');
    const options = hostOptions({ state: folder, data });
    const context = { terminal, isJson: false, choice: () => stated(options) };
    const code = await simulateScan('dscan samx -0.5 0.50 4 0.1', context);
    expect(printed.slice(0, 2)).toEqual([
      'dscan samx -0.5 0.5 4 0.1',
      'means      ascan samx -0.185 0.815 4 0.1',
    ]);
    expect(code).toBe(0);
  });

  test('of any other scan says it once', async () => {
    const text = await simulate('ascan samx 0 1 10 0.1', false);
    expect(text).toMatch(/^ascan samx 0 1 10 0.1\npoints /);
  });
});

test('A scan that only the state of a device forbids is no bad input', async () => {
  const { terminal, said } = recordingTerminal();
  const options = hostOptions({ state: folder, simulator: false });
  const context = { terminal, isJson: false, choice: () => stated(options) };
  // Without a station nobody knows where an axis stands.
  expect(await simulateScan('dscan samx -1 1 4 0.1', context)).toBe(1);
  expect(said.join()).toContain('Where samx stands is not known');
  expect(await simulateScan('dscan samx -1 one 4 0.1', context)).toBe(2);
});

// samx of the demo stops at 4.5 mm: of positions 0.0, 0.1 ... 9.0, 45 lie beyond.
const beyond = 'ascan samx 0 9 90 0.1';

describe('Points that cannot be reached', () => {
  test('are listed up to twenty, with the number of those that follow', async () => {
    const text = await simulate(beyond, false);
    const lines = text.split('\n');
    expect(lines.filter((line) => line.startsWith('  Point '))).toHaveLength(
      20,
    );
    expect(lines.at(-1)).toBe('  and 25 more');
  });

  test('say nothing of more when all are listed', async () => {
    const text = await simulate('ascan samx 4 5 10 0.1', false);
    expect(text).toContain('Cannot be reached: 5 of 11 points:');
    expect(text).not.toContain('more');
  });

  test('are counted for programs, too', async () => {
    expect(JSON.parse(await simulate(beyond, true))).toMatchObject({
      unreachable: { count: 45, more: 25 },
    });
    expect(
      JSON.parse(await simulate('ascan samx 0 1 10 0.1', true)),
    ).toMatchObject({ unreachable: { count: 0, points: [], more: 0 } });
  });
});

describe('Ranges and limits', () => {
  test('have the decimals of their axis and a real minus, at the right of their columns', async () => {
    const text = await simulate(
      'mesh samx -0.5 0.25 3 theta -1 1 2 0.1',
      false,
    );
    const [head = '', samx = '', theta = ''] = text.split('\n').slice(-3);
    expect(samx).toMatch(/^samx +mm +−0\.500 +0\.250 +- +−\d+\.000 +4\.500$/);
    expect(theta).toMatch(/^theta +deg +−1\.0+ +1\.0+ +-/);
    const end = head.indexOf('lowest') + 'lowest'.length;
    expect(samx.slice(0, end)).toMatch(/0\.500$/);
    expect(theta.slice(0, end)).toMatch(/1\.0+$/);
  });

  test('are plain numbers for programs', async () => {
    const plan: unknown = JSON.parse(
      await simulate('ascan samx -0.5 0.25 3 0.1', true),
    );
    expect(plan).toMatchObject({
      axes: [{ name: 'samx', decimals: 3, lowest: -0.5, highest: 0.25 }],
    });
  });
});
