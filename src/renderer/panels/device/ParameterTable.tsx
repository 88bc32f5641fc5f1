import type { DeviceDetail } from '../../../contract/parameters.ts';
import ParameterRow from './ParameterRow.tsx';
import classes from './ParameterTable.module.css';

/** Every parameter of a device, as it says itself: value, unit, limits, lock, help. */
export default function ParameterTable({
  detail: { name, parameters, lock },
}: {
  readonly detail: DeviceDetail;
}) {
  return (
    <div
      className={classes['table']}
      role="table"
      aria-label={`Parameters of ${name}`}
    >
      <div className={classes['head']} role="row">
        <span role="columnheader">Parameter</span>
        <span role="columnheader" className={classes['right']}>
          Value
        </span>
        <span role="columnheader">Unit</span>
        <span role="columnheader" className={classes['limits']}>
          Limits
        </span>
        <span role="columnheader">
          <span className="visually-hidden">Put aside, trend</span>
        </span>
      </div>
      {parameters.map((parameter) => (
        <ParameterRow
          key={parameter.name}
          device={name}
          parameter={parameter}
          isDeviceLocked={lock !== null}
        />
      ))}
    </div>
  );
}
