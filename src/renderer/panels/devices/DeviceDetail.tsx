import { memo } from 'react';
import type { DeviceState } from '../../../contract/devices.ts';
import { useDevice } from '../../stores/devices.ts';
import FieldPopover from '../../widgets/FieldPopover.tsx';
import { formatValue } from '../../widgets/format.ts';
import { shownState } from '../../widgets/device-state.ts';
import classes from './DeviceDetail.module.css';
import { limitsText } from './limits-text.ts';
import LimitsForm from './LimitsForm.tsx';
import LockForm from './LockForm.tsx';
import Traffic from './Traffic.tsx';

/** A device's name; a click opens everything about it: state in words, limits, lock, its line. */
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
      {() => <Details name={name} />}
    </FieldPopover>
  );
}

// Readings come often; the name's button has nothing to do with them.
export default memo(DeviceDetail);

function Details({ name }: { readonly name: string }) {
  const device = useDevice(name);
  return device ? <Facts device={device} /> : null;
}

function Facts({ device }: { readonly device: DeviceState }) {
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
      <h2>{name}</h2>
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
          <LimitsForm {...{ name, unit, decimals, userLimits, deviceLimits }} />
        )}
      {(can.move || can.set) && <LockForm name={name} lock={device.lock} />}
      <Traffic name={name} />
    </div>
  );
}
