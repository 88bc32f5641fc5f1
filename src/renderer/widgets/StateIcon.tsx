import type { DeviceState } from '../../contract/devices.ts';
import { shownState } from './device-state.ts';
import classes from './StateIcon.module.css';

/** A device's state as a coloured icon; the word stands elsewhere for the eye, and here for a screen reader. */
export default function StateIcon({
  device,
}: {
  readonly device: DeviceState;
}) {
  const { icon: Icon, tone, name } = shownState(device);
  return (
    <span
      className={classes[tone]}
      role="img"
      aria-label={name}
      title={device.message ?? name}
    >
      <Icon size={16} stroke={2} aria-hidden />
    </span>
  );
}
