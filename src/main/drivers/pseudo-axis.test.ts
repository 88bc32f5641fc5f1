import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { describeMovable } from '../device/testing/describe-movable.ts';
import {
  refusal,
  until,
  untilLeft,
  untilStatus,
} from '../device/testing/until.ts';
import { readPositioners } from '../engine/positioners.ts';
import { icepap } from './icepap.ts';
import { pseudoAxis } from './pseudo-axis.ts';
import { openBench, startInstrument } from './testing/bench.ts';

const axis = { velocity: 10, acceleration: 100 };

/** Two blades, their gap and centre. */
async function openSlit() {
  const bench = await openBench(
    'TCP',
    {
      protocol: 'icepap',
      axes: { 1: { ...axis, start: -1 }, 2: { ...axis, start: 1 } },
    },
    icepap,
    {
      axes: {
        left: { address: 1, ...axis, limits: [-10, 10] },
        right: { address: 2, ...axis, limits: [-10, 10] },
      },
    },
  );
  const pseudo = startInstrument(
    pseudoAxis,
    {
      axes: {
        gap: {
          value: 'right - left',
          moves: { left: 'centre - target / 2', right: 'centre + target / 2' },
          limits: [0, 30],
        },
        centre: {
          value: '(left + right) / 2',
          moves: { left: 'target - gap / 2', right: 'target + gap / 2' },
        },
      },
    },
    bench.devices,
  );
  const movable = (name: string) => {
    const found = bench.get(name).movable;
    if (!found) throw new Error(`${name} is no axis.`);
    return found;
  };
  await untilStatus(bench.get('gap'), 'idle');
  return {
    ...bench,
    movable,
    async close() {
      await pseudo.close();
      await bench.close();
    },
  };
}

describeMovable(
  'The centre of a slit',
  async () => {
    const bench = await openSlit();
    return {
      device: bench.get('centre'),
      latch: bench.devices.latch,
      near: 0.25,
      far: 8,
      beyond: 9.5,
      tolerance: 0.004,
      close: () => bench.close(),
    };
  },
  { hasLine: false },
);

describe('A slit', () => {
  it('keeps its centre while its gap moves', async () => {
    const slit = await openSlit();
    await slit.movable('centre').move(1);
    await slit.movable('gap').move(4);
    expect(slit.movable('left').position()).toBeCloseTo(-1, 3);
    expect(slit.movable('right').position()).toBeCloseTo(3, 3);
    await slit.close();
  });

  it('moves gap and centre in the same step', async () => {
    const slit = await openSlit();
    await Promise.all([
      slit.movable('gap').move(3),
      slit.movable('centre').move(2),
    ]);
    expect(slit.movable('left').position()).toBeCloseTo(0.5, 3);
    expect(slit.movable('right').position()).toBeCloseTo(3.5, 3);
    await slit.close();
  });

  it('does not have the weakness that pseudo motors cannot be stopped', async () => {
    const slit = await openSlit();
    const moving = refusal(slit.movable('gap').move(8));
    await untilLeft(slit.movable('left'), -1);
    await slit.get('gap').stoppable?.stop();
    expect((await moving).code).toBe('stopped');
    const stood = await slit.movable('left').readPosition();
    expect(stood).toBeGreaterThan(-4);
    expect(await slit.movable('left').readPosition()).toBe(stood);
    await slit.close();
  });

  it('names the blade that cannot go where it would have to', async () => {
    const slit = await openSlit();
    expect(() => slit.movable('gap').check(25)).toThrow(
      /^gap moves left\. left: −12\.500 mm is beyond the lower limit of −10\.000 mm/,
    );
    await slit.close();
  });

  it('judges a step by the targets of all axes that move in it', async () => {
    const slit = await openSlit();
    const gap = slit.movable('gap');
    gap.check(10, new Map([['centre', 4]]));
    expect(() => gap.check(10, new Map([['centre', 6]]))).toThrow(
      /beyond the upper limit/,
    );
    expect(() => gap.check(18, new Map([['left', 5]]))).toThrow();
    await slit.close();
  });

  it('shows how far it can go before a blade is at its limit', async () => {
    const slit = await openSlit();
    expect(slit.movable('centre').limits()).toEqual({ lower: -9, upper: 9 });
    expect(slit.movable('gap').limits()).toEqual({ lower: 0, upper: 20 });
    await slit.close();
  });

  it('stops both blades when one of them cannot go on', async () => {
    const slit = await openSlit();
    const moving = refusal(slit.movable('centre').move(8));
    await until(
      'it moves',
      () => slit.get('left').reading().status === 'moving',
    );
    await slit.get('left').stoppable?.stop();
    expect((await moving).code).toBe('stopped');
    await untilStatus(slit.get('right'), 'idle');
    expect(slit.movable('right').position()).toBeLessThan(8.9);
    await slit.close();
  });

  it('is offline when a blade is', async () => {
    const slit = await openSlit();
    slit.line.faults.cut();
    await untilStatus(slit.get('gap'), 'offline');
    expect(slit.get('gap').reading().message).toMatch(
      /^(left|right): The connection to .* was lost/,
    );
    await slit.close();
  });
});

