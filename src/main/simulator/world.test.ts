import { expect, test } from 'vitest';
import { createRandom } from './random.ts';
import { smallWorld } from './testing/small-world.ts';

const dark = 400;
const beam = { rate: 1e6, dark, fwhm: 0.4 };

test('the ring decays to its bound and is topped up again', async () => {
  const { clock, world } = smallWorld({
    ring: { current: 200, lifetimeHours: 10, topUpBelow: 198, topUpRate: 0.5 },
  });
  await clock.advance(180_000);
  expect(world.ring.current()).toBeCloseTo(200 * Math.exp(-0.05 / 10), 6);
  const bottom = 10 * 3_600_000 * Math.log(200 / 198);
  await clock.advance(bottom - 180_000);
  expect(world.ring.current()).toBeCloseTo(198, 6);
  await clock.advance(2000);
  expect(world.ring.current()).toBeCloseTo(199, 6);
  await clock.advance(2000);
  expect(world.ring.current()).toBeCloseTo(200, 3);
});

test('a dumped beam stays away until it is refilled', async () => {
  const { clock, world } = smallWorld();
  world.ring.dump();
  await clock.advance(3_600_000);
  expect([world.ring.current(), world.rate('i0')]).toEqual([0, dark]);
  world.ring.refill();
  expect(world.ring.current()).toBe(200);
});

test('the beam is proportional to the ring current', async () => {
  const { clock, world } = smallWorld({
    ring: { topUpBelow: 0 },
    beam,
    signals: { i0: {} },
  });
  expect(world.rate('i0')).toBe(1e6 + dark);
  await clock.advance(10 * 3_600_000);
  expect(world.rate('i0')).toBeCloseTo(1e6 / Math.E + dark, 6);
});

test('a shutter on its way lets part of the beam through', async () => {
  const { clock, world } = smallWorld({
    shutter: { travelMs: 200 },
    beam,
    signals: { i0: {} },
  });
  world.shutter.set(false);
  await clock.advance(150);
  expect(world.rate('i0') / 1e6).toBeCloseTo(0.25, 2);
  await clock.advance(50);
  expect(world.rate('i0')).toBe(dark);
});

test('slits cut the beam by gap and centre', () => {
  const { world } = smallWorld({
    beam: { ...beam, slits: [{ low: 'left', high: 'right' }] },
    signals: { i0: {} },
  });
  let [left, right] = [-5, 5];
  world.place('left', () => left);
  world.place('right', () => right);
  const share = () =>
    (world.rate('i0') - dark) / (1e6 * (world.ring.current() / 200));
  expect(share()).toBeCloseTo(1, 6);
  // From the centre to a side: half. From -fwhm/2 to +fwhm/2: erf(sqrt(ln 2)) = 0.7610.
  [left, right] = [0, 5];
  expect(share()).toBeCloseTo(0.5, 6);
  [left, right] = [-0.2, 0.2];
  expect(share()).toBeCloseTo(0.761, 4);
  [left, right] = [0.1, 0.1];
  expect(share()).toBe(0);
});

test('a sample has a peak, an edge, and a reflection that two axes must follow', () => {
  const { world } = smallWorld({
    beam: { ...beam, dark: 0 },
    signals: {
      peak: {
        factors: [{ kind: 'gaussian', axis: 'samx', centre: 1, fwhm: 0.4 }],
      },
      edge: {
        background: 0.1,
        factors: [
          {
            kind: 'edge',
            axis: 'samx',
            centre: 1,
            width: 0.2,
            direction: 'falling',
          },
        ],
      },
      bragg: {
        factors: [
          {
            kind: 'gaussian',
            axis: { tth: 1, theta: -2 },
            centre: 0,
            fwhm: 0.2,
          },
        ],
      },
    },
  });
  let samx = 1;
  let tth = 28;
  world.place('samx', () => samx);
  world.place('theta', () => 14);
  world.place('tth', () => tth);
  expect(world.rate('peak')).toBe(1e6);
  samx = 1.2;
  expect(world.rate('peak')).toBeCloseTo(5e5, 3);
  samx = 0;
  expect(world.rate('edge')).toBeCloseTo(1e6, 0);
  samx = 1;
  expect(world.rate('edge')).toBeCloseTo(5.5e5, 0);
  samx = 2;
  expect(world.rate('edge')).toBeCloseTo(1e5, 0);
  expect(world.rate('bragg')).toBe(1e6);
  tth = 28.1;
  expect(world.rate('bragg')).toBeCloseTo(5e5, 3);
});

function readings(seed: number, names: readonly string[]): number[] {
  const { world } = smallWorld({ beam }, seed);
  return names.map((name) => world.count(name, 5e5, 0.1));
}

test('the same seed gives the same noise', () => {
  const names = ['i0', 'i1', 'i0', 'i0'];
  expect(readings(1, names)).toEqual(readings(1, names));
  expect(readings(1, names)).not.toEqual(readings(2, names));
});

test('the order in which detectors are read does not change what each reads', () => {
  const [a, b] = readings(1, ['i0', 'i1']);
  expect(readings(1, ['i1', 'i0'])).toEqual([b, a]);
});

test.each([0.5, 4, 45, 60, 5e4])(
  'noise of mean %d is Poisson: variance = mean',
  (mean) => {
    const random = createRandom(3, `mean ${mean}`);
    const values = Array.from({ length: 20_000 }, () => random.poisson(mean));
    const average =
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance =
      values.reduce((sum, value) => sum + (value - average) ** 2, 0) /
      values.length;
    // Four standard deviations of either estimate.
    const sigma = Math.sqrt(mean / values.length);
    expect(Math.abs(average - mean)).toBeLessThan(4 * sigma);
    expect(Math.abs(variance / mean - 1)).toBeLessThan(0.06);
  },
);
