import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { VirtualClock } from '../base/virtual-clock.ts';
import { Quantity, Selection } from './parameter.ts';
import { createDevices } from './registry.ts';
import { stopAll } from './stop-all.ts';
import { instantAxis } from './testing/instant.ts';
import { moveDevice } from './testing/command.ts';
import { refusal } from './testing/until.ts';
import type { Device } from './types.ts';

/** Each title names a weakness of devices or motion that earlier systems of the field have; here it is not. */

function positionOf(device: Device): Quantity {
  const position = device.parameters.get('position');
  if (position instanceof Quantity) return position;
  throw new Error('It has no position.');
}

const permanent = { who: 'Anna', why: 'fragile sample', isPermanent: true };
const open = { lower: null, upper: null };

describe('Weaknesses that are not here: devices', () => {
  it('clearing a locked limit bypasses the lock', () => {
    const samx = positionOf(instantAxis('samx'));
    samx.setLimits({ lower: -1, upper: 1 });
    samx.limitLocking.take(permanent);
    expect(() => samx.setLimits(open)).toThrow(/locked by Anna/);
    expect(() => samx.setLimits({ lower: -1, upper: null })).toThrow(/locked/);
    expect(samx.limits()).toEqual({ lower: -1, upper: 1 });
  });

  it('the device lock is advisory', async () => {
    const samx = instantAxis('samx');
    samx.locking.take({ who: 'Anna', why: 'aligned' });
    expect((await refusal(moveDevice(samx, 1))).code).toBe('lock');
    expect((await refusal(positionOf(samx).set(1))).code).toBe('lock');
    expect(() => positionOf(samx).setLimits(open)).toThrow(/aligned/);
    expect(samx.movable?.position()).toBe(0);
  });

  it('the device lock is not re-entrant: taking it twice waits for ever', () => {
    const samx = instantAxis('samx');
    samx.locking.take({ who: 'Anna', why: 'aligned' });
    samx.locking.take({ who: 'Anna', why: 'still aligned' });
    expect(samx.locking.lock?.why).toBe('still aligned');
    samx.locking.release();
    expect(samx.locking.lock).toBeNull();
  });

  it('the device lock does not say whose it is', async () => {
    const samx = instantAxis('samx');
    samx.locking.take({ who: 'Anna', why: 'aligned' });
    const refused = await refusal(moveDevice(samx, 1));
    expect(refused.message).toContain('locked by Anna: aligned');
    expect(samx.reading().lock).toMatchObject({ who: 'Anna', why: 'aligned' });
  });

  it('a read that is cancelled answers nothing instead of an error', async () => {
    const stuck = new Quantity({
      name: 'gap',
      unit: 'mm',
      get: (signal) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            reject(new Error('cancelled'));
          });
        }),
    });
    const controller = new AbortController();
    const reading = stuck.get(controller.signal);
    controller.abort();
    await expect(reading).rejects.toThrow('cancelled');
    expect(stuck.last).toBeUndefined();
  });

  it('a wait has no time limit', async () => {
    const clock = new VirtualClock();
    const gap = new Quantity({ name: 'gap', unit: 'mm', clock });
    const refused = clock.settle(refusal(gap.wait(1, { timeoutMs: 2000 })));
    expect((await refused).message).toMatch(/gap to become 1/);
  });

  it('two devices of one name are accepted', () => {
    const devices = createDevices();
    devices.add(instantAxis('samx'));
    expect(() => devices.add(instantAxis('samx'))).toThrow(
      /Two devices are called samx/,
    );
  });

  it('devices come in an arbitrary order', () => {
    const devices = createDevices();
    for (const name of ['samz', 'samx', 'samy']) devices.add(instantAxis(name));
    expect(devices.all().map(({ info }) => info.name)).toEqual([
      'samz',
      'samx',
      'samy',
    ]);
  });

  it('nobody is told of changes and has to poll', async () => {
    const samx = instantAxis('samx');
    const told: unknown[] = [];
    samx.onChanged((device) => told.push(device.reading().value));
    await moveDevice(samx, 1);
    expect(told).toContain(1);
  });

  it('a selection takes what is not on its list', async () => {
    const set: string[] = [];
    const shutter = new Selection({
      name: 'shutter',
      options: ['open', 'closed'],
      set: (value) => {
        set.push(value);
        return Promise.resolve();
      },
    });
    expect((await refusal(shutter.set('opne'))).code).toBe('selection');
    expect(set).toEqual([]);
  });
});

describe('Weaknesses that are not here: motion', () => {
  it('one-sided limits are ignored', async () => {
    const samx = instantAxis('samx');
    positionOf(samx).setLimits({ lower: null, upper: 1 });
    expect((await refusal(moveDevice(samx, 1.5))).code).toBe('limit');
    await moveDevice(samx, -100);
    positionOf(samx).setLimits({ lower: -200, upper: null });
    expect((await refusal(moveDevice(samx, -201))).code).toBe('limit');
  });

  it('a limit violation only prints, and the scan goes on where it is', async () => {
    const samx = instantAxis('samx', { limits: { lower: -1, upper: 1 } });
    await expect(moveDevice(samx, 2)).rejects.toThrow(/beyond the upper limit/);
    expect(samx.movable?.position()).toBe(0);
  });

  it('reversed limits are accepted', () => {
    const samx = positionOf(instantAxis('samx'));
    expect(() => samx.setLimits({ lower: 1, upper: -1 })).toThrow(/Swap them/);
  });

  it('the emergency stop reaches no device, or not all of them', async () => {
    const told: string[] = [];
    const axis = (name: string, stop: () => Promise<void>) =>
      Object.assign(instantAxis(name), {
        stoppable: {
          stop() {
            told.push(name);
            return stop();
          },
        },
      });
    const results = await stopAll(
      [
        axis('throws', () => {
          throw new Error('broken driver');
        }),
        axis('hangs', () => new Promise(() => {})),
        axis('good', () => Promise.resolve()),
      ],
      { clock: systemClock, timeoutMs: 20 },
    );
    expect(told).toEqual(['throws', 'hangs', 'good']);
    expect(results.map(({ isStopped }) => isStopped)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('the emergency stop honours a lock', async () => {
    let isTold = false;
    const samx = Object.assign(instantAxis('samx'), {
      stoppable: {
        stop() {
          isTold = true;
          return Promise.resolve();
        },
      },
    });
    samx.locking.take(permanent);
    await stopAll([samx], { clock: systemClock, timeoutMs: 20 });
    expect(isTold).toBe(true);
  });

  it('NaN is a position', async () => {
    const samx = instantAxis('samx');
    expect((await refusal(moveDevice(samx, NaN))).code).toBe('parameter');
    expect((await refusal(moveDevice(samx, 'nan'))).code).toBe('parameter');
  });
});
