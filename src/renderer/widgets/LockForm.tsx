import { Button, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import type { Lock } from '../../../contract/devices.ts';
import { toReport } from '../../../contract/errors.ts';
import { ask } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import { formatMoment } from '../../widgets/format.ts';
import classes from './SmallForm.module.css';

/** Locks a device with a reason that others see, or unlocks it. */
export default function LockForm({
  name,
  lock,
}: {
  readonly name: string;
  readonly lock: Lock | null;
}) {
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const refusal = useControlRefusal();

  const send = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (lock === null && why.trim() === '') {
      setProblem('Say why, so that others know.');
      return;
    }
    try {
      await (lock === null
        ? ask('devices.lock', { name, why: why.trim() })
        : ask('devices.unlock', { name }));
      setWhy('');
      setProblem(null);
    } catch (error) {
      setProblem(toReport(error).message);
    }
  };

  return (
    <form onSubmit={(event) => void send(event)}>
      <div className={classes['row']}>
        {lock === null ? (
          <TextInput
            label="Lock it, because"
            maxLength={200}
            value={why}
            onChange={({ currentTarget }) => setWhy(currentTarget.value)}
          />
        ) : (
          <p className={classes['lock']}>
            Locked by {lock.who} at {formatMoment(lock.since)}: {lock.why}
            {lock.isPermanent && ' It stays so until the station ends.'}
          </p>
        )}
        <Button
          type="submit"
          variant="default"
          disabled={refusal !== null || lock?.isPermanent === true}
          title={refusal ?? undefined}
        >
          {lock === null ? 'Lock' : 'Unlock'}
        </Button>
      </div>
      {problem !== null && (
        <p role="alert" className={classes['problem']}>
          {problem}
        </p>
      )}
    </form>
  );
}
