import type { PointBlock, Run } from '../../../contract/runs.ts';
import { activeRun, axis, counter, run, selection } from '../fake-data.ts';
import { fakeStation, type FakeStation } from '../fake-station.ts';

/** How a fed page is fed; from the address, such as `?rate=1000&have=100000&kind=curve`. */
export interface FeedOptions {
  /** Points a second. */
  readonly rate: number;
  /** Points that are there at the start. */
  readonly have: number;
  readonly kind: 'curve' | 'grid';
}

/** Announcements a second; the station sends points in blocks. */
const blocksPerSecond = 20;
const columns = [
  { name: 'samx', role: 'axis', unit: 'mm', decimals: 4 },
  { name: 'samy', role: 'axis', unit: 'mm', decimals: 4 },
  { name: 'i0', role: 'detector', unit: 'cts', decimals: 0 },
  { name: 'i1', role: 'detector', unit: 'cts', decimals: 0 },
  { name: 'i1/i0', role: 'detector', unit: '', decimals: 4 },
] as const;

/** A station whose run grows at a steady rate, with readings of its axes. */
export function feedStation({ rate, have, kind }: FeedOptions): FakeStation {
  const side = Math.max(2, Math.ceil(Math.sqrt(have + rate * 10)));
  const total = kind === 'grid' ? side * side : have + rate * 60;
  let count = have;
  const now = (): Run =>
    activeRun(128, {
      line:
        kind === 'grid'
          ? 'mesh samx -1 1 40 samy -1 1 40 0.1 snake'
          : 'ascan samx -1 1 40 0.1',
      columns: [...columns],
      plot: {
        kind,
        x: 'samx',
        y: kind === 'grid' ? 'samy' : null,
        signals: ['i1/i0', 'i1', 'i0'],
      },
      shape: kind === 'grid' ? [side, side] : [total],
      isSnake: kind === 'grid',
      point: count,
      points: total,
      percent: (100 * count) / total,
    });
  const earlier = [127, 126].map((number) =>
    run(number, {
      columns: [...columns],
      plot: { ...now().plot, kind: 'curve', y: null },
      point: 41,
    }),
  );
  const block = (number: number, first: number, end: number): PointBlock => ({
    run: number,
    first,
    count: Math.max(0, end - first),
    columns: columns.map(({ name }) =>
      Float64Array.from({ length: Math.max(0, end - first) }, (_, i) =>
        number === 128 && kind === 'grid'
          ? meshValue(name, first + i, side)
          : curveValue(
              name,
              (first + i) / (number === 128 ? total - 1 : 40),
              number,
            ),
      ),
    ),
  });
  const station = fakeStation({
    state: {
      run: now(),
      history: earlier,
      devices: [
        axis('samx', { decimals: 4 }),
        axis('samy'),
        axis('theta', {
          group: 'Diffractometer',
          unit: '°',
          decimals: 4,
          value: 14.221,
        }),
        counter('i0', { value: 184_220 }),
        counter('i1', { value: 97_318 }),
        counter('ring', {
          group: 'Beam',
          unit: 'mA',
          decimals: 1,
          value: 198.4,
        }),
        selection('shutter', { value: 'open' }),
      ],
    },
    handlers: {
      'runs.data': ({ run: number, from }) => {
        const end = number === 128 ? count : 41;
        return block(number, from, Math.min(end, from + 50_000));
      },
      'runs.peak': () => ({
        max: 0.12,
        min: -1,
        centre: 0.117,
        centreOfMass: 0.109,
        fwhm: 0.401,
      }),
    },
  });
  if (rate > 0) {
    setInterval(() => {
      const end = Math.min(total, count + Math.round(rate / blocksPerSecond));
      station.emit('runs.points', block(128, count, end));
      count = end;
      station.emit('runs.changed', now());
      const { value } = { value: curveValue('samx', count / total, 128) };
      station.emit('devices.changed', [
        {
          ...axis('samx', { decimals: 4 }),
          value,
          target: value + 0.01,
          status: 'moving',
        },
      ]);
    }, 1000 / blocksPerSecond);
  }
  return station;
}

function curveValue(
  name: (typeof columns)[number]['name'],
  part: number,
  number: number,
): number {
  const x = -1 + 2 * part;
  const centre = 0.12 - (128 - number) * 0.17;
  const peak = Math.exp(-((x - centre) ** 2) / 0.06);
  const noise = Math.sin(part * 12_345.678) * 0.012;
  const ratio = 0.05 + (0.92 - (128 - number) * 0.18) * peak + noise;
  switch (name) {
    case 'samx':
      return x;
    case 'samy':
      return 0;
    case 'i0':
      return 184_000 + 500 * Math.sin(part * 40);
    case 'i1':
      return ratio * 184_000;
    case 'i1/i0':
      return ratio;
  }
}

function meshValue(
  name: (typeof columns)[number]['name'],
  point: number,
  side: number,
): number {
  const row = Math.floor(point / side);
  const along = point % side;
  const column = row % 2 === 1 ? side - 1 - along : along;
  const x = -1 + (2 * column) / (side - 1);
  const y = -1 + (2 * row) / (side - 1);
  if (name === 'samx') return x;
  if (name === 'samy') return y;
  const ratio = 0.05 + Math.exp(-((x - 0.2) ** 2 + (y + 0.1) ** 2) / 0.15);
  return name === 'i1/i0' ? ratio : ratio * 184_000;
}
