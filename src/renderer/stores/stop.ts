import { notifications } from '@mantine/notifications';
import { toReport } from '../../contract/errors.ts';
import { ask } from './call.ts';
import { useStation } from './station.ts';

/** STOP ALL. Never asks, needs no control. If it cannot be sent, that is said loudly and stays. */
export async function stopAll(): Promise<void> {
  try {
    const stop = await ask('devices.stopAll');
    useStation.setState({ stop });
    notifications.hide('stop-all');
  } catch (error) {
    notifications.show({
      id: 'stop-all',
      color: 'red',
      title: 'STOP ALL was not confirmed',
      message: `${toReport(error).message} If anything moves, use the emergency stop at the hardware.`,
      autoClose: false,
      withBorder: true,
      role: 'alert',
    });
  }
}
