import { describe, expect, it } from 'vitest';
import { BeamtimeError } from '../../contract/errors.ts';
import { VirtualClock } from '../base/virtual-clock.ts';
import { restoreDevice, stashDevice } from './actions.ts';
import { deviceInfo } from './core.ts';
import type { Drive } from './drive.ts';
import type { MotorOptions } from './motor-options.ts';
import { Motor } from './motor.ts';
import { Quantity } from './parameter.ts';
import { StopLatch } from './stop-latch.ts';
import { refusal } from './testing/until.ts';

/** A drive that travels for as long as it was expected to, or for ever. */
function fakeDrive(
  clock: VirtualClock,
  {
    hangs,
    misses = 0,
    ...abilities
  }: { hangs?: boolean; misses?: number } & Partial<Drive> = {},
) {
  const log: string[] = [];
  let dial = 0;
  let halt: (() => void) | undefined;
  const drive: Drive = {
    go(target, expectedMs) {
      log.push(`go ${target}`);
      const { promise, resolve } = Promise.withResolvers<number>();
      const cancel = hangs
        ? () => {}
        : clock.after(expectedMs, () => {
            dial = target + misses;
            resolve(dial);
          });
      halt = () => {
        cancel();
        resolve(dial);
      };
      return promise;
    },
    read: () => Promise.resolve(dial),
    stop() {
      log.push('stop');
      halt?.();
      return Promise.resolve();
    },
    ...abilities,
  };
  return { drive, log };
}

function makeMotor(
  options: Partial<MotorOptions> = {},
  fake: Parameters<typeof fakeDrive>[1] = {},
) {
  const clock = new VirtualClock();
  const { drive, log } = fakeDrive(clock, fake);
  const motor = new Motor({
    info: deviceInfo(
      { name: 'samx', driver: 'fake', unit: 'mm' },
      { move: true, stop: true },
    ),
    clock,
    latch: new StopLatch(),
    drive,
    velocity: 1,
    acceleration: 10,
    tolerance: 0.001,
    ...options,
  });
  motor.report({ dial: 0, status: 'idle' });
  return { clock, motor, log };
}

function positionOf(motor: Motor): Quantity {
  const position = motor.parameters.get('position');
  if (position instanceof Quantity) return position;
  throw new Error('It has no position.');
}

