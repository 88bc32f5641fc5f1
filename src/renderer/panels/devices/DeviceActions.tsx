import { Select } from '@mantine/core';
import type { DeviceState } from '../../../contract/devices.ts';
import { call } from '../../stores/call.ts';
import { useDeviceRefusal } from '../../stores/device-refusal.ts';
import StepControl from '../../widgets/StepControl.tsx';
import classes from './DeviceActions.module.css';

/** What one can do to a device in its row: step it, stop it, or choose one of its options. */
export default function DeviceActions({
  device,
}: {
  readonly device: DeviceState;
}) {
  const refusal = useDeviceRefusal(device);
  if (device.can.move) {
    return <StepControl device={device} refusal={refusal} />;
  }
  return device.options === null ? null : (
    <Options device={device} refusal={refusal} />
  );
}

interface OptionsProps {
  readonly device: DeviceState;
  readonly refusal: string | null;
}

const sideBySide = 2;

function Options({ device, refusal }: OptionsProps) {
  const { name, options, value, can } = device;
  const choices = options ?? [];
  const set = (option: string): void =>
    void call('devices.set', { name, value: option });
  if (!can.set) {
    return null;
  }
  if (choices.length > sideBySide) {
    return (
      <Select
        aria-label={`Set ${name}`}
        data={choices}
        value={typeof value === 'string' ? value : null}
        disabled={refusal !== null}
        title={refusal ?? undefined}
        onChange={(option) => option !== null && set(option)}
      />
    );
  }
  return (
    <div className={classes['options']} role="group" aria-label={`Set ${name}`}>
      {choices.map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          disabled={refusal !== null}
          title={refusal ?? `Set ${name} to ${option}`}
          onClick={() => set(option)}
        >
          {option}
        </button>
      ))}
    </div>
  );
}
