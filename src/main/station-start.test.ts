import path from 'node:path';
import { getActiveResourcesInfo } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { liveAndDie } from './data/testing/kill.ts';
import { DemoStation } from './station/testing/demo-station.ts';

let demo: DemoStation;

beforeEach(async () => {
  demo = new DemoStation();
  await demo.open();
  await demo.close();
});

afterEach(async () => {
  await demo.remove();
});

/** Ways to make a start fail late, and how to take them back. */
const plants = [
  [
    'at its last step',
    "CREATE TRIGGER planted BEFORE INSERT ON log WHEN NEW.text LIKE 'Station started%' BEGIN SELECT RAISE(ABORT, 'planted'); END",
    'DROP TRIGGER planted',
  ],
  [
    'once the simulator runs',
    'ALTER TABLE queue RENAME TO planted',
    'ALTER TABLE planted RENAME TO queue',
  ],
] as const;

/** TCP servers of this process, the simulator's among them. */
function tcpServers(): number {
  return getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap')
    .length;
}

it('counts the ports that a station has open', async () => {
  const before = tcpServers();
  await demo.open();
  expect(tcpServers()).toBeGreaterThan(before);
  await demo.close();
  await expect.poll(tcpServers).toBe(before);
});

it.each(plants)(
  'leaves no port and no lock behind when a station fails %s',
  async (_when, plant, undo) => {
    const before = tcpServers();
    demo.tamper(plant);
    await expect(demo.open()).rejects.toThrow(/planted|no such table/);
    await expect.poll(tcpServers).toBe(before);
    // Refused while another one has the database.
    demo.tamper(undo);
    const station = await demo.open();
    expect(station.isRunActive()).toBe(false);
  },
);

it.each(plants)(
  'ends the program when a station fails %s',
  { timeout: 60_000 },
  async (_when, plant) => {
    demo.tamper(plant);
    const { exitCode, errors } = await liveAndDie({
      command: process.execPath,
      args: [
        fileURLToPath(new URL('headless.ts', import.meta.url)),
        ...['--port', '0', '--beamline', demo.beamlineFile],
        ...['--state', demo.stateFolder],
        ...['--data', path.join(demo.folder, 'data')],
      ],
      isReady: () => false,
      killAfterMs: Infinity,
      timeoutMs: 45_000,
    });
    expect(errors).toMatch(/planted|no such table/);
    expect(exitCode).toBe(1);
  },
);
