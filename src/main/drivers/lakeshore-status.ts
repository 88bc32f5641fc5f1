/** Bits of `RDGST?` in words that follow `its reading is`, `its sensor is`... */
const READING: readonly (readonly [number, string])[] = [
  [1, 'the reading is invalid'],
  [2, 'the reading is old'],
  [16, 'the temperature is below what its curve covers'],
  [32, 'the temperature is above what its curve covers'],
  [64, 'the sensor reads zero: is it short-circuited?'],
  [128, 'the sensor is beyond its range: is it connected?'],
];

/** Why a reading means nothing; null = it is good. */
export function readingInWords(status: number): string | null {
  if (status === 0) return null;
  const words = READING.filter(([bit]) => (status & bit) !== 0).map(
    ([, text]) => text,
  );
  return words.length > 0 ? words.join(', ') : `status ${status} of the input`;
}

/** What `HTRST?` said; null = the heater is well. */
export function heaterInWords(code: number): string | null {
  if (code === 0) return null;
  return (
    {
      1: 'its heater is not connected (open load)',
      2: 'its heater is short-circuited',
    }[code] ?? `error ${code} of its heater`
  );
}

/** Modes of an output (`OUTMODE?`), by number. */
export const MODES = [
  'off',
  'closed loop',
  'zone',
  'open loop',
  'monitor',
  'warm-up',
] as const;

/** What an output in this mode does with a setpoint; null = it follows it. */
export function modeInWords(mode: number): string | null {
  switch (MODES[mode]) {
    case 'closed loop':
    case 'zone':
    case 'warm-up':
      return null;
    default:
      return `The setpoint has no effect: its output is in the mode "${MODES[mode] ?? mode}". Choose closed loop at the instrument.`;
  }
}

/** Ranges of the heater, by number: outputs 1 and 2 have three, 3 and 4 are on or off. */
export function rangesOf(output: number): readonly string[] {
  return output <= 2 ? ['off', 'low', 'medium', 'high'] : ['off', 'on'];
}
