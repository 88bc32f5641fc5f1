import { describe, expect, it } from 'vitest';
import { isBeamtimeError, type Problem } from '../../contract/errors.ts';
import { buildScan, parseScan, planScan } from './index.ts';
import { testBeamline } from './testing/beamline.ts';

/** Problems as `field: sentence`. */
function problems(line: string): string[] {
  return planScan({ line }, testBeamline()).problems.map(inWords);
}

function inWords({ path, message }: Problem): string {
  const field = path.length === 0 ? 'whole' : path.slice(1).join('.');
  return `${field}: ${message}`;
}

describe('Bad input has a sentence at its field', () => {
  it.each([
    [
      'a word for a number',
      'ascan samx zero 1 20 0.1',
      'from: From (samx): "zero" is not a number. Give a number, alone or with its unit: 0.5 or 0.5mm.',
    ],
    [
      'NaN',
      'ascan samx 0 NaN 20 0.1',
      'to: To (samx): "NaN" is not a number. Give a number, alone or with its unit: 0.5 or 0.5mm.',
    ],
    [
      'infinity',
      'ascan samx 0 Infinity 20 0.1',
      'to: To (samx): "Infinity" is not a number. Give a number, alone or with its unit: 0.5 or 0.5mm.',
    ],
    [
      'a comma that may separate thousands',
      'ascan samx 1,500 1 20 0.1',
      'from: From (samx): "1,500" is not a number. Write it with a point: 1.500.',
    ],
    [
      'a unit that does not fit',
      'ascan samx 0 1kg 20 0.1',
      'to: To (samx): A value in kg does not convert to mm. Give it in mm, or in a unit that converts to it.',
    ],
    [
      'a unit that is none',
      'ascan samx 0 1foo 20 0.1',
      'to: To (samx): "foo" is not a unit known here. Give the value in mm.',
    ],
    [
      'an unknown device',
      'ascan samz 0 1 20 0.1',
      'axis: There is no device called "samz". Did you mean samx or samy?',
    ],
    [
      'a counter for an axis',
      'ascan i0 0 1 20 0.1',
      'axis: i0 is a detector and cannot be moved. Axes are: samx, samy, theta, s1l, s1r, s1gap.',
    ],
    [
      'an axis for a counter',
      'ascan samx 0 1 20 0.1 detectors=i0,samy',
      'detectors: samy is an axis: it is no detector. Detectors are: i0, i1, i1/i0, i1/ring.',
    ],
    [
      'an unknown detector',
      'ct 1 detectors=i00',
      'detectors: There is no device called "i00". Did you mean i0?',
    ],
    [
      'a detector named twice',
      'ct 1 detectors=i0,i1,i0',
      'detectors: i0 is named twice. Name each detector once.',
    ],
    [
      'a name that cannot be one',
      'ct 1 detectors=0i',
      'detectors: Detectors: "0i" is not a name. Give names of detectors with commas between them: i0,i1.',
    ],
    [
      'letters behind a number',
      'ascan samx 0 1xyz 20 0.1',
      'to: To (samx): "xyz" is not a unit known here. Give the value in mm.',
    ],
    [
      'more than a number can hold',
      'ascan samx 0 1e999 20 0.1',
      'to: To (samx): Infinity is not a number. Give a number, alone or with its unit: 0.5 or 0.5mm.',
    ],
    [
      'a wrong offset',
      'dscan samx -1 1s 20 0.1',
      'to: To, relative (samx): A value in s does not convert to mm. Give it in mm, or in a unit that converts to it.',
    ],
    [
      'a wrong position of a second axis',
      'a2scan samx 0 1 theta 0 1mm 20 0.1',
      'to2: To (theta): A value in mm does not convert to deg. Give it in deg, or in a unit that converts to it.',
    ],
    [
      'a wrong number of rows',
      'mesh samx 0 1 9 samy 0 1 few 0.1',
      'intervals2: Intervals (samy): "few" is not a number. Give a whole number of 1 or more.',
    ],
    [
      'a length for an exposure',
      'ct 5mm',
      'exposure: Exposure: "5mm" is not a number of seconds. Give seconds, such as 0.1, or a time with its unit: 100ms.',
    ],
    [
      'no points',
      'ascan samx 0 1 0 0.1',
      'intervals: Intervals must be at least 1.',
    ],
    [
      'a thousand million points',
      'loopscan 1e9 0.1',
      'points: Points must be at most 10\u2009000\u2009000: a scan has no more points.',
    ],
    [
      'half a point',
      'loopscan 2.5 0.1',
      'points: Points must be a whole number.',
    ],
    [
      'too large a map',
      'mesh samx 0 1 99999 samy 0 1 99999 0.1',
      'whole: This scan has 10\u2009000\u2009000\u2009000 points; the most is 10\u2009000\u2009000. Take fewer intervals.',
    ],
    [
      'a map on one axis twice',
      'mesh samx 0 1 9 samx 0 1 9 0.1',
      'axis2: samx is named twice. It can only be at one place at a time: choose another axis.',
    ],
    [
      'negative exposure',
      'ct -1',
      'exposure: Exposure cannot be negative. Give the seconds to count at each point.',
    ],
    [
      'too long an exposure',
      'ct 20',
      'exposure: i1 cannot count for 20 s: the longest exposure is 10 s. Choose another exposure or leave i1 out.',
    ],
    [
      'too short an exposure',
      'ct 0.0001',
      'exposure: i1 cannot count for 0.0001 s: the shortest exposure is 0.001 s. Choose another exposure or leave i1 out.',
    ],
    [
      'no settle time',
      'ct 1 settle=soon',
      'settle: Settle time: "soon" is not a number of seconds. Give seconds, such as 0.1, or a time with its unit: 100ms.',
    ],
    [
      'neither yes nor no',
      'mesh samx 0 1 9 samy 0 1 9 0.1 snake=maybe',
      'snake: Snake: "maybe" is neither yes nor no. Write one of the two.',
    ],
    [
      'an unknown scan',
      'acsan samx 0 1 20 0.1',
      'whole: There is no scan called "acsan". Did you mean ascan or dscan or a2scan?',
    ],
    [
      'an unknown option',
      'ct 1 sleep=2',
      'whole: ct has no option "sleep". It has: detectors, settle.',
    ],
    [
      'an option given twice',
      'ct 1 settle=1 settle=2',
      'settle: settle is given twice. Give it once.',
    ],
    [
      'nothing at all',
      '  ',
      'whole: Type a scan, such as: ascan samx 0 1 20 0.1',
    ],
    [
      'a target beyond a limit',
      'ascan samx 0 6 6 0.1',
      'to: samx: 6.000 mm is beyond the upper limit of 5.000 mm. Choose a value between −5.000 mm and 5.000 mm. 1 of 7 points cannot be reached; the first is point 7.',
    ],
    [
      'a calculated counter without its input',
      'ct 1 detectors=i1/ring',
      'detectors: There is no device called "nowhere". There are: samx, samy, theta, s1l, s1r, s1gap, i0, i1, i1/i0, i1/ring.',
    ],
  ])('%s', (_, line, sentence) => {
    expect(problems(line)).toEqual([sentence]);
  });

  it.each([
    [
      'ascan samx 0 1',
      'intervals',
      'Too few arguments: ascan takes 5 arguments and got 3; missing: intervals, exposure.',
    ],
    [
      'mesh samx 0 1 9 samy 0 1 9 snake',
      'exposure',
      'Too few arguments: mesh takes 9 arguments and got 8; missing: exposure.',
    ],
    [
      'ct',
      'exposure',
      'Too few arguments: ct takes 1 argument and got 0; missing: exposure.',
    ],
  ])('too few arguments: %s', (line, field, sentence) => {
    const [only, ...others] = planScan({ line }, testBeamline()).problems;
    expect(others).toEqual([]);
    expect(only?.path).toEqual(['params', field]);
    expect(only?.message).toContain(sentence);
    expect(only?.message).toContain('Usage: ');
  });

  it('too many arguments', () => {
    expect(problems('ascan samx 0 1 20 0.1 7 8')).toEqual([
      'whole: Too many arguments: ascan takes 5 arguments and got 7; nothing belongs to "7", "8". Usage: ascan <axis> <from> <to> <intervals> <exposure> [detectors=...] [settle=...]',
    ]);
  });

  it('an empty form says what is missing, field by field', () => {
    const { problems: found } = planScan(
      { request: { type: 'ascan', params: { from: '' } } },
      testBeamline(),
    );
    expect(found.map(inWords)).toEqual([
      'axis: Axis is missing.',
      'from: From is missing.',
      'to: To is missing.',
      'intervals: Intervals is missing.',
      'exposure: Exposure is missing.',
    ]);
  });

  it('several mistakes are all told at once', () => {
    expect(problems('mesh samx a 1 0 samy 0 b 9 -1')).toHaveLength(4);
    expect(
      problems('a2scan samz 0 1 i0 0 1kg 9 1 detectors=i0,i0'),
    ).toHaveLength(3);
  });

  it('mistakes of form do not hide devices that are not there', () => {
    expect(
      problems('a2scan samz 0 1 samy 0 1kg twenty 0.1 detectors=i0,ix'),
    ).toEqual([
      'intervals: Intervals: "twenty" is not a number. Give a whole number of 1 or more.',
      'axis1: There is no device called "samz". Did you mean samx or samy?',
      'to2: To (samy): A value in kg does not convert to mm. Give it in mm, or in a unit that converts to it.',
      'detectors: There is no device called "ix". Did you mean i0 or i1?',
    ]);
  });

  it('a form with a parameter nobody knows is refused', () => {
    const params = { points: 3, exposure: 1, speed: 7 };
    const { problems: found } = planScan(
      { request: { type: 'loopscan', params } },
      testBeamline(),
    );
    expect(found.map(inWords)).toEqual([
      'speed: loopscan has no parameter "speed". It has: points, exposure, detectors, settle.',
    ]);
  });

  it('what cannot start is thrown as one error with all problems', () => {
    const throwing = (line: string) => {
      try {
        buildScan(parseScan({ line }), testBeamline());
      } catch (error) {
        return isBeamtimeError(error, 'bad-input') ? error : null;
      }
      return null;
    };
    expect(throwing('ascan samx a b 20 0.1')?.problems).toHaveLength(2);
    expect(throwing('ascan samx a b 20 0.1')?.message).toBe(
      'From (samx): "a" is not a number. Give a number, alone or with its unit: 0.5 or 0.5mm. (and 1 more)',
    );
    expect(throwing('ascan samz 0 1 20 0.1')?.problems[0]?.path).toEqual([
      'params',
      'axis',
    ]);
    expect(throwing('ascan samx 0 9 20 0.1')?.problems[0]).toMatchObject({
      code: 'limit',
      path: ['params', 'to'],
    });
  });
});
