import type { Exchange } from '../../contract/devices.ts';
import { deviceInfo } from '../device/core.ts';
import type { Drive } from '../device/drive.ts';
import { Motor } from '../device/motor.ts';
import type { AxisFields } from './axis-config.ts';
import type { DriverContext } from './types.ts';

/** A motor from its fields in the beamline file. The dial counts in the axis's unit. */
export function motorFromConfig(
  name: string,
  fields: AxisFields,
  driver: string,
  context: DriverContext,
  drive: Drive,
  traffic: () => readonly Exchange[],
): Motor {
  const [lower, upper] = fields.limits;
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
      },
      { move: true, stop: true },
    ),
    clock: context.clock,
    latch: context.devices.latch,
    drive,
    limits: { lower, upper },
    sign: fields.sign,
    offset: fields.offset,
    stepsPerUnit: fields.stepsPerUnit,
    velocity: fields.velocity,
    acceleration: fields.acceleration,
    tolerance: fields.tolerance ?? 2 / fields.stepsPerUnit,
    settleMs: fields.settle * 1000,
    backlash: fields.backlash,
    traffic,
  });
}
