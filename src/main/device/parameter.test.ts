import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../base/virtual-clock.ts';
import {
  Parameter,
  Quantity,
  Selection,
  State,
  StateRule,
} from './parameter.ts';
import { refusal } from './testing/until.ts';

function quantity(
  options: Partial<ConstructorParameters<typeof Quantity>[0]> = {},
) {
  let value = 1;
  return new Quantity({
    name: 'gap',
    unit: 'mm',
    get: () => Promise.resolve(value),
    set: (next) => {
      value = next;
      return Promise.resolve();
    },
    ...options,
  });
}

describe('A parameter', () => {
  it('is read and set', async () => {
    const gap = quantity();
    await gap.set(3);
    expect(await gap.get()).toBe(3);
    expect(gap.last).toMatchObject({ value: 3, isStale: false });
  });

  it('says when it was read, and when that can no longer be believed', async () => {
    const clock = new VirtualClock();
    const gap = quantity({ clock });
    await gap.get();
    await clock.advance(500);
    gap.markStale();
    expect(gap.last).toEqual({
      value: 1,
      time: clock.now() - 500,
      isStale: true,
    });
  });

  it('refuses what cannot be done, each with its code', async () => {
    const blind = new Parameter<number>({
      name: 'blind',
      set: () => Promise.resolve(),
    });
    const fixed = new Parameter<number>({
      name: 'fixed',
      get: () => Promise.resolve(1),
    });
    expect((await refusal(blind.get())).code).toBe('read-access');
    expect((await refusal(fixed.set(1))).code).toBe('write-access');
    expect(() => fixed.target()).toThrow(/has no target/);
    expect((await refusal(quantity().set(NaN))).code).toBe('parameter');
  });

  it('cannot be set while it is locked, and says who and why', async () => {
    const gap = quantity();
    gap.lockBy({ who: 'Anna', why: 'aligned' });
    expect((await refusal(gap.set(2))).message).toBe(
      'gap is locked by Anna: aligned. Unlock it first.',
    );
    gap.unlock();
    await gap.set(2);
  });

  it('keeps a permanent lock', async () => {
    const gap = quantity();
    gap.lockBy({ who: 'Anna', why: 'aligned', isPermanent: true });
    expect(() => gap.unlock()).toThrow(/permanent/);
    expect(() => gap.lockBy({ who: 'Ben', why: 'mine' })).toThrow(/Anna/);
    expect((await refusal(gap.set(2))).code).toBe('lock');
  });

  it('brings back what was put aside, last first', async () => {
    const gap = quantity();
    await gap.set(1);
    await gap.get();
    await gap.stash();
    await gap.set(2);
    await gap.get();
    await gap.stash();
    await gap.set(3);
    await gap.restore();
    expect(await gap.get()).toBe(2);
    await gap.restore();
    expect(await gap.get()).toBe(1);
    await gap.restore();
    expect(await gap.get()).toBe(1);
  });

  it('keeps a stashed value that could not be restored', async () => {
    const gap = quantity();
    await gap.get();
    await gap.stash();
    await gap.set(2);
    gap.lockBy({ who: 'Anna', why: 'aligned' });
    await refusal(gap.restore());
    gap.unlock();
    await gap.restore();
    expect(await gap.get()).toBe(1);
  });

  it('is waited for, within a tolerance', async () => {
    const clock = new VirtualClock();
    let value = 0;
    const gap = quantity({ clock, get: () => Promise.resolve((value += 0.3)) });
    await clock.settle(gap.wait(1, { tolerance: 0.15, timeoutMs: 1000 }));
    expect(gap.last?.value).toBeCloseTo(0.9);
    expect(clock.waiting).toBe(0);
  });

  it('is not waited for longer than the timeout', async () => {
    const clock = new VirtualClock();
    const gap = quantity({ clock });
    const waited = refusal(gap.wait(5, { timeoutMs: 1000 }));
    expect((await clock.settle(waited)).message).toBe(
      'Waited 1 s for gap to become 5.',
    );
    await clock.advance(1000);
    expect(clock.waiting).toBe(0);
  });
});

describe('A quantity', () => {
  it('takes values in other units and refuses those that do not fit', async () => {
    const gap = quantity();
    await gap.setFrom('0.2 cm');
    expect(await gap.get()).toBe(2);
    await expect(async () => gap.setFrom('2 s')).rejects.toThrow(/in mm/);
  });

  it('counts a limit on one side only', async () => {
    const gap = quantity();
    gap.setLimits({ lower: null, upper: 5 });
    await gap.set(-1e6);
    expect((await refusal(gap.set(5.01))).code).toBe('limit');
    await gap.set(5);
  });

  it('obeys the tighter of user and device limits', () => {
    const gap = quantity({ deviceLimits: () => ({ lower: 0, upper: 10 }) });
    gap.setLimits({ lower: null, upper: 5 });
    expect(gap.limits()).toEqual({ lower: 0, upper: 5 });
    gap.setLimits({ lower: 2, upper: null });
    expect(gap.limits()).toEqual({ lower: 2, upper: 10 });
  });

  it('refuses user limits that are crossed, no numbers, or outside of the device', () => {
    const gap = quantity({ deviceLimits: () => ({ lower: 0, upper: 10 }) });
    expect(() => gap.setLimits({ lower: 5, upper: 4 })).toThrow(/Swap them/);
    expect(() => gap.setLimits({ lower: null, upper: 11 })).toThrow(
      /outside the range/,
    );
    expect(() => gap.setLimits({ lower: NaN, upper: null })).toThrow(
      /not a limit/,
    );
    expect(gap.limits()).toEqual({ lower: 0, upper: 10 });
  });

  it('cannot have its limits cleared while they are locked', () => {
    const gap = quantity();
    gap.setLimits({ lower: 0, upper: 1 });
    gap.limitLocking.take({ who: 'Anna', why: 'fragile', isPermanent: true });
    expect(() => gap.setLimits({ lower: null, upper: null })).toThrow(
      /locked by Anna/,
    );
    expect(gap.limits()).toEqual({ lower: 0, upper: 1 });
  });

  it('takes a limit itself, in spite of the last digit', async () => {
    const gap = quantity();
    gap.setLimits({ lower: null, upper: 0.3 });
    await gap.set(0.1 + 0.2);
  });
});

describe('A selection', () => {
  it('refuses what is not on its list, and tells the list', async () => {
    const shutter = new Selection({
      name: 'shutter',
      options: ['open', 'closed'],
      set: () => Promise.resolve(),
    });
    await shutter.set('open');
    expect((await refusal(shutter.set('ajar'))).message).toBe(
      'shutter cannot be "ajar". Choose open, closed.',
    );
  });
});

describe('A state', () => {
  const make = () =>
    new State({ name: 'tube', states: ['off', 'on'], initial: 'off' });

  it('says in which states something may be set, and where it must end', async () => {
    const tube = make();
    const power = quantity({
      rule: new StateRule(tube, { source: ['off'], target: ['on'] }),
    });
    expect((await refusal(power.set(1))).code).toBe('transition');
    tube.update('on');
    expect((await refusal(power.set(1))).message).toContain(
      'cannot be changed while tube is on',
    );
  });

  it('has no state that is not on its list', () => {
    expect(() => make().update('broken')).toThrow(/has no state "broken"/);
  });
});
