import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { contract, type BeamtimeContract } from '../src/contract/index.ts';
import {
  hasH5py,
  readRunsBriefly,
} from '../src/main/data/testing/read-runs.ts';
import { randomFrom } from '../src/main/data/testing/kill.ts';
import { createClient } from '../src/rpc/client.ts';
import { openWebSocketPort } from '../src/rpc/ports/websocket-client.ts';
import type { Client } from '../src/rpc/types.ts';
import { expect, test } from './fixtures.ts';
import { StationProcess } from './support/station-process.ts';

const ROUNDS = 50;
const SEED = Number(process.env['BEAMTIME_SEED'] ?? Date.now() % 1_000_000);
const LINES = [
  'loopscan 400 0.01',
  'ascan samx -1 1 200 0.01',
  'mesh samx -1 1 20 samy -1 1 20 0.01 snake',
  'dscan samy -0.5 0.5 150 0.01',
];

/** What a client was told of a run: the first column of every announced point. */
interface Announced {
  readonly run: number;
  readonly columns: Float64Array[][];
}

test(`after each of ${String(ROUNDS)} kill -9 at random moments every announced point is in a file that h5py opens`, async () => {
  test.skip(!hasH5py(), 'h5py is not installed');
  test.setTimeout(1_500_000);
  test.info().annotations.push({ type: 'seed', description: String(SEED) });
  const random = randomFrom(SEED);
  const station = new StationProcess({ args: ['--beamline', fastBeamline()] });
  const told: Announced[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      await station.start();
      const line = LINES[round % LINES.length] ?? '';
      told.push(await runUntil(station, line, random() * 1200));
    }
    // The last life puts right what the one before left.
    await station.start();
    const client = await connect(station.url);
    const runs = await client.call('runs.list', { limit: 1000 });
    client.close();
    await station.kill('SIGTERM');

    // Killed before the first point was announced: nothing was promised.
    const promised = told.filter(({ columns }) => columns.length > 0);
    const listed = promised.map(({ run }) =>
      runs.find(({ number }) => number === run),
    );
    expect(listed.every((run) => run && run.endedAt !== null)).toBe(true);
    const read = readRunsBriefly(listed.map((run) => run?.file ?? ''));
    promised.forEach(({ run, columns }, i) => {
      columns.forEach((blocks, at) => {
        const name = listed[i]?.columns[at]?.name.replaceAll('/', '_') ?? '';
        const announced = blocks.flatMap((block) => [...block]);
        const inFile = read[i]?.measurement[name]?.slice(0, announced.length);
        expect(
          inFile,
          `${name} of run ${String(run)}, seed ${String(SEED)}`,
        ).toEqual(announced);
      });
    });
    // A test in which nothing was announced before the kills would prove nothing.
    expect(promised.length).toBeGreaterThan(ROUNDS / 2);
  } finally {
    await station.remove();
  }
});

/** Starts a scan, notes what is announced, and kills the station some time after the scan was started. */
async function runUntil(
  station: StationProcess,
  line: string,
  afterMs: number,
): Promise<Announced> {
  const client = await connect(station.url);
  const blocks: Float64Array[][] = [];
  client.on('runs.points', ({ columns }) => {
    columns.forEach((column, i) => (blocks[i] ??= []).push(column));
  });
  await expect
    .poll(async () => {
      const devices = await client.call('devices.list');
      return devices.every(({ status }) => status !== 'offline');
    })
    .toBe(true);
  const { run } = await client.call('runs.start', { line });
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  await station.kill('SIGKILL');
  client.close();
  return { run, columns: blocks };
}

async function connect(url: string): Promise<Client<BeamtimeContract>> {
  const address = new URL('/rpc', url);
  address.protocol = 'ws:';
  const client = createClient(contract, await openWebSocketPort(address.href));
  await client.call('station.hello', {
    session: 'kill-test-session',
    name: 'kill test',
    kind: 'program',
  });
  return client;
}

/** The demo beamline, hurried. */
function fastBeamline(): string {
  const demo = readFileSync(
    path.resolve(import.meta.dirname, '../resources/beamlines/demo.yaml'),
    'utf8',
  );
  const file = test.info().outputPath('fast.yaml');
  writeFileSync(file, demo.replace(/^simulator:$/m, 'simulator:\n  speed: 50'));
  return file;
}
