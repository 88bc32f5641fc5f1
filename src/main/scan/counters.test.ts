import { describe, expect, test } from 'vitest';
import { buildScan, parseScan, planScan } from './index.ts';
import { testBeamline } from './testing/beamline.ts';

/** The beamline with devices that do not answer. */
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
    expect(buildScan(parseScan({ line }), without('i1'))).toMatchObject({
      detectors: ['i0'],
      leftOut: [{ name: 'i1', why: 'it is offline. No answer.' }],
    });
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

describe('Axes that are offline', () => {
  const sentence =
    'samx is offline. No answer. Wait until it answers, or choose another axis.';

  test('are refused before the start, at their field', () => {
    for (const of of [line, 'dscan samx 0 1 4 0.1']) {
      const devices = without('samx');
      expect(planScan({ line: of }, devices).problems).toEqual([
        { path: ['params', 'axis'], code: 'disconnected', message: sentence },
      ]);
      expect(() => buildScan(parseScan({ line: of }), devices)).toThrow(
        sentence,
      );
    }
    const mesh = { line: 'mesh samy 0 1 4 samx 0 1 4 0.1' };
    expect(planScan(mesh, without('samx')).problems).toMatchObject([
      { path: ['params', 'axis2'], message: sentence },
    ]);
  });

  test('are refused where a pseudo axis moves them', () => {
    const gap = { line: 'ascan s1gap 0 1 4 0.1' };
    expect(planScan(gap, without('s1l')).problems).toMatchObject([
      {
        path: ['params', 'axis'],
        message:
          's1gap moves s1l, which is offline. No answer. Wait until it answers, or choose another axis.',
      },
    ]);
  });

  test('are no matter to other scans, and where nobody has looked', () => {
    expect(planScan({ line }, without('samy')).problems).toEqual([]);
    const dry = planScan({ line }, without('samx'), undefined, () => false);
    expect(dry.problems).toEqual([]);
  });
});
