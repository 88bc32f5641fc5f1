import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ConnectionTrial } from '../../../contract/beamline.ts';
import { formatClock } from '../../widgets/format.ts';
import classes from './Outcome.module.css';
import { useIntoView } from './use-into-view.ts';

/** What an instrument answered when its connection was tried. */
export default function TrialResult({
  trial: { isThere, message, seconds, devices, exchanges },
}: {
  readonly trial: ConnectionTrial;
}) {
  const ref = useIntoView<HTMLElement>();
  return (
    <section ref={ref} className={classes['section']} aria-label="Connection">
      <h3>What it answered</h3>
      <p
        role={isThere ? 'status' : 'alert'}
        className={isThere ? undefined : classes['warning']}
      >
        {isThere ? (
          <IconCheck size={15} aria-hidden />
        ) : (
          <IconAlertTriangle size={15} aria-hidden />
        )}
        <span>
          {message} ({seconds.toFixed(1)} s)
        </span>
      </p>
      <ul className={classes['found']} aria-label="Devices found">
        {devices.map((device) => (
          <li key={device.name}>
            <strong>{device.name}</strong>
            <span>
              {device.value === null ? '—' : String(device.value)} {device.unit}
            </span>
            <span>{device.status}</span>
            <span>{device.message}</span>
          </li>
        ))}
      </ul>
      {exchanges.length > 0 && (
        <ol
          className={classes['said']}
          tabIndex={0}
          aria-label="What was said on the line"
        >
          {exchanges.map(({ time, sent, received, error }, index) => (
            <li key={index}>
              <time>{formatClock(time)}</time>
              <code>{sent}</code>
              <code data-error={error !== null || undefined}>
                {error ?? received ?? '(no answer)'}
              </code>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
