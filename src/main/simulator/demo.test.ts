import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { loadBeamline } from '../config/load.ts';
import { createDevices } from '../device/registry.ts';
import type { Devices } from '../device/types.ts';
import { drivers } from '../drivers/index.ts';
import type { Instrument } from '../drivers/types.ts';
import { startSimulator, type Simulator } from './index.ts';

let simulator: Simulator;
let instruments: Instrument[];
let devices: Devices;

/** The demo beamline with its real drivers on its real lines, in a tenth of the time. */
beforeEach(async () => {
  const beamline = loadBeamline('resources/beamlines/demo.yaml', drivers);
  if (!beamline.simulator) throw new Error('The demo has no simulator.');
  simulator = await startSimulator(
    { ...beamline.simulator, speed: 10 },
    { clock: systemClock },
  );
  const registry = createDevices();
  instruments = beamline.instruments.map(({ driver, config, line }) =>
    driver.create(config, {
      clock: systemClock,
      devices: registry,
      isSimulated: true,
      line:
        line !== null && 'simulator' in line
          ? simulator.opener(line.simulator)
          : undefined,
      log: () => undefined,
    }),
  );
  for (const { devices: own } of instruments) {
    for (const device of own) registry.add(device);
  }
  devices = registry;
  for (const instrument of instruments) instrument.start();
  await expect
    .poll(
      () =>
        devices
          .all()
          .map((device) => device.reading())
          .filter(({ status, value }) => status === 'offline' || value === null)
          .map(({ name, message }) => `${name}: ${message ?? 'no value'}`),
      { timeout: 15_000 },
    )
    .toEqual([]);
});

afterEach(async () => {
  for (const instrument of instruments) await instrument.close();
  await simulator.close();
});

async function move(name: string, target: number): Promise<number> {
  return (await devices.get(name).movable?.move(target)) ?? NaN;
}

async function count(name: string): Promise<number> {
  const counter = devices.get(name).triggerable;
  await counter?.prepare(0.1);
  return (await counter?.count()) ?? NaN;
}

test('every device of the demo comes up, with values as in the drawing of the window', () => {
  const value = (name: string) => Number(devices.get(name).reading().value);
  expect(value('samx')).toBeCloseTo(0.315, 3);
  expect(value('s1gap')).toBeCloseTo(0.5, 3);
  expect(value('s1cen')).toBeCloseTo(0.012, 3);
  expect(value('theta')).toBeCloseTo(14.221, 4);
  expect(value('ring')).toBeGreaterThan(197.9);
  expect(devices.get('shutter').reading().value).toBe('open');
  expect(value('i0')).toBeGreaterThan(170_000);
  expect(value('i0')).toBeLessThan(200_000);
  expect(value('i1/i0')).toBeGreaterThan(0.4);
  expect(value('i1/i0')).toBeLessThan(0.65);
});

test('the sample has its peak on samx, and a closed slit lets nothing through', async () => {
  await move('samx', -1);
  const beside = (await count('i1')) / (await count('i0'));
  await move('samx', 0.12);
  const top = (await count('i1')) / (await count('i0'));
  expect(beside).toBeCloseTo(0.0485, 2);
  expect(top).toBeCloseTo(0.97, 1);
  await move('s1gap', 0);
  expect(await count('i0')).toBeLessThan(200);
});

test('a closed shutter leaves the dark counts', async () => {
  await devices.get('shutter').settable?.set('closed');
  await expect.poll(() => simulator.world.shutter.openShare()).toBe(0);
  expect(await count('i0')).toBeLessThan(200);
});
