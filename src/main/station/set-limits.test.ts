import { expect, it } from 'vitest';
import type { LimitsInput } from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import { instantAxis } from '../device/testing/instant.ts';
import { setLimits } from './set-limits.ts';

function setting(failures: { log?: Error; keep?: Error } = {}) {
  const device = instantAxis('samx', { limits: { lower: -5, upper: 5 } });
  const said: string[] = [];
  const parts = {
    logger: {
      add(level: string, who: string, text: string) {
        if (failures.log) throw failures.log;
        said.push(`${level} ${who}: ${text}`);
      },
    },
    limitsKept: {
      keep(name: string) {
        if (failures.keep) throw failures.keep;
        said.push(`kept ${name}`);
      },
    },
  };
  return {
    said,
    userLimits: () => device.reading().userLimits,
    set: (limits: LimitsInput) => {
      setLimits(device, limits, 'anna', parts);
    },
  };
}

function refusal(act: () => void): BeamtimeError {
  try {
    act();
  } catch (error) {
    if (error instanceof BeamtimeError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

it('sets limits that carry a unit, says who set them, and keeps them', () => {
  const { set, said, userLimits } = setting();
  set({ lower: '-0.2 cm', upper: 1.5 });
  expect(userLimits()).toEqual({ lower: -2, upper: 1.5 });
  expect(said).toEqual([
    'info anna: Limits of samx: open … open became −2 … 1.5 mm',
    'kept samx',
  ]);
});

it('refuses what is no limit with a sentence for each side, and changes nothing', () => {
  const { set, said, userLimits } = setting();
  const { code, problems } = refusal(() =>
    set({ lower: 'soon', upper: '2 kg' }),
  );
  expect(code).toBe('parameter');
  expect(problems.map(({ path, code }) => [...path, code])).toEqual([
    ['limits', 'lower', 'parameter'],
    ['limits', 'upper', 'unit'],
  ]);
  expect(problems[0]?.message).toContain('"soon" is not a number.');
  expect(problems[1]?.message).toContain('kg');
  expect(refusal(() => set({ lower: null, upper: 9 })).code).toBe('limit');
  expect(userLimits()).toEqual({ lower: null, upper: null });
  expect(said).toEqual([]);
});

it('says that limits are in force but do not outlive the station when they cannot be kept', () => {
  const { set, said, userLimits } = setting({
    keep: new BeamtimeError('disk-full', 'The disk is full.'),
  });
  const sentence =
    'The new limits of samx are in force, but they will not outlive the station. The disk is full.';
  const { code, message } = refusal(() => set({ lower: 0, upper: 1 }));
  expect({ code, message }).toEqual({ code: 'disk-full', message: sentence });
  expect(userLimits()).toEqual({ lower: 0, upper: 1 });
  expect(said).toEqual([
    'info anna: Limits of samx: open … open became 0 … 1 mm',
    `error anna: ${sentence}`,
  ]);
});

it('keeps limits that the log does not take, and says so', () => {
  const { set, said, userLimits } = setting({ log: new Error('No room.') });
  expect(refusal(() => set({ lower: 0, upper: 1 }))).toMatchObject({
    code: 'database',
    message:
      'The new limits of samx are in force and kept, but the log does not have them. No room.',
  });
  expect(userLimits()).toEqual({ lower: 0, upper: 1 });
  expect(said).toEqual(['kept samx']);
});

it('says that limits are in force when neither log nor settings take them', () => {
  const failure = new Error('No room.');
  const { set, userLimits } = setting({ log: failure, keep: failure });
  expect(refusal(() => set({ lower: 0, upper: 1 })).message).toContain(
    'are in force, but they will not outlive the station',
  );
  expect(userLimits()).toEqual({ lower: 0, upper: 1 });
});
