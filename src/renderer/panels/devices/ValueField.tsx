import type { DeviceState } from '../../../contract/devices.ts';
import FieldPopover from '../../widgets/FieldPopover.tsx';
import { formatValue } from '../../widgets/format.ts';
import Num from '../../widgets/Num.tsx';
import MoveForm from './MoveForm.tsx';
import classes from './ValueField.module.css';

/** A device's value. Where a number can be given, a click opens the field for it. */
export default function ValueField({
  device,
}: {
  readonly device: DeviceState;
}) {
  const { name, value, decimals, unit, can, options, message } = device;
  const number = <Num value={value} decimals={decimals} />;
  if (options !== null || !(can.move || can.set)) {
    return (
      <span className={classes['value']} title={message ?? undefined}>
        {number}
      </span>
    );
  }
  return (
    <FieldPopover
      label={can.move ? `Move ${name}` : `Set ${name}`}
      position="bottom-end"
      target={(isOpen, toggle) => (
        <button
          type="button"
          className={classes['value']}
          aria-label={`${can.move ? 'Move' : 'Set'} ${name}, now ${value === null ? 'unknown' : formatValue(value, decimals)} ${unit}`}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          title={message ?? (can.move ? `Move ${name}` : `Set ${name}`)}
          onClick={toggle}
        >
          {number}
        </button>
      )}
    >
      {(close) => <MoveForm device={device} onDone={close} />}
    </FieldPopover>
  );
}
