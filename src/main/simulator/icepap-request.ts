/** One IcePAP command, taken apart. */
export interface IcepapRequest {
  /** A board, all boards (`:` alone), or the system as a whole. */
  readonly address: number | 'all' | undefined;
  readonly isAcknowledged: boolean;
  readonly isQuery: boolean;
  /** Upper case, without `?`. */
  readonly keyword: string;
  /** Upper case. */
  readonly args: readonly string[];
  /** What follows the keyword, as it was typed. */
  readonly text: string;
}

/** What the rack answers after `ERROR`. */
export class IcepapRefusal extends Error {
  override readonly name = 'IcepapRefusal';
}

/** A whole number among the arguments. */
export function toInteger(word: string | undefined): number {
  if (word === undefined) {
    throw new IcepapRefusal('Wrong number of parameter(s)');
  }
  if (!/^[+-]?\d+$/.test(word)) throw new IcepapRefusal('Wrong parameter(s)');
  return Number(word);
}

/** A number greater than 0 among the arguments. */
export function toPositive(word: string | undefined): number {
  if (word === undefined) {
    throw new IcepapRefusal('Wrong number of parameter(s)');
  }
  const value = Number(word);
  if (!(value > 0 && value < 1e9))
    throw new IcepapRefusal('Wrong parameter(s)');
  return value;
}

/** Refuses more arguments than a command takes. */
export function expectCount(args: readonly string[], count: number): void {
  if (args.length !== count) {
    throw new IcepapRefusal('Wrong number of parameter(s)');
  }
}
