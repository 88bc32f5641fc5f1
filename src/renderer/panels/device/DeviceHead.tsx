import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DeviceState } from '../../../contract/devices.ts';
import { call } from '../../stores/call.ts';
import { useDeviceRefusal } from '../../stores/device-refusal.ts';
import { useDevice } from '../../stores/devices.ts';
import { shownState } from '../../widgets/device-state.ts';
import Num from '../../widgets/Num.tsx';
import Refusable from '../../widgets/Refusable.tsx';
import StateIcon from '../../widgets/StateIcon.tsx';
import StepControl from '../../widgets/StepControl.tsx';
import classes from './DevicePanel.module.css';

export interface DeviceHeadProps {
  readonly name: string;
  /** Where another device is chosen. */
  readonly picker: ReactNode;
}

/** Which device, what it is doing, where it stands; the steps of a motor, and its Stop, which is always there. */
export default function DeviceHead({ name, picker }: DeviceHeadProps) {
  const device = useDevice(name);
  if (!device) return <div className={classes['head']}>{picker}</div>;
  const { value, unit, decimals, target, status, message, can, onStop } =
    device;
  const state = shownState(device);
  const isMoving = status === 'moving';
  return (
    <>
      <div className={classes['head']}>
        {picker}
        <span className={classes['state']} data-tone={state.tone}>
          <StateIcon device={device} />
          <span aria-hidden>{state.name}</span>
        </span>
        <span
          className={classes['value']}
          data-stale={device.isStale || undefined}
        >
          {isMoving && target !== null && (
            <span className={classes['target']}>
              goes to <Num value={target} decimals={decimals} />
            </span>
          )}
          <Num value={value} decimals={decimals} />
          <small>{unit}</small>
        </span>
        {can.move && <Steps device={device} />}
        {can.stop && (
          <Refusable
            does={`Stop ${name}. ${onStop?.does ?? ''} Needs no control.`}
            refusal={null}
          >
            <Button
              className={classes['stop'] ?? ''}
              color="red"
              variant={isMoving ? 'filled' : 'default'}
              aria-label={`Stop ${name}`}
              leftSection={<IconPlayerStop size={14} aria-hidden />}
              onClick={() => void call('devices.stop', { names: [name] })}
            >
              Stop
            </Button>
          </Refusable>
        )}
      </div>
      {message !== null && <p className={classes['message']}>{message}</p>}
      {onStop && (
        <p className={classes['message']}>
          On Stop and STOP ALL: {onStop.does}
        </p>
      )}
    </>
  );
}

function Steps({ device }: { readonly device: DeviceState }) {
  const refusal = useDeviceRefusal(device);
  return (
    <div className={classes['steps']}>
      <StepControl device={device} refusal={refusal} hasStop={false} />
    </div>
  );
}
