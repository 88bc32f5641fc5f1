import type {
  ScanPlan,
  ScanRequest,
  ScanSource,
  ScanTypeInfo,
} from '../../contract/scans.ts';

const position = (title: string, axis: string) => ({
  title,
  widget: 'position',
  axis,
});

/** Scan types as the station tells them, as far as the form needs them. */
export const scanTypes: readonly ScanTypeInfo[] = [
  {
    name: 'ascan',
    title: 'Scan one axis',
    usage:
      'ascan <axis> <from> <to> <intervals> <exposure> [detectors=...] [settle=...]',
    example: 'ascan samx 0 1 20 0.1',
    schema: {
      type: 'object',
      properties: {
        axis: { title: 'Axis', widget: 'axis' },
        from: position('From', 'axis'),
        to: position('To', 'axis'),
        intervals: {
          title: 'Intervals',
          widget: 'count',
          description: 'One less than the points',
        },
        exposure: { title: 'Exposure', widget: 'seconds' },
        detectors: { title: 'Detectors', widget: 'detectors', default: [] },
        settle: { title: 'Settle time', widget: 'seconds', default: 0 },
      },
      required: ['axis', 'from', 'to', 'intervals', 'exposure'],
    },
    defaults: { intervals: 20, exposure: 0.1, detectors: [], settle: 0 },
  },
  {
    name: 'mesh',
    title: 'Map with two axes',
    usage: 'mesh <axis1> <from1> <to1> <intervals1> <exposure> [snake]',
    example: 'mesh samx -1 1 20 0.1 snake',
    schema: {
      type: 'object',
      properties: {
        axis1: { title: 'Fast axis', widget: 'axis' },
        from1: position('From', 'axis1'),
        to1: position('To', 'axis1'),
        intervals1: { title: 'Intervals', widget: 'count' },
        exposure: { title: 'Exposure', widget: 'seconds' },
        snake: { title: 'Snake', widget: 'flag', default: false },
      },
      required: ['axis1', 'from1', 'to1', 'intervals1', 'exposure'],
    },
    defaults: { intervals1: 20, exposure: 0.1, snake: false },
  },
];

/** Checks an `ascan` as the station would: words for numbers, missing fields, and one limit at 4.5 mm. */
export function checkScan(source: ScanSource): ScanPlan {
  const request = 'line' in source ? readLine(source.line) : source.request;
  const { axis, from, to, intervals, exposure, settle = 0 } = request.params;
  const problems = Object.entries({
    axis,
    from,
    to,
    intervals,
    exposure,
  }).flatMap(([name, value]) =>
    value === undefined
      ? [problem(name, `${name} is missing.`)]
      : name !== 'axis' && typeof value !== 'number'
        ? [
            problem(
              name,
              `"${JSON.stringify(value).replaceAll('"', '')}" is not a number.`,
            ),
          ]
        : [],
  );
  if (typeof to === 'number' && to > 4.5) {
    problems.push(
      problem(
        'to',
        `samx: ${to.toFixed(3)} mm is beyond its upper limit 4.500 mm.`,
      ),
    );
  }
  const isRead = problems.every(({ message }) => message.includes('limit'));
  const points = isRead ? Number(intervals) + 1 : 0;
  return {
    request: isRead
      ? { type: 'ascan', params: { ...request.params, settle, detectors: [] } }
      : null,
    line: isRead
      ? ['ascan', axis, from, to, intervals, exposure].map(String).join(' ')
      : null,
    title: null,
    problems,
    warnings: [],
    points,
    shape: [points],
    durationSeconds: points * 0.3,
    estimate: 'measured',
    axes: [],
    detectors: ['i0'],
    preview: [],
    unreachable: { count: 0, points: [] },
    file: '/data/In-house/LaB6_a/LaB6_a_0002.h5',
    runNumber: 2,
  };
}

function readLine(line: string): ScanRequest {
  const [type = '', axis, ...numbers] = line.trim().split(/\s+/);
  const [from, to, intervals, exposure] = numbers.map((word) => {
    const value = Number(word);
    return Number.isNaN(value) ? word : value;
  });
  return { type, params: { axis, from, to, intervals, exposure } };
}

function problem(name: string, message: string): ScanPlan['problems'][number] {
  return { path: ['params', name], code: 'bad-input', message };
}
