import { describe, expect, test } from 'vitest';
import { isKnownLetter, smc100Refusal } from './smc100-errors.ts';
import { readSmc100Status } from './smc100-status.ts';

describe('The status of an SMC100', () => {
  test.each([
    ['00000A', 'idle', /does not know where it is; find the reference/],
    ['000014', 'disabled', /being configured/],
    ['00001E', 'moving', null],
    ['000028', 'moving', null],
    ['000032', 'idle', null],
    ['000035', 'idle', null],
    ['00003C', 'disabled', /power is off; switch it on/],
    ['000046', 'moving', /keypad/],
    ['00010F', 'limit', /lower limit switch.*find the reference/],
    ['00020F', 'limit', /upper limit switch.*find the reference/],
    ['00043C', 'disabled', /peak current.*clear the fault/],
    ['00083C', 'disabled', /mean current/],
    ['00103C', 'disabled', /short-circuited/],
    ['00203D', 'disabled', /did not follow/],
    ['00400B', 'idle', /finding the reference took too long/],
    ['00800A', 'idle', /stage is not the one/],
    ['01003C', 'disabled', /supply voltage is too low/],
    ['02003C', 'disabled', /80 W/],
    ['80003C', 'disabled', /error bit 15/],
    ['00303D', 'disabled', /short-circuited, it did not follow/],
  ])('%s is %s', (text, status, message) => {
    const said = readSmc100Status(text);
    expect(said?.status).toBe(status);
    if (message === null) expect(said?.message).toBeNull();
    else expect(said?.message).toMatch(message);
  });

  test.each(['', '1234', '000099', 'hello!', '0000320'])(
    '%j is no status',
    (text) => {
      expect(readSmc100Status(text)).toBeUndefined();
    },
  );

  test('a reference that was found is kept in every state but those without one', () => {
    const known = ['28', '32', '3C', '46'];
    const unknown = ['0A', '0F', '10', '14', '1E'];
    const isReferenced = (code: string) =>
      readSmc100Status(`0000${code}`)?.isReferenced;
    expect(known.map(isReferenced)).not.toContain(false);
    expect(unknown.map(isReferenced)).not.toContain(true);
  });
});

describe('The errors of an SMC100', () => {
  test.each([
    ['G', 'limit', /out of the limits that the controller keeps/],
    ['H', 'state', /find that first \(home\)/],
    ['J', 'state', /power is off/],
    ['C', 'device', /a value is missing or out of its range/],
    ['A', 'device', /does not know this command/],
  ])('%s is a refusal with the code %s', (letter, code, words) => {
    const refused = smc100Refusal(letter, '1PA5', 'chain:4001');
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(/^The SMC100 at chain:4001 refused "1PA5"/);
    expect(refused.message).toMatch(words);
  });

  test('a letter that is not known is told in the words of the controller, or by itself', () => {
    expect(isKnownLetter('P')).toBe(false);
    expect(smc100Refusal('P', '1PA5', 'c', 'Too hot').message).toContain(
      'Too hot',
    );
    expect(smc100Refusal('P', '1PA5', 'c').message).toContain('error P');
  });
});
