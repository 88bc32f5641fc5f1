import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ParameterState } from '../../../contract/parameters.ts';
import { ask, call } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import { formatMoment } from '../../widgets/format.ts';
import LimitsForm from '../../widgets/LimitsForm.tsx';
import LockForm from '../../widgets/LockForm.tsx';
import classes from './ParameterTable.module.css';

export interface ParameterMoreProps {
  readonly device: string;
  readonly parameter: ParameterState;
  readonly isDeviceLocked: boolean;
}

/** What is seldom needed of a parameter: all of its help, when it was read, limits, locks, put aside. */
export default function ParameterMore({
  device,
  parameter,
  isDeviceLocked,
}: ParameterMoreProps) {
  const { help, time, isReadable, isWritable, lock, limitLock } = parameter;
  const { userLimits, deviceLimits, unit, decimals, stashed } = parameter;
  const of = { name: device, parameter: parameter.name };
  const refusal = useControlRefusal();
  const locking = (limits: boolean) => ({
    onLock: (why: string, isPermanent: boolean) =>
      ask('devices.lockParameter', {
        ...of,
        why,
        ...(isPermanent && { isPermanent }),
        ...(limits && { limits }),
      }),
    onUnlock: (force: boolean) =>
      ask('devices.unlockParameter', {
        ...of,
        ...(limits && { limits }),
        ...(force && { force }),
      }),
  });
  return (
    <div role="cell" className={classes['more']}>
      <p className={classes['full']}>
        {help} {time === null ? 'Not read yet.' : `Read ${formatMoment(time)}.`}
        {!isWritable && ' It can only be read.'}
      </p>
      {(isReadable || isWritable) && (
        <div className={`${classes['aside'] ?? ''} ${classes['full'] ?? ''}`}>
          {isReadable && <ReadNow of={of} />}
          {isWritable && (
            <>
              <Button
                variant="default"
                disabled={refusal !== null}
                title={
                  refusal ?? 'Keeps the present value, to bring it back later.'
                }
                onClick={() => void call('devices.stash', of)}
              >
                Put aside
              </Button>
              <span>
                {stashed === 0
                  ? 'Nothing put aside.'
                  : `${stashed} put aside; the arrow in the row brings the last one back.`}
              </span>
            </>
          )}
        </div>
      )}
      {isWritable && userLimits !== null && deviceLimits !== null && (
        <div>
          <LimitsForm
            {...{ unit, decimals, userLimits, deviceLimits }}
            whyNot={
              limitLock &&
              `The limits are locked by ${limitLock.who}: ${limitLock.why}`
            }
            send={(limits) =>
              ask('devices.setParameterLimits', { ...of, limits })
            }
          />
        </div>
      )}
      {isWritable && !isDeviceLocked && (
        <div className={classes['locks']}>
          <LockForm lock={lock} {...locking(false)} />
          {userLimits !== null && (
            <LockForm
              lock={limitLock}
              label="Lock its limits, because"
              {...locking(true)}
            />
          )}
        </div>
      )}
    </div>
  );
}

function ReadNow({
  of,
}: {
  readonly of: { readonly name: string; readonly parameter: string };
}) {
  const [isReading, setReading] = useState(false);
  const refusal = useControlRefusal();
  const read = async (): Promise<void> => {
    setReading(true);
    await call('devices.readParameter', of);
    setReading(false);
  };
  return (
    <Button
      variant="default"
      loading={isReading}
      disabled={refusal !== null}
      title={refusal ?? 'Asks the hardware for it now.'}
      onClick={() => void read()}
    >
      Read now
    </Button>
  );
}
