import { toReport } from '../../contract/errors.ts';
import { mainParameter } from '../device/actions.ts';
import { Quantity, type AnyParameter } from '../device/parameter.ts';
import type { Device } from '../device/types.ts';
import { dialNow } from './kept-limits.ts';

/** What people set on a device at run time goes on when its instrument is made anew. */
export interface CarryOver {
  /** Looks at what the beamline file says of a device, before anybody has set anything on it. */
  note(device: Device): void;
  /**
   * Gives a device what was set on the one whose place it takes: settings whose key says the same in the file, values
   * put aside, locks. Before it is started.
   */
  carry(before: Device, after: Device): Promise<void>;
}

/** What cannot be carried over is told to `warn`. */
export function carryOver(warn: (text: string) => void): CarryOver {
  const fromFile = new WeakMap<AnyParameter, number | string>();
  const isLeftToFile = (before: AnyParameter, after: AnyParameter) =>
    !fromFile.has(after) ||
    fromFile.get(before) !== fromFile.get(after) ||
    unitOf(before) !== unitOf(after);
  const carryOne = async (before: AnyParameter, after: AnyParameter) => {
    carryStash(before, after);
    if (!isLeftToFile(before, after)) await carryValue(before, after);
  };
  return {
    note({ parameters }) {
      for (const parameter of parameters.values()) {
        const { last, isWritable } = parameter;
        if (isWritable && last) fromFile.set(parameter, last.value);
      }
    },
    async carry(before, after) {
      for (const [name, was] of before.parameters) {
        const is = after.parameters.get(name);
        if (!is) continue;
        try {
          // Those of the device's own value are kept elsewhere, for the next start as well.
          if (was !== mainParameter(before)) carryLimits(was, is);
          await carryOne(was, is);
        } catch (error) {
          warn(
            `What was set for ${is.name} did not outlive the change of the beamline file: ${toReport(error).message}`,
          );
        }
        is.locking.takeOver(was.locking.lock);
        if (was instanceof Quantity && is instanceof Quantity)
          is.limitLocking.takeOver(was.limitLocking.lock);
      }
      after.locking.takeOver(before.locking.lock);
    },
  };
}

async function carryValue(
  before: AnyParameter,
  after: AnyParameter,
): Promise<void> {
  const value = before.last?.value;
  if (value === after.last?.value) return;
  if (after instanceof Quantity) {
    if (typeof value === 'number') await after.adopt(value);
  } else if (typeof value === 'string') await after.adopt(value);
}

function carryLimits(before: AnyParameter, after: AnyParameter): void {
  if (!(before instanceof Quantity && after instanceof Quantity)) return;
  const { unit, stepsPerUnit } = before;
  const dial = before.dialLimits();
  if (dial.lower === null && dial.upper === null) return;
  after.setLimits(after.fromDial(dialNow({ dial, unit, stepsPerUnit }, after)));
}

/** Numbers stay the same places on the dial, whatever the file calls them now. */
function carryStash(before: AnyParameter, after: AnyParameter): void {
  if (!(before instanceof Quantity)) {
    if (!(after instanceof Quantity)) after.takeOverStash(before.stashedValues);
  } else if (after instanceof Quantity) {
    after.takeOverStash(
      before.stashedValues.map((value) => samePlace(value, before, after)),
    );
  }
}

function samePlace(value: number, before: Quantity, after: Quantity): number {
  const { unit, stepsPerUnit } = before;
  const point = { lower: value, upper: value };
  const dial = before.toDial(point);
  const { lower } = after.fromDial(
    dialNow({ dial, unit, stepsPerUnit }, after),
  );
  // What is the same shall look the same, too.
  const isSame =
    lower === null || Math.abs(lower - value) <= Math.abs(value) * 1e-12;
  return isSame ? value : lower;
}

function unitOf(parameter: AnyParameter): string | undefined {
  return parameter instanceof Quantity ? parameter.unit : undefined;
}
