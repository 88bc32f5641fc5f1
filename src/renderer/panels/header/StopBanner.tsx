import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconHandStop,
} from '@tabler/icons-react';
import { call } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import { useStation } from '../../stores/station.ts';
import { formatClock } from '../../widgets/format.ts';
import Refusable from '../../widgets/Refusable.tsx';
import classes from './StopBanner.module.css';

/** While STOP ALL is latched: who, when, what became of each device, and the way back. */
export default function StopBanner() {
  const stop = useStation((state) => state.stop);
  const refusal = useControlRefusal();
  if (!stop.isLatched) {
    return null;
  }
  const failed = stop.results.filter(({ isStopped }) => !isStopped);
  const when = stop.time === null ? '' : ` at ${formatClock(stop.time)}`;
  return (
    <section className={classes['banner']} role="alert" aria-label="STOP ALL">
      <IconHandStop size={18} aria-hidden />
      <div className={classes['words']}>
        <strong>
          STOP ALL by {stop.who ?? 'somebody'}
          {when}.
        </strong>{' '}
        {failed.length > 0
          ? `${failed.length} of ${stop.results.length} devices did not confirm: ${failed.map(({ name }) => name).join(', ')}. Look at them before you reset.`
          : `Nothing moves until it is reset.`}
        <details>
          <summary>{stop.results.length} devices</summary>
          <ul className={classes['results']}>
            {stop.results.map(({ name, isStopped, message, milliseconds }) => (
              <li key={name} data-failed={!isStopped || undefined}>
                {isStopped ? (
                  <IconCircleCheck size={14} aria-hidden />
                ) : (
                  <IconAlertTriangle size={14} aria-hidden />
                )}
                <b>{name}</b>
                <span>{message}</span>
                <span>{milliseconds.toFixed(1)} ms</span>
              </li>
            ))}
          </ul>
        </details>
      </div>
      <Refusable
        does="Lets devices move again. Nothing starts by itself."
        refusal={refusal}
      >
        <Button
          variant="default"
          disabled={refusal !== null}
          onClick={() => void call('devices.resetStop')}
        >
          Reset
        </Button>
      </Refusable>
    </section>
  );
}
