/** What `TC1` says for the codes that this controller gives (Galil's list). */
export const galilErrors = {
  1: 'Unrecognized command',
  4: 'Operand error',
  5: 'Input buffer full',
  6: 'Number out of range',
  7: 'Command not valid while running',
  9: 'Variable error',
  13: 'JG only valid when running in jog mode',
  20: 'Begin not valid with motor off',
  21: 'Begin not valid while running',
  22: 'Begin not possible due to Limit Switch',
} as const;
export type GalilError = keyof typeof galilErrors;

/** What is answered with `?`. */
export class GalilRefusal extends Error {
  override readonly name = 'GalilRefusal';
  readonly code: GalilError;

  constructor(code: GalilError) {
    super(galilErrors[code]);
    this.code = code;
  }
}
