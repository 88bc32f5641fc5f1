import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { parseBeamline } from '../config/load.ts';
import { drivers } from '../drivers/index.ts';
import { Quantity } from '../device/parameter.ts';
import type { Device } from '../device/types.ts';
import { untilStatus } from '../device/testing/until.ts';
import { startSimulator, type Simulator } from '../simulator/index.ts';
import { InstrumentRack } from './instrument-rack.ts';

const FILE = `
name: Rack
instruments:
  - driver: icepap
    line: { simulator: rack1 }
    axes:
      left: { address: 1, velocity: 10, acceleration: 100 }
      right: { address: 2, velocity: 10, acceleration: 100 }
  - driver: icepap
    line: { simulator: rack2 }
    axes: { samx: { address: 1 } }
  - driver: pseudo-axis
    axes:
      gap: { value: right - left, moves: { left: -target / 2, right: target / 2 } }
  - driver: calculated-counter
    counters: { twice: { value: gap * 2 } }
simulator:
  responders:
    rack1: { protocol: icepap, axes: { 1: {}, 2: {} } }
    rack2: { protocol: icepap, axes: { 1: {} } }
`;

const beamlineOf = (text: string) => parseBeamline(text, 'rack.yaml', drivers);

let simulator: Simulator;
let rack: InstrumentRack;

beforeEach(async () => {
  const beamline = beamlineOf(FILE);
  if (!beamline.simulator) throw new Error('It has no simulator.');
  simulator = await startSimulator(beamline.simulator, { clock: systemClock });
  rack = new InstrumentRack({
    clock: systemClock,
    logger: { add: () => undefined },
    simulator,
    offsetsKept: { restore: () => Promise.resolve() },
    limitsKept: { restore: () => undefined },
  });
  rack.create(beamline);
  rack.start();
  await untilStatus(rack.devices.get('gap'), 'idle');
  await untilStatus(rack.devices.get('samx'), 'idle');
});

afterEach(async () => {
  await rack.close();
  await simulator.close();
});

function quantity(device: Device, name: string): Quantity {
  const parameter = device.parameters.get(name);
  if (parameter instanceof Quantity) return parameter;
  throw new Error(`${device.info.name} has no quantity ${name}.`);
}

function names(): string[] {
  return rack.devices.all().map(({ info }) => info.name);
}

