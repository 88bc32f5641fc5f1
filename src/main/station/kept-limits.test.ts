import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Limits } from '../../contract/devices.ts';
import { systemClock } from '../base/clock.ts';
import { openDatabase, type Database } from '../data/database.ts';
import { createDeviceSettings } from '../data/device-settings.ts';
import { assembleDevice } from '../device/core-device.ts';
import { deviceInfo } from '../device/core.ts';
import { mainParameter } from '../device/actions.ts';
import type { MotorOptions } from '../device/motor-options.ts';
import { Motor } from '../device/motor.ts';
import { Quantity, Selection, type AnyParameter } from '../device/parameter.ts';
import { StopLatch } from '../device/stop-latch.ts';
import type { Device } from '../device/types.ts';
import { keepLimits, type KeptLimits } from './kept-limits.ts';

let folder: string;
let database: Database;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-kept-limits-'));
  database = openDatabase(folder);
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

interface Start {
  readonly kept: KeptLimits;
  readonly warnings: readonly string[];
}

/** What a station does with the kept limits when it starts with these devices. */
function start(devices: readonly Device[], beamline = 'ID1'): Start {
  const warnings: string[] = [];
  const settings = createDeviceSettings(database, beamline);
  const kept = keepLimits(settings, (text) => warnings.push(text));
  kept.restore(devices);
  return { kept, warnings };
}

/** Sets and keeps limits, as in an earlier life of the station. */
function setBefore(device: Device, limits: Limits, beamline = 'ID1'): void {
  const { kept } = start([device], beamline);
  quantityOf(device).setLimits(limits);
  kept.keep(device.info.name, quantityOf(device));
}

function quantityOf(device: Device): Quantity {
  const main = mainParameter(device);
  if (main instanceof Quantity) return main;
  throw new Error(`${device.info.name} has no limits.`);
}

const userLimits = (device: Device) => quantityOf(device).userLimits();

/** A motor that stands; `others` is what its line in the beamline file says. */
function motor(name: string, others: Partial<MotorOptions> = {}): Motor {
  return new Motor({
    info: deviceInfo(
      { name, driver: 'fake', unit: 'mm' },
      { move: true, stop: true },
    ),
    clock: systemClock,
    latch: new StopLatch(),
    drive: {
      go: (dial) => Promise.resolve(dial),
      read: () => Promise.resolve(0),
      stop: () => Promise.resolve(),
    },
    velocity: 1,
    acceleration: 10,
    tolerance: 0.001,
    stepsPerUnit: 1000,
    ...others,
  });
}

/** Something with a value that is set, not moved. */
function setpoint(name: string, unit = 'mm', limits?: Limits): Device {
  return valueDevice(
    new Quantity({
      name,
      unit,
      set: () => Promise.resolve(),
      ...(limits && { deviceLimits: () => limits }),
    }),
    unit,
  );
}

function valueDevice(main: AnyParameter, unit: string): Device {
  const info = deviceInfo(
    { name: main.name, driver: 'fake', unit },
    { set: true },
  );
  return assembleDevice({ info, clock: systemClock, main }, {}).device;
}