describe('A motor', () => {
  it('maps between user position and dial', async () => {
    const { clock, motor, log } = makeMotor({ sign: -1, scale: 2, offset: 10 });
    expect(motor.position()).toBe(10);
    expect(await clock.settle(motor.move(4))).toBe(4);
    expect(log).toEqual(['go 3']);
  });

  it('shows its dial limits in user units, the right way round', () => {
    const { motor } = makeMotor({
      sign: -1,
      offset: 1,
      limits: { lower: -5, upper: null },
    });
    expect(motor.limits()).toEqual({ lower: null, upper: 6 });
  });

  it('keeps its limits where they physically are when the position is redefined', async () => {
    const { motor } = makeMotor({ limits: { lower: -5, upper: 5 } });
    const position = motor.parameters.get('position');
    const offset = motor.parameters.get('offset');
    if (!(position instanceof Quantity) || !(offset instanceof Quantity))
      throw new Error();
    position.setLimits({ lower: -1, upper: 1 });
    await offset.set(100);
    expect(motor.position()).toBe(100);
    expect(motor.limits()).toEqual({ lower: 99, upper: 101 });
  });

  it('does not let its position be redefined while it moves', async () => {
    const { clock, motor } = makeMotor();
    const offset = motor.parameters.get('offset');
    if (!(offset instanceof Quantity)) throw new Error('It has no offset.');
    const moving = motor.move(1);
    expect((await refusal(offset.set(5))).message).toBe(
      'samx.offset cannot be changed while samx.status is moving. Wait until it is idle or limit or disabled.',
    );
    await clock.settle(moving);
    await offset.set(5);
    expect(motor.position()).toBe(6);
  });

  it('is put back where it was, offset first', async () => {
    const { clock, motor } = makeMotor();
    const offset = motor.parameters.get('offset');
    if (!(offset instanceof Quantity)) throw new Error('It has no offset.');
    await clock.settle(motor.move(1));
    await stashDevice(motor);
    await offset.set(5);
    await clock.settle(motor.move(7));
    await clock.settle(restoreDevice(motor));
    expect(motor.position()).toBe(1);
    expect(motor.scale.offset).toBe(0);
  });

  it('takes the time of a ramp, short and long', () => {
    const { motor } = makeMotor();
    expect(motor.estimate(0, 10)).toBeCloseTo(10.1);
    expect(motor.estimate(0, 0.025)).toBeCloseTo(0.1);
    expect(motor.estimate(3, 3)).toBe(0);
  });

  it('approaches from the side that its backlash says', async () => {
    const { clock, motor, log } = makeMotor({ backlash: 0.5 });
    await clock.settle(motor.move(2));
    await clock.settle(motor.move(1));
    await clock.settle(motor.move(1.2));
    expect(log).toEqual(['go 2', 'go 0.5', 'go 1', 'go 0.7', 'go 1.2']);
  });

  it('does not go beyond a limit for its backlash', async () => {
    const { clock, motor, log } = makeMotor({
      backlash: 0.5,
      limits: { lower: -1, upper: 1 },
    });
    await clock.settle(motor.move(-0.9));
    expect(log).toEqual(['go -1', 'go -0.9']);
  });

  it('does not go beyond a limit that people set for its backlash either, and says what it lacks', async () => {
    const { clock, motor, log } = makeMotor({ backlash: 0.5, offset: 10 });
    positionOf(motor).setLimits({ lower: 9, upper: 11 });
    await clock.settle(motor.move(9.25));
    await clock.settle(motor.move(9));
    expect(log).toEqual(['go -1', 'go -0.75', 'go -1']);
    expect(motor.reading().message).toMatch(
      /^It arrived without its whole backlash of 0\.500 mm: its limits left no room/,
    );
    await clock.settle(motor.move(10));
    expect(motor.reading().message).toBeNull();
  });

  it('is not called anything else while its position is locked', async () => {
    const { motor } = makeMotor();
    positionOf(motor).lockBy({ who: 'Anna', why: 'aligned' });
    expect((await refusal(motor.redefine(5))).code).toBe('lock');
    expect((await refusal(motor.redefine(5, true))).code).toBe('lock');
    expect(motor.position()).toBe(0);
  });

  it('settles before it says where it stands', async () => {
    const { clock, motor } = makeMotor({ settleMs: 200 });
    const start = clock.monotonic();
    await clock.settle(motor.move(1));
    expect(clock.monotonic() - start).toBeCloseTo(1300);
  });

  it('fails when it says done and stands elsewhere', async () => {
    const { clock, motor } = makeMotor({}, { misses: 0.1 });
    const refused = await clock.settle(refusal(motor.move(1)));
    expect(refused.code).toBe('device');
    expect(refused.message).toContain('stands at 1.100 mm instead of 1.000 mm');
  });

  it('is stopped and fails when a move takes far too long', async () => {
    const { clock, motor, log } = makeMotor({}, { hangs: true });
    const refused = await clock.settle(refusal(motor.move(1)));
    expect(refused.code).toBe('timeout');
    expect(log).toEqual(['go 1', 'stop']);
    expect(motor.isMoving).toBe(false);
    expect(clock.waiting).toBe(0);
  });

  it('stops when the signal of a move is aborted, and gives its reason', async () => {
    const { clock, motor, log } = makeMotor();
    const controller = new AbortController();
    const why = new BeamtimeError('aborted', 'Enough.');
    const moving = refusal(motor.move(5, controller.signal));
    await clock.advance(100);
    controller.abort(why);
    expect(await moving).toBe(why);
    expect(log).toEqual(['go 5', 'stop']);
    expect(clock.waiting).toBe(0);
  });

  it('does not move while it is offline or disabled', async () => {
    const { motor, log } = makeMotor();
    motor.report({ status: 'offline', message: 'The cable is out.' });
    expect(motor.reading().isStale).toBe(true);
    expect((await refusal(motor.move(1))).message).toContain(
      'The cable is out.',
    );
    motor.report({ dial: 0, status: 'disabled', message: 'Its power is off.' });
    expect((await refusal(motor.move(1))).code).toBe('state');
    expect(log).toEqual([]);
  });

  it('moves by its position parameter as well', async () => {
    const { clock, motor } = makeMotor();
    const position = motor.parameters.get('position');
    if (!(position instanceof Quantity)) throw new Error('It has no position.');
    await clock.settle(position.setFrom('0.1 cm'));
    expect(motor.position()).toBe(1);
    expect(position.target()).toBe(1);
  });

  it('says where it was last seen when contact is lost in a move', async () => {
    const { clock, motor } = makeMotor(
      {},
      {
        go: () => {
          motor.report({ dial: 2.5 });
          return Promise.reject(
            new BeamtimeError('disconnected', 'The cable is out.'),
          );
        },
      },
    );
    const lost = await clock.settle(refusal(motor.move(5)));
    expect(lost.code).toBe('disconnected');
    expect(lost.message).toBe(
      'The cable is out. samx was last seen at 2.500 mm.',
    );
    expect(lost.detail).toMatchObject({ lastSeen: 2.5 });
  });

  it('has the parameters and methods of what its controller can, and no others', () => {
    const plain = makeMotor().motor;
    expect(plain.parameters.has('power')).toBe(false);
    expect([...plain.methods.keys()]).toEqual([]);
    const able = makeMotor(
      {},
      {
        home: () => Promise.resolve(0),
        setPower: () => Promise.resolve(),
        readEncoder: () => Promise.resolve(0),
        clearFault: () => Promise.resolve(),
      },
    ).motor;
    for (const name of ['power', 'encoder', 'reference'])
      expect(able.parameters.has(name)).toBe(true);
    expect([...able.methods.keys()]).toEqual(['home', 'clearFault']);
  });

  it('finds its reference as a move that can be stopped, and no other move meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const { clock, motor } = makeMotor({}, { home: () => promise });
    const homing = refusal(motor.home());
    expect(motor.reading().status).toBe('moving');
    expect((await refusal(motor.move(1))).message).toContain(
      'is moving to its reference already',
    );
    const stopping = motor.stop();
    resolve(0.5);
    await clock.settle(stopping);
    expect((await homing).code).toBe('stopped');
  });

  it('gives up the search for its reference after its time', async () => {
    const { clock, motor, log } = makeMotor(
      { homeTimeoutMs: 2_000 },
      { home: () => new Promise(() => {}) },
    );
    const refused = await clock.settle(refusal(motor.home()));
    expect(refused.code).toBe('timeout');
    expect(refused.message).toContain('looking for its reference');
    expect(log).toEqual(['stop']);
  });

  it('does not move before it has found its reference, where it needs one', async () => {
    const { clock, motor } = makeMotor(
      { needsReference: true },
      { home: () => Promise.resolve(0) },
    );
    motor.report({ isReferenced: false });
    expect((await refusal(motor.move(1))).message).toMatch(
      /Find the reference first/,
    );
    motor.report({ isReferenced: true });
    expect(await clock.settle(motor.move(1))).toBe(1);
  });

  it('keeps the tighter of the limits that the beamline file and the controller know', () => {
    const { motor } = makeMotor({ limits: { lower: -5, upper: 5 }, sign: -1 });
    motor.report({ limits: { lower: -2, upper: 20 } });
    expect(motor.limits()).toEqual({ lower: -5, upper: 2 });
  });

  it('travels with the velocity that was set last, once the controller has taken it', async () => {
    const set: number[] = [];
    const { motor } = makeMotor(
      {},
      {
        setSpeed: ({ velocity }) => {
          if (velocity > 5) return Promise.reject(new Error('too fast'));
          set.push(velocity);
          return Promise.resolve();
        },
      },
    );
    const velocity = motor.parameters.get('velocity');
    if (!(velocity instanceof Quantity)) throw new Error('It has no velocity.');
    await velocity.setFrom('0.2 cm/s');
    expect(set).toEqual([2]);
    expect(motor.speed.velocity).toBe(2);
    await expect(velocity.set(6)).rejects.toThrow('too fast');
    expect(motor.speed.velocity).toBe(2);
    expect(velocity.last?.value).toBe(2);
  });

  it('puts its place aside, not a target that it never reached', async () => {
    const { clock, motor } = makeMotor();
    await clock.settle(motor.move(1));
    const moving = refusal(motor.move(5));
    await clock.settle(motor.stop());
    await moving;
    const stands = motor.position();
    await stashDevice(motor);
    await clock.settle(motor.move(3));
    await clock.settle(restoreDevice(motor));
    expect(motor.position()).toBe(stands);
  });
});