describe('The instruments of a beamline', () => {
  it('are left alone when the file says the same', async () => {
    const before = rack.devices.all();
    const change = await rack.change(beamlineOf(`# a comment\n${FILE}`));
    expect(change).toEqual({ added: [], removed: [], replaced: [] });
    expect(rack.devices.all()).toEqual(before);
    expect(rack.devices.get('samx')).toBe(before[2]);
  });

  it('are interrupted only where the file has changed, with what is made of them', async () => {
    const samx = rack.devices.get('samx');
    const left = rack.devices.get('left');
    const states: string[] = [];
    samx.onChanged((device) => states.push(device.reading().status));
    const next = FILE.replace(
      'left: { address: 1,',
      'left: { decimals: 1, address: 1,',
    );
    expect(await rack.change(beamlineOf(next))).toEqual({
      added: [],
      removed: [],
      replaced: ['left', 'gap', 'twice'],
    });
    expect(rack.devices.get('samx')).toBe(samx);
    expect(states).not.toContain('offline');
    expect(rack.devices.get('left')).not.toBe(left);
    expect(rack.devices.get('left').info.decimals).toBe(1);
    const gap = rack.devices.get('gap');
    await untilStatus(gap, 'idle');
    await gap.movable?.move(1);
    expect(rack.devices.get('twice').reading().value).toBeCloseTo(2);
    expect(names()).toEqual(['left', 'right', 'samx', 'gap', 'twice']);
  });

  it('come and go, and who follows them is told', async () => {
    const followed: string[] = [];
    const stop = rack.devices.follow(({ info }) => {
      followed.push(`+${info.name}`);
      return () => followed.push(`-${info.name}`);
    });
    followed.length = 0;
    const without = FILE.replace(
      / {2}- driver: pseudo-axis[\s\S]*?(?=simulator:)/,
      '',
    );
    const change = await rack.change(beamlineOf(without));
    expect(change.removed).toEqual(['gap', 'twice']);
    expect(followed).toEqual(['-gap', '-twice']);
    expect(names()).toEqual(['left', 'right', 'samx']);
    await rack.change(beamlineOf(FILE));
    expect(followed.slice(2)).toEqual(['+gap', '+twice']);
    stop();
    expect(followed.slice(4)).toEqual([
      '-left',
      '-right',
      '-samx',
      '-gap',
      '-twice',
    ]);
  });

  it('are not taken out while one of their devices moves', async () => {
    const left = rack.devices.get('left');
    const moving = left.movable?.move(9);
    const next = FILE.replace(
      'left: { address: 1,',
      'left: { sign: -1, address: 1,',
    );
    await expect(rack.change(beamlineOf(next))).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringMatching(/left is moving now/),
    });
    expect(rack.devices.get('left')).toBe(left);
    await moving;
  });

  it('keep the lock of a device that is replaced', async () => {
    const lockOf = (device: Device) => device.locking.lock?.why;
    rack.devices.get('left').locking.take({ who: 'Anna', why: 'aligned' });
    await rack.change(beamlineOf(FILE.replace('left: {', 'left: { step: 1,')));
    expect(lockOf(rack.devices.get('left'))).toBe('aligned');
    expect(lockOf(rack.devices.get('right'))).toBeUndefined();
  });

  it('keep all that people set on a device when another one of its entry is changed', async () => {
    const before = rack.devices.get('right');
    const velocity = quantity(before, 'velocity');
    const position = quantity(before, 'position');
    await velocity.set(4);
    await quantity(before, 'tolerance').set(0.02);
    velocity.setLimits({ lower: 1, upper: 6 });
    await position.stash();
    await velocity.stash();
    velocity.lockBy({ who: 'Anna', why: 'heavy load' });
    const forGood = { who: 'Anna', why: 'window', isPermanent: true };
    position.limitLocking.take(forGood);
    const { since } = position.limitLocking.lock ?? {};

    await rack.change(beamlineOf(FILE.replace('left: {', 'left: { step: 1,')));
    const after = rack.devices.get('right');
    expect(after).not.toBe(before);
    await untilStatus(after, 'idle');
    expect(quantity(after, 'velocity')).toMatchObject({
      last: { value: 4 },
      stashedValue: 4,
      lock: { why: 'heavy load' },
    });
    expect(quantity(after, 'velocity').userLimits()).toEqual({
      lower: 1,
      upper: 6,
    });
    expect(quantity(after, 'tolerance').last?.value).toBe(0.02);
    expect(quantity(after, 'position').stashedValue).toBe(0);
    expect(quantity(after, 'position').limitLocking.lock?.since).toBe(since);
    expect(() => {
      quantity(after, 'position').setLimits({ lower: null, upper: null });
    }).toThrow(/^The limits of right is locked by Anna: window/);
    expect(after.movable?.estimate(0, 8)).toBeGreaterThan(2);
  });

  it('take the velocity from the file where it was changed there', async () => {
    await quantity(rack.devices.get('left'), 'velocity').set(4);
    await quantity(rack.devices.get('left'), 'tolerance').set(0.02);
    const next = FILE.replace('velocity: 10', 'velocity: 5');
    await rack.change(beamlineOf(next));
    const left = rack.devices.get('left');
    expect(quantity(left, 'velocity').last?.value).toBe(5);
    expect(quantity(left, 'tolerance').last?.value).toBe(0.02);
  });

  it('stay while a device of them is locked permanently', async () => {
    const velocity = quantity(rack.devices.get('samx'), 'velocity');
    const lock = { who: 'Anna', why: 'fragile' };
    velocity.lockBy({ ...lock, isPermanent: true });
    const next = beamlineOf(
      FILE.replace(/ {2}- driver: icepap\n {4}line: .*rack2.*\n.*\n/, ''),
    );
    expect(rack.plan(next).gone.map(({ info }) => info.name)).toEqual(['samx']);
    await expect(rack.change(next)).rejects.toMatchObject({
      code: 'lock',
      message: expect.stringMatching(
        /^samx cannot be taken out now: samx\.velocity is locked by Anna: fragile\. The lock is permanent/,
      ),
    });
    expect(rack.devices.find('samx')).toBeDefined();
  });
});
