/** Codes of `ERR?` that this controller gives (PI's list of GCS errors). */
export const gcsErrors = {
  unknownCommand: 2,
  tooLong: 3,
  /** Not referenced, or the servo is off. */
  notReady: 5,
  position: 7,
  velocity: 8,
  stopped: 10,
  axis: 15,
  range: 17,
  axisTwice: 22,
  count: 24,
  number: 25,
  noLimitSwitch: 32,
  referencingFailed: 45,
  referencingDisabled: 50,
  unknownParameter: 54,
  readOnly: 64,
  referenceModeOn: 88,
  /** The load did not follow; the servo switched itself off. */
  motion: -1024,
} as const;
export type GcsError = (typeof gcsErrors)[keyof typeof gcsErrors];

/** What a command that cannot be carried out leaves for `ERR?`. */
export class GcsRefusal extends Error {
  override readonly name = 'GcsRefusal';
  readonly code: GcsError;

  constructor(error: keyof typeof gcsErrors) {
    super(error);
    this.code = gcsErrors[error];
  }
}
