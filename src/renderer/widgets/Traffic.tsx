import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Exchange } from '../../contract/devices.ts';
import { toReport } from '../../contract/errors.ts';
import { ask } from '../stores/call.ts';
import { formatClock } from './format.ts';
import classes from './Traffic.module.css';

/** The last requests and replies on a device's line, read when it is opened. */
export default function Traffic({ name }: { readonly name: string }) {
  const [exchanges, setExchanges] = useState<readonly Exchange[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const read = async (): Promise<void> => {
    try {
      setExchanges(await ask('devices.traffic', { name }));
      setProblem(null);
    } catch (error) {
      setProblem(toReport(error).message);
    }
  };

  return (
    <details
      className={classes['traffic']}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) {
          void read();
        }
      }}
    >
      <summary>Last traffic of its line</summary>
      {problem !== null && <p role="alert">{problem}</p>}
      {exchanges !== null && (
        <>
          <ol tabIndex={0} aria-label={`Traffic of ${name}, newest first`}>
            {exchanges
              .toReversed()
              .map(({ time, sent, received, milliseconds, error }, index) => (
                <li key={`${time} ${index}`}>
                  <time>{formatClock(time)}</time>
                  <code>{sent}</code>
                  <code data-error={error !== null || undefined}>
                    {error ?? received ?? '…'}
                  </code>
                  <span>
                    {milliseconds === null
                      ? ''
                      : `${milliseconds.toFixed(1)} ms`}
                  </span>
                </li>
              ))}
          </ol>
          {exchanges.length === 0 && <p>Nothing was said on it yet.</p>}
          <Button variant="default" onClick={() => void read()}>
            Read again
          </Button>
        </>
      )}
    </details>
  );
}
