import { parseNumber, shortNumber } from './numbers.ts';
import { planMove, secondsOf } from './profile.ts';
import type { Smc100Axis } from './smc100-axis.ts';
import { settings } from './smc100-settings.ts';
import { errorTexts, Smc100Refusal } from './smc100-states.ts';

/** Answers with what follows the echoed address and command; with several lines for ZT; with nothing for a write. */
type Command = (axis: Smc100Axis, argument: string) => string | undefined;

const missing = 'C';
const unknown = 'A';

const commands: Readonly<Record<string, Command>> = {
  VE: () => ' SMC100CC 2.0.0',
  TS: (axis) => axis.status,
  TP: ({ servo }) => shortNumber(servo.measured),
  TH: ({ servo }) => shortNumber(servo.setpoint),
  TE: (axis) => axis.takeError(),
  TB: (axis, argument) => {
    const letter = argument === '' ? axis.takeError() : argument.toUpperCase();
    const text = errorTexts[letter];
    if (text === undefined) throw new Smc100Refusal(missing);
    return `${letter} ${text}`;
  },
  PA: (axis, argument) => {
    if (argument === '?') return shortNumber(axis.target);
    axis.expect('ready');
    axis.moveTo(toNumber(argument));
    return undefined;
  },
  PR: (axis, argument) => {
    axis.expect('ready');
    axis.moveTo(axis.target + toNumber(argument));
    return undefined;
  },
  PT: ({ servo: { axis, stepsPerUnit } }, argument) => {
    const steps = Math.abs(toNumber(argument)) * stepsPerUnit;
    const profile = planMove({ position: 0, velocity: 0 }, steps, axis);
    return shortNumber(secondsOf(profile));
  },
  OR: (axis) => {
    axis.home();
    return undefined;
  },
  // Drivers send it to be sure: it is taken wherever the motor has power, moving or not.
  ST: (axis) => {
    axis.expect('homing', 'moving', 'ready', 'jogging');
    axis.stop();
    return undefined;
  },
  MM: (axis, argument) => {
    if (toSwitch(argument)) {
      axis.expect('disable');
      axis.enable();
    } else {
      axis.expect('ready', 'moving', 'jogging');
      axis.disable();
    }
    return undefined;
  },
  PW: (axis, argument) => {
    if (argument === '?') return axis.state === 'configuration' ? '1' : '0';
    const isOn = toSwitch(argument);
    axis.expect(isOn ? 'not referenced' : 'configuration');
    axis.configure(isOn);
    return undefined;
  },
  RS: (axis) => {
    axis.reset();
    return undefined;
  },
  ID: (axis, argument) => {
    if (argument === '?') return axis.stage;
    axis.expect('configuration');
    if (argument === '') throw new Smc100Refusal(missing);
    axis.stage = argument;
    return undefined;
  },
};

/** Reads or writes a setting. */
function setting(name: string): Command | undefined {
  const known = Object.hasOwn(settings, name) ? settings[name] : undefined;
  if (!known) return undefined;
  return (axis, argument) => {
    if (argument === '?') return shortNumber(axis.setting(name), 9);
    axis.expect(...known.states);
    const value = toNumber(argument);
    if (value < known.low || value > known.high) {
      throw new Smc100Refusal(missing);
    }
    axis.set(name, value);
    return undefined;
  };
}

/**
 * Carries one command out; answers with the lines of its reply, none for a write. What is refused is silent too:
 * the letter waits for TE.
 */
export function runSmc100(
  address: number,
  axis: Smc100Axis,
  name: string,
  argument: string,
): string[] {
  axis.update();
  try {
    if (name === 'ZT') return configuration(address, axis);
    const command = Object.hasOwn(commands, name)
      ? commands[name]
      : setting(name);
    if (!command) throw new Smc100Refusal(unknown);
    const answer = command(axis, argument);
    // PT and TB are echoed without their argument.
    return answer === undefined ? [] : [`${address}${name}${answer}`];
  } catch (error) {
    if (!(error instanceof Smc100Refusal)) throw error;
    axis.refuse(error.message);
    return [];
  }
}

/** All of the configuration as commands, from PW1 to PW0, as it could be written back. */
function configuration(address: number, axis: Smc100Axis): string[] {
  const values = [...axis.allSettings()].map(
    ([name, value]) => `${address}${name}${shortNumber(value, 9)}`,
  );
  return [
    `${address}PW1`,
    `${address}ID${axis.stage}`,
    ...values,
    `${address}PW0`,
  ];
}

function toNumber(argument: string): number {
  const value = parseNumber(argument);
  if (value === undefined) throw new Smc100Refusal(missing);
  return value;
}

function toSwitch(argument: string): boolean {
  if (argument !== '0' && argument !== '1') throw new Smc100Refusal(missing);
  return argument === '1';
}
