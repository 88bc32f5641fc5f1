import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { mainParameter, restoreDevice, stashDevice } from './actions.ts';
import { Quantity } from './parameter.ts';
import { closeNames, createDevices, unknownDevice } from './registry.ts';
import { stopAll } from './stop-all.ts';
import { moveDevice } from './testing/command.ts';
import { instantAxis, instantCounter } from './testing/instant.ts';
import { refusal } from './testing/until.ts';
import type { Device } from './types.ts';

function station() {
  const devices = createDevices();
  const limits = { lower: -2, upper: 2 };
  devices.add(instantAxis('samx', { latch: devices.latch, limits }));
  devices.add(instantAxis('samy', { latch: devices.latch }));
  devices.add(instantCounter('i0', () => 7));
  return devices;
}

describe('The registry', () => {
  it('keeps devices in the order in which they came', () => {
    expect(
      station()
        .all()
        .map(({ info }) => info.name),
    ).toEqual(['samx', 'samy', 'i0']);
  });

  it('refuses a name that is taken', () => {
    expect(() => station().add(instantAxis('samx'))).toThrow(/called samx/);
  });

  it('names those that come close to a name that nobody has', () => {
    expect(() => station().get('sanx')).toThrow(
      'There is no device called "sanx". Did you mean samx or samy?',
    );
    expect(() => station().get('foo')).toThrow('There are: samx, samy, i0.');
    const many = Array.from({ length: 14 }, (_, i) => `axis${i}`);
    expect(unknownDevice('foo', many).message).toMatch(
      /There are: axis0, .*, axis11 and 2 more\.$/,
    );
    expect(closeNames('tehta', ['theta', 'tth'])).toEqual(['theta']);
    expect(closeNames('SAMX', ['samx'])).toEqual(['samx']);
  });
});

describe('What people do with devices', () => {
  it('moves with a unit', async () => {
    expect(await moveDevice(station().get('samx'), '0.1 cm')).toBe(1);
    expect((await refusal(moveDevice(station().get('samx'), '1 s'))).code).toBe(
      'unit',
    );
  });

  it('locks position and limits together', async () => {
    const samx = station().get('samx');
    samx.locking.take({ who: 'Anna', why: 'aligned' });
    expect((await refusal(moveDevice(samx, 1))).code).toBe('lock');
    const position = mainParameter(samx);
    if (!(position instanceof Quantity)) throw new Error('It has no limits.');
    expect(() => position.setLimits({ lower: null, upper: null })).toThrow(
      /Anna/,
    );
    expect(samx.reading().lock).toMatchObject({ who: 'Anna' });
    samx.locking.release();
    position.setLimits({ lower: -1, upper: 1 });
    expect((await refusal(moveDevice(samx, 1.5))).code).toBe('limit');
  });

  it('puts a device back where it was', async () => {
    const samx = station().get('samx');
    await moveDevice(samx, 1);
    await stashDevice(samx);
    await moveDevice(samx, 2);
    await restoreDevice(samx);
    expect(samx.movable?.position()).toBe(1);
  });
});

describe('STOP ALL', () => {
  it('tells every stoppable device in the same turn, with a result for each', async () => {
    const told: string[] = [];
    const like = (name: string, stop: () => Promise<void>): Device =>
      Object.assign(instantAxis(name), {
        stoppable: {
          stop() {
            told.push(name);
            return stop();
          },
        },
      });
    const stops = stopAll(
      [
        like('good', () => Promise.resolve()),
        like('silent', () => new Promise(() => {})),
        like('broken', () => Promise.reject(new Error('no power'))),
      ],
      { clock: systemClock, timeoutMs: 20 },
    );
    expect(told).toEqual(['good', 'silent', 'broken']);
    expect(await stops).toMatchObject([
      { name: 'good', isStopped: true, code: null },
      { name: 'silent', isStopped: false, code: 'timeout' },
      {
        name: 'broken',
        isStopped: false,
        code: 'internal',
        message: 'no power',
      },
    ]);
  });

  it('holds everything until it is reset', async () => {
    const devices = station();
    devices.latch.latch('Ben', 1);
    expect(
      (await refusal(moveDevice(devices.get('samx'), 1))).message,
    ).toContain('STOP ALL was pressed by Ben. Reset the stop first.');
    devices.latch.reset();
    expect(devices.latch.state).toMatchObject({ isLatched: false, who: 'Ben' });
    await moveDevice(devices.get('samx'), 1);
  });
});
