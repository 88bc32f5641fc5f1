import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { restoreDevice, stashDevice } from './actions.ts';
import { assembleDevice } from './core-device.ts';
import { deviceInfo } from './core.ts';
import { Quantity } from './parameter.ts';
import { refusal } from './testing/until.ts';

/** An axis with two settings beside its position; the second one can be broken. */
function makeAxis() {
  const broken = { isBroken: false };
  const quantity = (name: string, start: number, canBreak = false) => {
    let is = start;
    const made: Quantity = new Quantity({
      name,
      unit: 'mm',
      get: () => Promise.resolve(is),
      set: (value) => {
        if (canBreak && broken.isBroken) throw new Error('It is broken.');
        is = value;
        made.update(value);
        return Promise.resolve();
      },
    });
    made.update(is);
    return made;
  };
  const first = quantity('samx.first', 1);
  const second = quantity('samx.second', 1, true);
  const position = quantity('samx', 0);
  const { device } = assembleDevice(
    {
      info: deviceInfo({ name: 'samx', driver: 'fake' }, { move: true }),
      clock: systemClock,
      main: position,
      others: () => [
        ['first', first],
        ['second', second],
      ],
    },
    {},
  );
  const all = [first, second, position];
  const stashed = () => all.map((one) => one.stashed);
  const values = () => all.map((one) => one.last?.value);
  return { device, first, second, position, broken, stashed, values };
}

describe('Bringing all of a device back', () => {
  it('sets and takes from the stacks all that was put aside', async () => {
    const { device, first, position, stashed, values } = makeAxis();
    await position.set(3);
    await stashDevice(device);
    await first.set(7);
    await position.set(1);
    await restoreDevice(device);
    expect(values()).toEqual([1, 1, 3]);
    expect(stashed()).toEqual([0, 0, 0]);
  });

  it('changes nothing where limits forbid the position', async () => {
    const { device, position, stashed, values } = makeAxis();
    await position.set(3);
    await stashDevice(device);
    await position.set(0);
    position.setLimits({ lower: -1, upper: 1 });
    expect((await refusal(restoreDevice(device))).code).toBe('limit');
    expect(values()).toEqual([1, 1, 0]);
    expect(stashed()).toEqual([1, 1, 1]);
  });

  it('gives back what it had changed where limits forbid the position in the end', async () => {
    const { device, first, position, stashed, values } = makeAxis();
    await position.set(3);
    await stashDevice(device);
    await first.set(7);
    await position.set(0);
    position.setLimits({ lower: -1, upper: 1 });
    expect((await refusal(restoreDevice(device))).code).toBe('limit');
    expect(values()).toEqual([7, 1, 0]);
    expect(stashed()).toEqual([1, 1, 1]);
  });

  it('changes nothing where one of them is locked', async () => {
    const { device, first, second, stashed, values } = makeAxis();
    await stashDevice(device);
    await first.set(7);
    second.lockBy({ who: 'Anna', why: 'aligned' });
    expect((await refusal(restoreDevice(device))).code).toBe('lock');
    expect(values()).toEqual([7, 1, 0]);
    expect(stashed()).toEqual([1, 1, 1]);
  });

  it('gives back what it had changed where setting one of them fails', async () => {
    const { device, first, broken, stashed, values } = makeAxis();
    await stashDevice(device);
    await first.set(7);
    broken.isBroken = true;
    await expect(restoreDevice(device)).rejects.toThrow('It is broken.');
    expect(values()).toEqual([7, 1, 0]);
    expect(stashed()).toEqual([1, 1, 1]);
  });
});
