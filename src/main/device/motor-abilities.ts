import type { DeviceInfo } from '../../contract/devices.ts';
import type { Clock } from '../base/clock.ts';
import type { NamedParameter } from './core.ts';
import type { Drive } from './drive.ts';
import type { Locking } from './lock.ts';
import { Method } from './method.ts';
import { AT_REST } from './motor-settings.ts';
import { Quantity, Selection, State, StateRule } from './parameter.ts';
import type { StopLatch } from './stop-latch.ts';

/** What of a controller's facts its own abilities show. */
interface AbilityFact {
  readonly encoder?: number;
  readonly isReferenced?: boolean;
  readonly isPowered?: boolean;
}

interface AbilityOwner {
  readonly info: DeviceInfo;
  readonly clock: Clock;
  readonly drive: Drive;
  readonly toUser: (dial: number) => number;
}

/** Parameters that a motor has only because its controller can do more than move: encoder, power, reference. */
export function driveParameters(owner: AbilityOwner) {
  const { info, clock, drive } = owner;
  const parameters: NamedParameter[] = [];
  const { encoder, power, reference } = {
    encoder: drive.readEncoder && encoderOf(owner),
    power: drive.setPower && powerOf(info, clock, drive),
    reference: drive.home && referenceOf(info, clock),
  };
  if (encoder) parameters.push(['encoder', encoder]);
  if (power) parameters.push(['power', power]);
  if (reference) parameters.push(['reference', reference]);
  return {
    parameters,
    /** undefined = it cannot tell. */
    get isReferenced(): boolean | undefined {
      return reference && reference.value !== 'unknown'
        ? reference.value === 'found'
        : undefined;
    },
    take({ encoder: at, isReferenced, isPowered }: AbilityFact): void {
      if (at !== undefined) encoder?.update(owner.toUser(at));
      if (isReferenced !== undefined)
        changeTo(reference, isReferenced ? 'found' : 'not found');
      if (isPowered !== undefined) changeTo(power, isPowered ? 'on' : 'off');
    },
  };
}

/** What a motor does when told to, as far as its controller can. */
export function motorMethods(owner: {
  readonly drive: Drive;
  readonly latch: StopLatch;
  readonly locking: Locking;
  /** Its own lock refuses whatever moves the axis. */
  readonly position: Quantity;
  readonly status: State;
  home(signal?: AbortSignal): Promise<number>;
}): readonly Method[] {
  const { drive, latch, locking, position, status } = owner;
  const methods: Method[] = [];
  if (drive.home) {
    methods.push(
      new Method({
        name: 'home',
        title: 'Find reference',
        help: 'Travels to its reference switch or mark, and counts from there. Make sure that the way is free.',
        locking: position,
        latch,
        rule: new StateRule(status, { source: ['idle', 'limit'] }),
        call: (signal) => owner.home(signal).then(() => undefined),
      }),
    );
  }
  if (drive.clearFault) {
    methods.push(
      new Method({
        name: 'clearFault',
        title: 'Clear fault',
        help: 'Makes the controller forget a fault that is over, so that it moves again.',
        locking,
        rule: new StateRule(status, { source: [...AT_REST, 'error'] }),
        call: () => drive.clearFault?.() ?? Promise.resolve(),
      }),
    );
  }
  return methods;
}

function encoderOf({ info, clock, drive, toUser }: AbilityOwner): Quantity {
  return new Quantity({
    name: `${info.name}.encoder`,
    help: 'Where the encoder says it is, beside the steps that were sent.',
    unit: info.unit,
    decimals: info.decimals,
    clock,
    get: async (signal) => toUser((await drive.readEncoder?.(signal)) ?? NaN),
  });
}

function powerOf(info: DeviceInfo, clock: Clock, drive: Drive): Selection {
  const power: Selection = new Selection({
    name: `${info.name}.power`,
    help: 'The current of the motor. Without it the axis does not hold its place.',
    clock,
    options: ['on', 'off'],
    get: () => Promise.resolve(power.last?.value ?? 'off'),
    set: async (value) => {
      await drive.setPower?.(value === 'on');
      power.update(value);
    },
  });
  return power;
}

function referenceOf(info: DeviceInfo, clock: Clock): State {
  return new State({
    name: `${info.name}.reference`,
    help: 'Whether it has found its reference since it was switched on.',
    clock,
    states: ['found', 'not found', 'unknown'],
    initial: 'unknown',
  });
}

/** Told at every poll, announced when it is news. */
function changeTo(
  parameter: State | Selection | undefined,
  value: string,
): void {
  const last = parameter?.last;
  if (last?.value !== value || last.isStale) parameter?.update(value);
}
