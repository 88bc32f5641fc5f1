/** What a controller is doing: the seven states of `TS`. */
export type Smc100State =
  | 'not referenced'
  | 'configuration'
  | 'homing'
  | 'moving'
  | 'ready'
  | 'disable'
  | 'jogging';

/** Two digits of `TS`, by the state and by the one it came from; `start` = from a reset, or found so. */
const codes: Readonly<
  Record<Smc100State, Partial<Record<Smc100State | 'start', string>>>
> = {
  'not referenced': {
    start: '0A',
    homing: '0B',
    configuration: '0C',
    disable: '0D',
    ready: '0E',
    moving: '0F',
    jogging: '11',
  },
  configuration: { start: '14' },
  homing: { start: '1E' },
  moving: { start: '28' },
  ready: {
    start: '32',
    homing: '32',
    moving: '33',
    disable: '34',
    jogging: '35',
  },
  disable: { start: '3C', ready: '3C', moving: '3D', jogging: '3E' },
  jogging: { start: '46', ready: '46', disable: '47' },
};

/** The state code of `TS`. */
export function stateCode(
  state: Smc100State,
  from: Smc100State | 'start',
): string {
  return codes[state][from] ?? codes[state].start ?? '';
}

/** Bits of the positioner error in `TS`. */
export const positionerErrors = {
  lower: 0x001,
  upper: 0x002,
  following: 0x020,
  homingTimeout: 0x040,
} as const;

/** What `TB` says for the letters of `TE`. */
export const errorTexts: Readonly<Record<string, string>> = {
  '@': 'No error',
  A: 'Unknown message code or floating point controller address',
  B: 'Controller address not correct',
  C: 'Parameter missing or out of range',
  D: 'Command not allowed',
  E: 'Home sequence already started',
  F: 'ESP stage name unknown',
  G: 'Displacement out of limits',
  H: 'Command not allowed in NOT REFERENCED state',
  I: 'Command not allowed in CONFIGURATION state',
  J: 'Command not allowed in DISABLE state',
  K: 'Command not allowed in READY state',
  L: 'Command not allowed in HOMING state',
  M: 'Command not allowed in MOVING state',
  N: 'Current position out of software limit',
  S: 'Communication time-out',
  U: 'Error during EEPROM access',
  V: 'Error during command execution',
  W: 'Command not allowed for PP version',
  X: 'Command not allowed for CC version',
};

/** The letter with which a state refuses a command. Jogging has none of its own. */
export const refusals: Readonly<Record<Smc100State, string>> = {
  'not referenced': 'H',
  configuration: 'I',
  disable: 'J',
  ready: 'K',
  homing: 'L',
  moving: 'M',
  jogging: 'D',
};

/** What the controller remembers for `TE`: a letter. */
export class Smc100Refusal extends Error {
  override readonly name = 'Smc100Refusal';
}
