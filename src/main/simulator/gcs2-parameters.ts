import type { Gcs2Axis } from './gcs2-axis.ts';
import { GcsRefusal } from './gcs2-errors.ts';

/** A parameter of `SPA`: read always, written where it has `write`. */
export interface Parameter {
  readonly read: (axis: Gcs2Axis) => number | string;
  readonly write?: (axis: Gcs2Axis, value: number) => void;
}

/** Parameters by their number (names in PI's manuals and the EPICS PI_GCS2 driver). */
export const parameters: ReadonlyMap<number, Parameter> = new Map<
  number,
  Parameter
>([
  // Maximum position error.
  [
    0x8,
    {
      read: ({ servo }) => servo.allowed,
      write: ({ servo }, value) => {
        servo.allowed = within(value, Infinity);
      },
    },
  ],
  // Maximum velocity.
  [0xa, { read: ({ maxVelocity }) => maxVelocity }],
  // Acceleration and deceleration; this motor has one ramp for both.
  [0xb, { read: ({ servo }) => servo.acceleration, write: setAcceleration }],
  [0xc, { read: ({ servo }) => servo.acceleration, write: setAcceleration }],
  // Counts per unit: numerator and denominator.
  [0xe, { read: ({ servo }) => servo.stepsPerUnit }],
  [0xf, { read: () => 1 }],
  // Travel range.
  [
    0x15,
    {
      read: ({ upper }) => upper,
      write: (axis, value) => {
        axis.upper = value;
      },
    },
  ],
  [
    0x30,
    {
      read: ({ lower }) => lower,
      write: (axis, value) => {
        axis.lower = value;
      },
    },
  ],
  // Position of the reference switch.
  [0x16, { read: ({ referenceAt }) => referenceAt }],
  [0x3c, { read: ({ stage }) => stage }],
  // Closed-loop velocity.
  [
    0x49,
    {
      read: ({ servo }) => servo.velocity,
      write: ({ servo, maxVelocity }, value) => {
        servo.velocity = within(value, maxVelocity);
      },
    },
  ],
  [0x4a, { read: ({ maxAcceleration }) => maxAcceleration }],
  [0x4b, { read: ({ maxAcceleration }) => maxAcceleration }],
  // Velocity of a reference search.
  [
    0x50,
    {
      read: ({ referenceVelocity }) => referenceVelocity,
      write: (axis, value) => {
        axis.referenceVelocity = within(value, axis.maxVelocity);
      },
    },
  ],
]);

function setAcceleration(axis: Gcs2Axis, value: number): void {
  axis.servo.acceleration = within(value, axis.maxAcceleration);
}

function within(value: number, most: number): number {
  if (value <= 0 || value > most) throw new GcsRefusal('range');
  return value;
}