/** The energy of a monochromator, which has none where its crystal stands at 0. */
async function openMonochromator() {
  const bench = await openBench(
    'TCP',
    { protocol: 'icepap', axes: { 1: { ...axis, start: 10 } } },
    icepap,
    { axes: { theta: { address: 1, ...axis, unit: 'deg' } } },
  );
  const pseudo = startInstrument(
    pseudoAxis,
    {
      axes: {
        energy: {
          value: '12.39842 / (2 * 3.1356 * sind(theta))',
          moves: { theta: 'asind(12.39842 / (2 * 3.1356 * target))' },
          unit: 'keV',
        },
      },
    },
    bench.devices,
  );
  await untilStatus(bench.get('energy'), 'idle');
  return {
    ...bench,
    async close() {
      await pseudo.close();
      await bench.close();
    },
  };
}

describe('A pseudo axis whose formula has no answer', () => {
  it('has no value and no position, is not read, and says where that is', async () => {
    const mono = await openMonochromator();
    const energy = mono.get('energy');
    expect(energy.reading().value).toBeCloseTo(11.385, 2);
    await mono.get('theta').movable?.move(0);
    expect(energy.reading()).toMatchObject({
      value: null,
      message: 'energy has no answer where theta stands at 0.000 deg.',
    });
    expect(energy.movable?.position()).toBeUndefined();
    const refused = await refusal(
      energy.movable?.readPosition() ?? Promise.resolve(),
    );
    expect(refused.code).toBe('state');
    expect(refused.message).toMatch(/no answer where theta/);
    const positioners = await readPositioners(
      mono.devices,
      ['energy'],
      systemClock,
    );
    expect(Object.keys(positioners)).toEqual(['theta']);
    await energy.movable?.move(12);
    expect(energy.reading()).toMatchObject({ isStale: false, message: null });
    expect(energy.movable?.position()).toBeCloseTo(12, 1);
    await mono.close();
  });

  it('shows its old value as an old one for as long as a real axis is away', async () => {
    const slit = await openSlit();
    slit.line.faults.cut();
    for (const name of ['left', 'right'])
      await untilStatus(slit.get(name), 'offline');
    expect(slit.get('gap').reading().isStale).toBe(true);
    await slit.close();
  });
});

describe('Formulas of a pseudo axis', () => {
  it('are refused in the beamline file when they cannot be read', () => {
    expect(
      pseudoAxis.config.safeParse({
        axes: { gap: { value: '1 +', moves: { left: 'target' } } },
      }).error?.issues,
    ).toMatchObject([{ path: ['axes', 'gap', 'value'] }]);
  });

  it('are refused in the beamline file when they move nothing', () => {
    expect(
      pseudoAxis.config.safeParse({
        axes: { gap: { value: 'right - left', moves: {} } },
      }).error?.issues,
    ).toMatchObject([
      {
        path: ['axes', 'gap', 'moves'],
        message: expect.stringMatching(/^It moves nothing/),
      },
    ]);
  });

  it('are refused when a move does not lead to the target', async () => {
    const bench = await openBench(
      'TCP',
      { protocol: 'icepap', axes: { 1: {} } },
      icepap,
      { axes: { samx: { address: 1 } } },
    );
    const pseudo = startInstrument(
      pseudoAxis,
      { axes: { twice: { value: '2 * samx', moves: { samx: '2 * target' } } } },
      bench.devices,
    );
    await untilStatus(bench.get('twice'), 'idle');
    expect(() => bench.get('twice').movable?.check(1)).toThrow(
      /do not fit each other/,
    );
    await pseudo.close();
    await bench.close();
  });

  it('name the devices that they use, with their places', () => {
    const config = pseudoAxis.config.parse({
      axes: {
        gap: { value: 'right - left', moves: { left: 'right - target' } },
      },
    });
    expect(pseudoAxis.uses?.(config).map(({ name }) => name)).toEqual([
      'right',
      'left',
      'left',
      'right',
    ]);
  });
});
