import { Button, Text } from '@mantine/core';
import { IconSun, IconSunOff, IconSunset2 } from '@tabler/icons-react';
import { call } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import { useDevice } from '../../stores/devices.ts';
import FieldPopover from '../../widgets/FieldPopover.tsx';
import HeaderItem from './HeaderItem.tsx';
import classes from './Popover.module.css';

/** The beam shutter: its state, and, for who is in control, a button for each state it can take. */
export default function Shutter({ device: name }: { readonly device: string }) {
  const device = useDevice(name);
  const refusal = useControlRefusal();
  const value = typeof device?.value === 'string' ? device.value : null;
  const isOffline = device?.status === 'offline' || device?.status === 'error';
  const Icon =
    value === 'open' ? IconSun : value === 'closed' ? IconSunOff : IconSunset2;
  const word = isOffline
    ? 'Offline'
    : value === null
      ? 'Unknown'
      : capital(value);
  const why =
    refusal ?? (isOffline ? (device.message ?? 'It does not answer.') : null);

  return (
    <FieldPopover
      label="Shutter"
      position="bottom-start"
      trapFocus={why === null}
      target={(isOpen, toggle) => (
        <HeaderItem
          label="Shutter"
          onClick={toggle}
          does="Open or close the shutter"
          isOpen={isOpen}
          isStale={device?.isStale ?? true}
          tone={
            isOffline
              ? 'error'
              : value === 'open' || value === 'closed'
                ? undefined
                : 'look'
          }
        >
          <Icon size={15} stroke={2} aria-hidden />
          {word}
        </HeaderItem>
      )}
    >
      {(close) => (
        <div className={classes['stack']}>
          {(device?.options ?? []).map((option) => (
            <Button
              key={option}
              variant={option === value ? 'light' : 'default'}
              disabled={why !== null || option === value}
              onClick={() => {
                close();
                void call('devices.set', { name, value: option });
              }}
            >
              {verb(option)}
            </Button>
          ))}
          {why !== null && (
            <Text size="xs" c="dimmed" maw="15rem">
              {why}
            </Text>
          )}
          {device?.message != null && why === null && (
            <Text size="xs" c="dimmed" maw="15rem">
              {device.message}
            </Text>
          )}
        </div>
      )}
    </FieldPopover>
  );
}

function verb(option: string): string {
  if (option === 'open') {
    return 'Open the shutter';
  }
  return option === 'closed' ? 'Close the shutter' : `Set to ${option}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
