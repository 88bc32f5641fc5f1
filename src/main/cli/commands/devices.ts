import type { DeviceState } from '../../../contract/devices.ts';
import type { CommandContext } from '../command.ts';
import { connect } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { settleDevices } from '../settle.ts';
import { formatFixed, formatTable, toJson } from '../terminal.ts';

/** Prints every device with its value and state. Answers with the exit code. */
export async function listDevices(context: CommandContext): Promise<number> {
  const choice = context.choice();
  const connection = await connect(choice);
  try {
    const devices = connection.isOwn
      ? await settleDevices(connection)
      : connection.snapshot.devices;
    if (connection.isOwn && !choice.isBeamlineNamed) {
      context.terminal.say(
        `No station is running here: these are the devices of ${choice.options.beamlineFile}, in a station started for this command. Name another beamline with --beamline FILE.`,
      );
    }
    if (context.isJson) {
      context.terminal.print(toJson(devices));
      return exitCodes.good;
    }
    context.terminal.say(`Station: ${connection.where}.`);
    const head = [
      'name',
      'value',
      'unit',
      'state',
      'lower limit',
      'upper limit',
      'group',
      '',
    ];
    context.terminal.print(
      formatTable(head, devices.map(deviceRow), [1, 4, 5]),
    );
    return exitCodes.good;
  } finally {
    await connection.close();
  }
}

function deviceRow(device: DeviceState): string[] {
  const { name, value, unit, status, isStale, limits, group, message } = device;
  const format = (number: number | null | undefined) =>
    formatFixed(number, device.decimals, '');
  return [
    name,
    typeof value === 'number' ? format(value) : (value ?? '-'),
    unit,
    isStale && status !== 'offline' ? `${status} (old value)` : status,
    format(limits?.lower),
    format(limits?.upper),
    group,
    message ?? '',
  ];
}
