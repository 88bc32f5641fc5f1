import type { Exchange, OnStop } from '../../contract/devices.ts';
import { deviceInfo } from '../device/core.ts';
import type { Drive } from '../device/drive.ts';
import { Motor } from '../device/motor.ts';
import type { AxisFields } from './axis-config.ts';
import type { DriverContext } from './types.ts';

/** What a driver knows of its motors beside the beamline file. */
export interface AxisFacts {
  /** Used where the beamline file gives no tolerance, dial units. */
  readonly tolerance: number;
  /** Left out where the controller does not count in steps. */
  readonly stepsPerUnit?: number;
  /** The controller refuses moves before the reference was found. */
  readonly needsReference?: boolean;
  readonly onStop: OnStop;
}

/** A motor from its fields in the beamline file. The dial counts in the axis's unit. */
export function motorFromConfig(
  axis: {
    readonly name: string;
    readonly driver: string;
    readonly fields: AxisFields;
    readonly context: DriverContext;
    readonly facts: AxisFacts;
  },
  drive: Drive,
  traffic: () => readonly Exchange[],
): Motor {
  const { name, driver, fields, context, facts } = axis;
  const [lower, upper] = fields.limits;
  const { onStop, ...others } = facts;
  return new Motor({
    info: deviceInfo(
      {
        name,
        driver,
        group: fields.group,
        unit: fields.unit,
        decimals: fields.decimals,
        step: fields.step,
        isSimulated: context.isSimulated,
        onStop,
      },
      { move: true, stop: true },
    ),
    clock: context.clock,
    latch: context.devices.latch,
    drive,
    limits: { lower, upper },
    sign: fields.sign,
    scale: fields.scale,
    offset: fields.offset,
    velocity: fields.velocity,
    acceleration: fields.acceleration,
    settleMs: fields.settle * 1000,
    backlash: fields.backlash,
    homeTimeoutMs: fields.homeTimeout * 1000,
    ...others,
    tolerance: fields.tolerance ?? others.tolerance,
    traffic,
  });
}
