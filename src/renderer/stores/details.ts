import { create } from 'zustand';
import { toReport } from '../../contract/errors.ts';
import type {
  DeviceDetail,
  ParameterState,
} from '../../contract/parameters.ts';
import { ask } from './call.ts';
import { useConnection } from './connection.ts';
import { interruptTrends, recordTrends } from './trends.ts';

/** Devices that are looked at closely on this page, by name. */
interface Details {
  readonly details: Readonly<Record<string, DeviceDetail>>;
  /** Why a device cannot be looked at, in words. */
  readonly problems: Readonly<Record<string, string>>;
}

export const useDetails = create<Details>()(() => ({
  details: {},
  problems: {},
}));

/** How many parts of the page look at a device. */
const watched = new Map<string, number>();

/** Has all of a device told from now on. Answers with the way to stop. */
export function watchDevice(name: string): () => void {
  const count = watched.get(name) ?? 0;
  watched.set(name, count + 1);
  if (count === 0) void fetchDetail(name);
  return () => {
    const left = (watched.get(name) ?? 1) - 1;
    if (left > 0) {
      watched.set(name, left);
      return;
    }
    watched.delete(name);
    interruptTrends(name);
    // Who is not connected is not told anything any more either.
    ask('devices.unwatch', { name }).catch(() => undefined);
  };
}

/** The station does not know of a new connection what the one before it looked at; nor does anybody know what was missed. */
export function watchAgain(): void {
  for (const name of watched.keys()) void fetchDetail(name);
}

/** Takes what was announced. It is told to all clients; what nobody here looks at is left out. */
export function applyDetails(told: readonly DeviceDetail[]): void {
  const wanted = told.filter(({ name }) => watched.has(name));
  if (wanted.length === 0) return;
  recordTrends(wanted);
  useDetails.setState(({ details }) => ({
    details: {
      ...details,
      ...Object.fromEntries(
        wanted.map((detail) => [
          detail.name,
          keepingSame(details[detail.name], detail),
        ]),
      ),
    },
  }));
}

async function fetchDetail(name: string): Promise<void> {
  if (useConnection.getState().client === null) return;
  try {
    const detail = await ask('devices.watch', { name });
    say(name, null);
    applyDetails([detail]);
  } catch (error) {
    say(name, toReport(error).message);
  }
}

function say(name: string, problem: string | null): void {
  useDetails.setState(({ problems }) => {
    const { [name]: _before, ...others } = problems;
    return {
      problems: problem === null ? others : { ...others, [name]: problem },
    };
  });
}

/** Parameters that are as they were stay the same objects, so that only rows with news redraw. */
function keepingSame(
  before: DeviceDetail | undefined,
  now: DeviceDetail,
): DeviceDetail {
  if (!before) return now;
  const known = new Map(before.parameters.map((one) => [one.name, one]));
  return {
    ...now,
    parameters: now.parameters.map((parameter) => {
      const old = known.get(parameter.name);
      return old && isSame(old, parameter) ? old : parameter;
    }),
  };
}

function isSame(one: ParameterState, other: ParameterState): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
