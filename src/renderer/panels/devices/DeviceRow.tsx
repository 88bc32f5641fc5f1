import { memo, useEffect, useRef } from 'react';
import type { DeviceState } from '../../../contract/devices.ts';
import { useDevice } from '../../stores/devices.ts';
import { useShownDevice } from '../../stores/shown-device.ts';
import { shownState } from '../../widgets/device-state.ts';
import Num from '../../widgets/Num.tsx';
import StateIcon from '../../widgets/StateIcon.tsx';
import Track from '../../widgets/Track.tsx';
import DeviceActions from './DeviceActions.tsx';
import DeviceDetail from './DeviceDetail.tsx';
import classes from './DeviceRow.module.css';
import ValueField from './ValueField.tsx';

/** One device: state, name, value and unit, and what one can do to it. Redraws only when it changes. */
function DeviceRow({ name }: { readonly name: string }) {
  const device = useDevice(name);
  return device ? <Row device={device} /> : null;
}

export default memo(DeviceRow);

function Row({ device }: { readonly device: DeviceState }) {
  const {
    name,
    status,
    unit,
    value,
    target,
    decimals,
    limits,
    isStale,
    message,
  } = device;
  const { word, tone } = shownState(device);
  const row = useRef<HTMLDivElement>(null);
  const isAskedFor = useShownDevice((shown) => shown.name === name);

  useEffect(() => {
    if (!isAskedFor || row.current === null) return;
    useShownDevice.setState({ name: null });
    row.current.scrollIntoView({ block: 'nearest' });
    // Its value, where one can be given: Enter then opens the field. Else its options, else its name.
    const find = (where: string): HTMLElement | null | undefined =>
      row.current?.querySelector<HTMLElement>(where);
    (
      find('[role=cell] :is(button, input):enabled') ??
      find('[role=rowheader] button')
    )?.focus();
  }, [isAskedFor]);

  return (
    <div
      ref={row}
      role="row"
      className={classes['row']}
      data-device={name}
      data-status={status}
      data-stale={isStale || undefined}
    >
      <div role="cell" className={classes['state']}>
        <StateIcon device={device} />
      </div>
      <div role="rowheader" className={classes['name']}>
        <DeviceDetail name={name} />
        {word !== null && (
          <span
            className={classes['word']}
            data-tone={tone}
            title={message ?? word}
          >
            {word}
          </span>
        )}
      </div>
      <div role="cell" className={classes['value']}>
        <ValueField device={device} />
        {status === 'moving' && target !== null && (
          <span className={classes['target']} title="Target">
            → <Num value={target} decimals={decimals} />
          </span>
        )}
        {device.can.move && (
          <Track value={value} limits={limits} isMoving={status === 'moving'} />
        )}
      </div>
      <div role="cell" className={classes['unit']}>
        {unit}
      </div>
      <div role="cell" className={classes['actions']}>
        <DeviceActions device={device} />
      </div>
    </div>
  );
}
