import { describe, expect, test } from 'vitest';
import { buildScan, parseScan, planScan } from './index.ts';
import { testBeamline } from './testing/beamline.ts';

/** The beamline with counters that do not answer. */
function without(...names: readonly string[]) {
  const devices = testBeamline();
  for (const name of names) {
    const device = devices.get(name);
    const reading = device.reading();
    Object.assign(device, {
      reading: () => ({ ...reading, status: 'offline', message: 'No answer.' }),
    });
  }
  return devices;
}

const line = 'ascan samx 0 1 4 0.1';

describe('Detectors that are offline', () => {
  test('are left out of a scan that names none, with what is calculated from them and with a warning', () => {
    const plan = planScan({ line }, without('i1'));
    expect(plan.problems).toEqual([]);
    expect(plan.detectors).toEqual(['i0']);
    expect(plan.warnings).toEqual([
      'i1 is left out: it is offline. No answer.',
    ]);
    expect(buildScan(parseScan({ line }), without('i1')).detectors).toEqual([
      'i0',
    ]);
  });

  test('are refused where all of them are', () => {
    const { problems } = planScan({ line }, without('i0', 'i1'));
    expect(problems.map(({ message }) => message)).toEqual([
      'i0 cannot count: it is offline. No answer. Choose other detectors, or wait until it answers.',
      'i1 cannot count: it is offline. No answer. Choose other detectors, or wait until it answers.',
    ]);
  });

  test('are refused where they are named, and where a named one is calculated from them', () => {
    for (const named of ['i0,i1', 'i1/i0']) {
      const source = { line: `${line} detectors=${named}` };
      expect(planScan(source, without('i1')).problems).toMatchObject([
        { path: ['params', 'detectors'], code: 'disconnected' },
      ]);
      expect(() => buildScan(parseScan(source), without('i1'))).toThrow(
        /i1 cannot count: it is offline/,
      );
    }
  });

  test('are no matter where nobody has looked', () => {
    const plan = planScan({ line }, without('i1'), undefined, () => false);
    expect(plan.detectors).toContain('i1');
    expect(plan.warnings).toEqual([]);
  });
});