describe('Kept limits', () => {
  it('are in force again, of positions and of values', () => {
    setBefore(motor('samx'), { lower: -1, upper: 2 });
    setBefore(setpoint('heater'), { lower: null, upper: 80 });
    const [samx, heater] = [motor('samx'), setpoint('heater')];
    expect(start([samx, heater]).warnings).toEqual([]);
    expect(userLimits(samx)).toEqual({ lower: -1, upper: 2 });
    expect(userLimits(heater)).toEqual({ lower: null, upper: 80 });
  });

  it('stay where they physically are when the beamline file has another offset, sign or scale', () => {
    setBefore(motor('samx', { sign: 1, offset: 10, stepsPerUnit: 1000 }), {
      lower: 9,
      upper: 13,
    });
    const shifted = motor('samx', { offset: 0 });
    start([shifted]);
    expect(userLimits(shifted)).toEqual({ lower: -1, upper: 3 });

    const turned = motor('samx', { sign: -1, offset: 0 });
    start([turned]);
    expect(userLimits(turned)).toEqual({ lower: -3, upper: 1 });

    // 3 mm were 3000 steps.
    const corrected = motor('samx', { stepsPerUnit: 500 });
    start([corrected]);
    expect(userLimits(corrected)).toEqual({ lower: -2, upper: 6 });
  });

  it('keep their open side open when the axis is turned round', () => {
    setBefore(motor('samx'), { lower: null, upper: 3 });
    const turned = motor('samx', { sign: -1 });
    start([turned]);
    expect(userLimits(turned)).toEqual({ lower: -3, upper: null });
  });

  it('convert when a value without steps is in another unit now', () => {
    setBefore(setpoint('gap', 'mm'), { lower: 1, upper: 5 });
    const gap = setpoint('gap', 'um');
    start([gap]);
    expect(userLimits(gap)).toEqual({ lower: 1000, upper: 5000 });
  });

  it('are said and not in force where their unit does not convert', () => {
    setBefore(setpoint('gap', 'mm'), { lower: 1, upper: 5 });
    const gap = setpoint('gap', 'K');
    const { warnings } = start([gap]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^The limits that were set for gap are not in force: .*convert/,
    );
    expect(userLimits(gap)).toEqual({ lower: null, upper: null });
  });

  it.each(['upper', 'lower'] as const)(
    'keep the other side when the %s one does not fit the beamline file any more',
    (bad) => {
      setBefore(motor('samx'), { lower: -4, upper: 4 });
      const good = bad === 'upper' ? 'lower' : 'upper';
      const samx = motor('samx', {
        limits:
          bad === 'upper' ? { lower: -5, upper: 3 } : { lower: -3, upper: 5 },
      });
      const { warnings } = start([samx]);
      expect(userLimits(samx)).toEqual({
        [bad]: null,
        [good]: good === 'upper' ? 4 : -4,
      });
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain(`The ${bad} limit of`);
      expect(warnings[0]).toContain('that was set for samx is not in force');
    },
  );

  it('are both said when neither fits, and come back with the old beamline file', () => {
    setBefore(motor('samx'), { lower: -4, upper: 4 });
    const narrow = motor('samx', { limits: { lower: -1, upper: 1 } });
    expect(start([narrow]).warnings).toHaveLength(2);
    const wide = motor('samx');
    expect(start([wide]).warnings).toEqual([]);
    expect(userLimits(wide)).toEqual({ lower: -4, upper: 4 });
  });

  it.each([
    ['of another shape', '{"dial":{"lower":"far","upper":1}}'],
    ['no JSON', '{"dial":'],
  ])('lose only an entry that is %s, and name its device', (_what, text) => {
    setBefore(motor('samx'), { lower: -1, upper: 1 });
    setBefore(motor('samy'), { lower: -2, upper: 2 });
    database.sql
      .prepare("UPDATE device_settings SET value = ? WHERE device = 'samx'")
      .run(text);
    const [samx, samy] = [motor('samx'), motor('samy')];
    const { warnings } = start([samx, samy]);
    expect(warnings).toEqual([
      'The limits that were set for samx are not in force: what is kept of them cannot be read. Set them anew.',
    ]);
    expect(userLimits(samx)).toEqual({ lower: null, upper: null });
    expect(userLimits(samy)).toEqual({ lower: -2, upper: 2 });
  });

  it('of another beamline in the same state folder are left alone', () => {
    setBefore(motor('samx'), { lower: -1, upper: 1 }, 'ID1');
    const other = motor('samx');
    start([other], 'ID2');
    expect(userLimits(other)).toEqual({ lower: null, upper: null });
    setBefore(other, { lower: -7, upper: 7 }, 'ID2');
    const back = motor('samx');
    start([back], 'ID1');
    expect(userLimits(back)).toEqual({ lower: -1, upper: 1 });
  });

  it('wait for a device that is not in the beamline file now', () => {
    setBefore(motor('samx'), { lower: -1, upper: 1 });
    const without = motor('samy');
    expect(start([without]).warnings).toEqual([]);
    setBefore(without, { lower: -2, upper: 2 });
    const back = motor('samx');
    start([without, back]);
    expect(userLimits(back)).toEqual({ lower: -1, upper: 1 });
  });

  it('of a motor are not taken for those of something without steps', () => {
    setBefore(motor('samx'), { lower: -1, upper: 1 });
    const calculated = setpoint('samx');
    const { warnings } = start([calculated]);
    expect(warnings[0]).toContain('samx is driven in another way now');
    expect(userLimits(calculated)).toEqual({ lower: null, upper: null });
  });

  it('are said where the device has none any more', () => {
    setBefore(setpoint('filter'), { lower: 0, upper: 3 });
    const main = new Selection({ name: 'filter', options: ['in', 'out'] });
    expect(start([valueDevice(main, '')]).warnings).toEqual([
      'The limits that were set for filter are not in force: filter has no limits any more. Look at it in the beamline file.',
    ]);
  });
});
