import type { Problem } from '../../contract/errors.ts';
import type { LeftOut } from '../../contract/runs.ts';
import type { Device, Devices } from '../device/types.ts';
import { lookUp } from './look-up.ts';

/** Detectors of a scan, in column order, inputs of calculated ones included. */
export interface Counters {
  readonly names: readonly string[];
  /** Those that would take part if they answered, where none was named. */
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly Problem[];
}

const FIELD = ['params', 'detectors'];

/** Whether a device would fail the first point, as far as is known. */
export type IsAway = (device: Device) => boolean;

/** A detector that is calculated is there when its inputs are. */
export const isKnownAway: IsAway = (device) => {
  if (device.derived) return false;
  const { status } = device.reading();
  return status === 'offline' || status === 'error';
};

/**
 * Resolves the detectors asked for; none asked for = all that can count now, and what is calculated from them. One that
 * is away is refused where it was named, and left out where it was not, unless then none would be left.
 */
export function resolveCounters(
  wanted: readonly string[],
  devices: Devices,
  axes: readonly string[],
  isAway: IsAway,
): Counters {
  if (wanted.length === 0) return defaultCounters(devices, axes, isAway);
  const problems: Problem[] = [];
  const names: string[] = [];
  const seen = new Set<string>();
  for (const name of wanted) {
    if (seen.has(name)) {
      problems.push(
        problem(`${name} is named twice. Name each detector once.`),
      );
      continue;
    }
    seen.add(name);
    const device = lookUp(devices, name, FIELD, problems);
    if (device) addWithInputs(device, devices, axes, names, problems, []);
  }
  for (const name of names) {
    const device = devices.find(name);
    if (device && isAway(device)) problems.push(awayProblem(device));
  }
  return { names, leftOut: [], problems };
}

/** What a scan says of detectors that it goes without. */
export function leftOutInWords(leftOut: readonly LeftOut[]): string[] {
  return leftOut.map(({ name, why }) => `${name} is left out: ${why}`);
}

/** Refuses an exposure that one of the detectors cannot do. */
export function checkExposure(
  seconds: number,
  names: readonly string[],
  devices: Devices,
): Problem[] {
  const byLimit = new Map<string, string[]>();
  for (const name of names) {
    const range = devices.find(name)?.triggerable?.exposure;
    if (!range || (seconds >= range.shortest && seconds <= range.longest))
      continue;
    const limit =
      seconds < range.shortest
        ? `shortest exposure is ${inSeconds(range.shortest)}`
        : `longest exposure is ${inSeconds(range.longest)}`;
    byLimit.set(limit, [...(byLimit.get(limit) ?? []), name]);
  }
  return [...byLimit].map(([limit, those]) => ({
    path: ['params', 'exposure'],
    code: 'bad-input',
    message: `${inWords(those)} cannot count for ${inSeconds(seconds)}: the ${limit}. Choose another exposure or leave ${inWords(those)} out.`,
  }));
}

/** Whether a device gives a number at every point of a scan. */
export function isCounter(device: Device): boolean {
  if (device.movable) return false;
  if (device.triggerable ?? device.derived) return true;
  return device.readable !== undefined && device.info.options === null;
}

function defaultCounters(
  devices: Devices,
  axes: readonly string[],
  isAway: IsAway,
): Counters {
  const counting = devices
    .all()
    .filter((device) => device.triggerable && !device.movable);
  const away = counting.filter(isAway);
  const there = counting.filter((device) => !away.includes(device));
  if (away.length > 0 && there.length === 0) {
    return { names: [], leftOut: [], problems: away.map(awayProblem) };
  }
  const names = there.map((device) => device.info.name);
  addCalculated(names, devices, axes);
  const leftOut = away.map((device) => ({
    name: device.info.name,
    why: whyAway(device),
  }));
  return { names, leftOut, problems: [] };
}

/** Adds the calculated counters of which all inputs take part. */
function addCalculated(
  names: string[],
  devices: Devices,
  axes: readonly string[],
): void {
  const available = new Set([...axes, ...names]);
  // A calculated counter may stand on another one, so look again until nothing new comes.
  for (let before = -1; before !== available.size;) {
    before = available.size;
    for (const { info, derived } of devices.all()) {
      if (!derived || available.has(info.name)) continue;
      if (!derived.inputs.every((input) => available.has(input))) continue;
      available.add(info.name);
      names.push(info.name);
    }
  }
}

function awayProblem(device: Device): Problem {
  return {
    path: FIELD,
    code: 'disconnected',
    message: `${device.info.name} cannot count: ${whyAway(device)} Choose other detectors, or wait until it answers.`,
  };
}

function whyAway(device: Device): string {
  const { status, message } = device.reading();
  const what = status === 'error' ? 'it is in error.' : 'it is offline.';
  return `${what} ${message ?? ''}`.trim();
}

function addWithInputs(
  device: Device,
  devices: Devices,
  axes: readonly string[],
  names: string[],
  problems: Problem[],
  users: readonly string[],
): void {
  const { name } = device.info;
  if (names.includes(name) || axes.includes(name)) return;
  if (users.includes(name)) {
    problems.push(
      problem(`${name} is calculated from itself. Ask staff to correct it.`),
    );
    return;
  }
  if (!isCounter(device)) {
    problems.push(problem(notACounter(device, devices, users.at(-1))));
    return;
  }
  for (const input of device.derived?.inputs ?? []) {
    const found = lookUp(devices, input, FIELD, problems);
    if (found)
      addWithInputs(found, devices, axes, names, problems, [...users, name]);
  }
  names.push(name);
}

function notACounter(device: Device, devices: Devices, user?: string): string {
  const { name } = device.info;
  const what = device.movable ? 'is an axis' : 'does not count';
  const why = user === undefined ? '' : `, and ${user} is calculated from it`;
  const others = devices
    .all()
    .filter((other) => other.triggerable ?? other.derived)
    .map((other) => other.info.name);
  return `${name} ${what}: it is no detector${why}. Detectors are: ${others.join(', ')}.`;
}

/** Four digits: `0.0001 s`, `20 s`. */
function inSeconds(seconds: number): string {
  return `${String(Number(seconds.toPrecision(4)))} s`;
}

/** `i0`, `i0 and i1`, `i0, i1 and diode`. */
function inWords(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2
    ? last
    : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function problem(message: string): Problem {
  return { path: FIELD, code: 'bad-input', message };
}
