import type { Pm600Axis, Pm600Task } from './pm600-axis.ts';

/** What the controller answers after `!`. */
export class Pm600Refusal extends Error {
  override readonly name = 'Pm600Refusal';
}

/** `reply`: as it goes on the line; `value`: after `NN:`. */
type Answer = { readonly reply: string } | { readonly value: string };

type Command = (axis: Pm600Axis, argument: string) => Answer;

const ok: Answer = { reply: 'OK' };

/** Commands by their two letters. */
const commands: Readonly<Record<string, Command>> = {
  ID: () => ({ value: ' PM600 Ver 3.02' }),
  OS: (axis) => ({ value: axis.status }),
  CO: (axis) => ({ value: axis.task }),
  OC: ({ axis }) => ({ value: String(axis.position) }),
  OA: ({ axis }) => ({ value: String(axis.measured) }),
  OD: ({ axis }) => ({ value: String(axis.position - axis.measured) }),
  OV: ({ axis }) => ({ value: String(Math.round(axis.speed)) }),
  QP: ({ axis }) => ({ value: positions(axis.position, axis.measured) }),
  QS: (axis) => ({ value: speeds(axis) }),
  QA: (axis) => ({ reply: everything(axis) }),
  AP: define,
  CP: define,
  MA: (axis, argument) => move(axis, toInteger(argument)),
  MR: (axis, argument) => move(axis, axis.axis.position + toInteger(argument)),
  CV: (axis, argument) => {
    start(axis, 'Constant velocity');
    axis.axis.jog(toInteger(argument));
    return ok;
  },
  ST: (axis) => {
    axis.axis.stop();
    return ok;
  },
  AB: (axis) => {
    axis.abort();
    return ok;
  },
  RS: (axis) => {
    if (!axis.isAborted) throw new Pm600Refusal('NOT ABORTED');
    axis.reset();
    return { reply: '!RESET' };
  },
  HD: (axis, argument) => {
    start(axis, 'Home to datum');
    axis.axis.seekHome(argument.startsWith('-') ? -1 : 1, { comesBack: true });
    return ok;
  },
  CD: () => ok,
  SV: (axis, argument) => {
    axis.axis.velocity = within(argument, 1, 400_000);
    return ok;
  },
  SA: (axis, argument) => {
    axis.axis.acceleration = within(argument, 1, 400_000);
    return ok;
  },
  UL: (axis, argument) => {
    axis.upperSoft = toInteger(argument);
    return ok;
  },
  LL: (axis, argument) => {
    axis.lowerSoft = toInteger(argument);
    return ok;
  },
  SL: (axis, argument) => {
    axis.hasSoftLimits = within(argument, 0, 1) === 1;
    return ok;
  },
};

/** Settings with a range; the others of the map take what is written. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  SC: [1, 1000],
  SD: [1, 400_000],
  LD: [1, 400_000],
  CM: [1, 14],
  TO: [1, 60_000],
  SE: [0, 20_000],
};

/** Carries one command out; answers with the whole line, without its end. `undefined` = nobody knows it. */
export function runPm600(
  address: number,
  axis: Pm600Axis,
  name: string,
  argument: string,
): string {
  try {
    const command = commands[name] ?? setting(name, axis);
    if (!command) throw new Pm600Refusal('COMMAND ERROR');
    const answer = command(axis, argument);
    return 'reply' in answer
      ? answer.reply
      : `${String(address).padStart(2, '0')}:${answer.value}`;
  } catch (error) {
    if (error instanceof Pm600Refusal) return `!${error.message}`;
    throw error;
  }
}

function setting(name: string, axis: Pm600Axis): Command | undefined {
  if (!axis.settings.has(name)) return undefined;
  return (_, argument) => {
    const range = ranges[name];
    if (argument === '') throw new Pm600Refusal('INVALID ARGUMENT');
    if (range) within(argument, ...range);
    axis.settings.set(name, argument);
    return ok;
  };
}

function define({ axis }: Pm600Axis, argument: string): Answer {
  const position = toInteger(argument);
  if (axis.isMoving) throw new Pm600Refusal('NOT ALLOWED WHILE MOVING');
  axis.define(position);
  return ok;
}

function move(axis: Pm600Axis, target: number): Answer {
  if (axis.hasSoftLimits && target > axis.upperSoft) {
    throw new Pm600Refusal('UPPER SOFT LIMIT');
  }
  if (axis.hasSoftLimits && target < axis.lowerSoft) {
    throw new Pm600Refusal('LOWER SOFT LIMIT');
  }
  start(axis, 'Move');
  axis.axis.moveTo(target);
  return ok;
}

function start(axis: Pm600Axis, task: Pm600Task): void {
  if (axis.isAborted) throw new Pm600Refusal('COMMAND ABORT');
  axis.begin(task);
}

function toInteger(argument: string): number {
  if (!/^[+-]?\d{1,10}$/.test(argument)) {
    throw new Pm600Refusal('INVALID ARGUMENT');
  }
  return Number(argument);
}

function within(argument: string, low: number, high: number): number {
  const value = toInteger(argument);
  if (value < low || value > high) throw new Pm600Refusal('OUT OF RANGE');
  return value;
}

function positions(commanded: number, actual: number): string {
  return `CP = ${commanded} AP = ${actual} IP = 0 TP = ${commanded} OD = ${commanded - actual}`;
}

function speeds({ axis, settings }: Pm600Axis): string {
  const kept = (name: string) => settings.get(name) ?? '0';
  return `SC = ${kept('SC')} SV = ${Math.round(axis.velocity)} SA = ${Math.round(axis.acceleration)} SD = ${kept('SD')} LD = ${kept('LD')}`;
}

/** The 23 lines of `QA`. */
function everything(axis: Pm600Axis): string {
  const kept = (name: string) => settings.get(name) ?? '0';
  const { settings } = axis;
  return [
    'Mclennan Digiloop Motor Controller PM600 Ver 3.02',
    'Address = 1',
    `Privilege level = 4`,
    `Mode = ${kept('CM')}`,
    'Kf = 0 Kp = 0 Ks = 0 Kv = 0 Kx = 0',
    `Slew speed = ${Math.round(axis.axis.velocity)}`,
    `Acceleration = ${Math.round(axis.axis.acceleration)} Deceleration = ${kept('SD')}`,
    `Creep speed = ${kept('SC')}`,
    `Creep steps = ${kept('CR')}`,
    `Jog speed = 100 Joystick speed = 10000`,
    `Settling time = ${kept('SE')}`,
    `Backoff steps = ${kept('BO')}`,
    `Window = ${kept('WI')} Threshold = 50%`,
    `Tracking = ${kept('TR')}`,
    `Lower soft limit = ${axis.lowerSoft} Upper soft limit = ${axis.upperSoft}`,
    `Soft limits ${axis.hasSoftLimits ? 'enabled' : 'disabled'}`,
    'Lower hard limit on Upper hard limit on',
    'Jog enabled Joystick disabled',
    'Gearbox ratio = 1/1',
    `Encoder ratio = ${kept('ER')}`,
    `Datum mode = ${kept('DM')}`,
    `Abort mode = ${kept('AM')}`,
    'Read port = 00000000 Last write = 00000000',
  ].join('\r\n');
}
