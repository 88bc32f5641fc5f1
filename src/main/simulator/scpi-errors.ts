/** An SCPI error: number and text as in the standard (volume 2, section 21.8). */
export class ScpiError extends Error {
  override readonly name = 'ScpiError';
  readonly number: number;

  constructor(number: number, message: string) {
    super(message);
    this.number = number;
  }
}

export const undefinedHeader = () => new ScpiError(-113, 'Undefined header');
export const dataOutOfRange = () =>
  new ScpiError(-222, 'Parameter data out of range');
export const illegalValue = () =>
  new ScpiError(-224, 'Illegal parameter value');
export const wrongType = () => new ScpiError(-104, 'Data type error');
export const missingParameter = () => new ScpiError(-109, 'Missing parameter');
