import { Button } from '@mantine/core';
import { memo } from 'react';
import type { DeviceState } from '../../../contract/devices.ts';
import { ask } from '../../stores/call.ts';
import { useDevice } from '../../stores/devices.ts';
import { openDevice } from '../../stores/opened-device.ts';
import { shownState } from '../../widgets/device-state.ts';
import FieldPopover from '../../widgets/FieldPopover.tsx';
import { formatValue } from '../../widgets/format.ts';
import { limitsText } from '../../widgets/limits-text.ts';
import LimitsForm from '../../widgets/LimitsForm.tsx';
import LockForm from '../../widgets/LockForm.tsx';
import Traffic from '../../widgets/Traffic.tsx';
import { useWorkbench } from '../../workbench/workbench-store.ts';
import classes from './DeviceDetail.module.css';

/** A device's name; a click opens what is asked for most: state in words, limits, lock, its line. */
function DeviceDetail({ name }: { readonly name: string }) {
  return (
    <FieldPopover
      label={`Details of ${name}`}
      position="right-start"
      width="23rem"
      isTall
      target={(isOpen, toggle) => (
        <button
          type="button"
          className={classes['name']}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          title={`${name}: limits, lock, traffic`}
          onClick={toggle}
        >
          {name}
        </button>
      )}
    >
      {(close) => <Details name={name} onOpen={close} />}
    </FieldPopover>
  );
}

// Readings come often; the name's button has nothing to do with them.
export default memo(DeviceDetail);

interface DetailsProps {
  readonly name: string;
  /** Its panel was asked for. */
  readonly onOpen: () => void;
}

function Details({ name, onOpen }: DetailsProps) {
  const device = useDevice(name);
  return device ? <Facts device={device} onOpen={onOpen} /> : null;
}

interface FactsProps {
  readonly device: DeviceState;
  readonly onOpen: () => void;
}

function Facts({ device, onOpen }: FactsProps) {
  const {
    name,
    value,
    target,
    unit,
    decimals,
    limits,
    userLimits,
    deviceLimits,
    can,
    message,
    driver,
    inputs,
  } = device;
  const withUnit = (shown: number | string | null): string =>
    `${formatValue(shown, decimals)} ${unit}`;
  const facts = [
    ['State', shownState(device).name],
    ...(message === null ? [] : [['Why', message]]),
    ['Value', withUnit(value)],
    ...(target === null ? [] : [['Target', withUnit(target)]]),
    ...(limits === null
      ? []
      : [['Limits', limitsText(limits, decimals, unit)]]),
    ...(inputs.length === 0 ? [] : [['Made of', inputs.join(', ')]]),
    ['Driver', `${driver}${device.isSimulated ? ', simulated' : ''}`],
  ];
  return (
    <div className={classes['details']}>
      <div className={classes['head']}>
        <h2>{name}</h2>
        <Button
          variant="default"
          onClick={() => {
            onOpen();
            openDevice(name);
            useWorkbench.getState().showPanel('device');
          }}
        >
          All parameters
        </Button>
      </div>
      <dl>
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {userLimits !== null &&
        deviceLimits !== null &&
        (can.move || can.set) && (
          <LimitsForm
            {...{ unit, decimals, userLimits, deviceLimits }}
            send={(limits) => ask('devices.setLimits', { name, limits })}
          />
        )}
      {(can.move || can.set) && (
        <LockForm
          lock={device.lock}
          onLock={(why, isPermanent) =>
            ask('devices.lock', {
              name,
              why,
              ...(isPermanent && { isPermanent }),
            })
          }
          onUnlock={(force) =>
            ask('devices.unlock', { name, ...(force && { force }) })
          }
        />
      )}
      <Traffic name={name} />
    </div>
  );
}
