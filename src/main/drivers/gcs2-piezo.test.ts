import { describe, expect, it } from 'vitest';
import { createDevices } from '../device/registry.ts';
import { refusal, untilStatus } from '../device/testing/until.ts';
import { fakeLine } from '../io/fake.ts';
import { gcs2 } from './gcs2.ts';
import { startInstrument } from './testing/bench.ts';
import { callMethod, setParameter } from './testing/operate.ts';

/** A piezo controller on a fake line: positions, moves and errors are all that it knows. */
function openPiezo() {
  const line = fakeLine('piezo');
  let position = 0;
  let code = 0;
  const answer = (command: string): string | undefined => {
    const [word = '', , value] = command.split(' ');
    if (word === '*IDN?') return 'PI, E-709, 0, 1.0';
    if (word === 'SAI?') return 'Z';
    if (word === 'POS?') return `Z=${position}`;
    if (word === 'ERR?') {
      const told = String(code);
      code = 0;
      return told;
    }
    if (word === 'MOV') position = Number(value);
    else code = 2;
    return undefined;
  };
  line.onWrite = (text) => {
    const answers = text === '\u0005' ? ['0'] : text.split('\n').map(answer);
    for (const one of answers) if (one !== undefined) line.say(`${one}\n`);
  };
  const devices = createDevices();
  const instrument = startInstrument(
    gcs2,
    { axes: { samz: { address: 'Z', unit: 'um' } } },
    devices,
    line,
  );
  return { samz: devices.get('samz'), instrument };
}

describe('A controller that knows little', () => {
  it('moves, and says what it cannot do', async () => {
    const { samz, instrument } = openPiezo();
    await untilStatus(samz, 'idle');
    expect(samz.reading().message).toBeNull();
    expect(await samz.movable?.move(12.5)).toBe(12.5);
    for (const attempt of [
      () => callMethod(samz, 'home'),
      () => setParameter(samz, 'acceleration', 3),
    ]) {
      expect((await refusal(attempt())).code).toBe('unsupported');
    }
    const powerless = await refusal(setParameter(samz, 'power', 'off'));
    expect(powerless.message).toMatch(/refused "SVO Z 0": it does not know/);
    await instrument.close();
  });
});
