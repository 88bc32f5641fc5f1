import { describe, expect, it } from 'vitest';
import type { BeamlineInstrument } from '../config/types.ts';
import { drivers } from '../drivers/index.ts';
import { assertSameLine } from './same-line.ts';

const driver = drivers.find(({ name }) => name === 'pm600');
if (!driver) throw new Error('There is no PM600 any more.');

const port = {
  serial: '/dev/ttyUSB0',
  baudRate: 9600,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
  flow: 'none',
} as const;
const running: BeamlineInstrument = {
  name: 'slits',
  index: 3,
  driver,
  config: driver.config.parse({
    axes: {
      s1l: { address: 1, stepsPerUnit: 1000 },
      s1r: { address: 2, stepsPerUnit: 1000 },
    },
  }),
  line: port,
};

describe('A line is opened once', () => {
  it('so the instrument that runs on it is asked over it', () => {
    expect(() => {
      assertSameLine({ instrument: running, index: 3 }, port, running);
    }).not.toThrow();
  });

  it('so other settings are refused with what they would interrupt, and how to go on', () => {
    expect(() => {
      assertSameLine(
        { instrument: running, index: 3 },
        { ...port, baudRate: 19_200 },
        running,
      );
    }).toThrow(/^s1l, s1r would be interrupted: .* Disable slits first/);
  });

  it('so another instrument is refused', () => {
    expect(() => {
      assertSameLine({ instrument: running, index: undefined }, port, running);
    }).toThrow(/^slits runs on the line \/dev\/ttyUSB0, and s1l, s1r would/);
  });
});
