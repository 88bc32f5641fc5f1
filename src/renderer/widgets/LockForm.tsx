import { Button, Checkbox, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import type { Lock } from '../../contract/devices.ts';
import { toReport } from '../../contract/errors.ts';
import { useControlRefusal } from '../stores/control.ts';
import { formatMoment } from './format.ts';
import classes from './SmallForm.module.css';

export interface LockFormProps {
  readonly lock: Lock | null;
  /** Such as `Lock it, because`: the name of the field for the reason. */
  readonly label?: string;
  readonly onLock: (why: string, isPermanent: boolean) => Promise<unknown>;
  /** `force`: also when it is somebody else's lock. */
  readonly onUnlock: (force: boolean) => Promise<unknown>;
}

/** Locks something with a reason that others see, or unlocks it. */
export default function LockForm({
  lock,
  label = 'Lock it, because',
  onLock,
  onUnlock,
}: LockFormProps) {
  const [why, setWhy] = useState('');
  const [isPermanent, setPermanent] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [isOfAnother, setOfAnother] = useState(false);
  const refusal = useControlRefusal();
  const lasting = lock?.isPermanent
    ? 'It lasts until the station ends; nobody can unlock it before.'
    : null;
  const whyNot = lasting ?? refusal;

  const send = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (lock === null && why.trim() === '') {
      setProblem('Say why, so that others know.');
      return;
    }
    try {
      await (lock === null
        ? onLock(why.trim(), isPermanent)
        : onUnlock(isOfAnother));
      setOfAnother(false);
      setWhy('');
      setPermanent(false);
      setProblem(null);
    } catch (error) {
      const { code, message } = toReport(error);
      // Somebody else's lock is asked about before it is ended.
      setOfAnother(lock !== null && code === 'lock');
      setProblem(message);
    }
  };

  return (
    <form onSubmit={(event) => void send(event)}>
      <div className={classes['row']}>
        {lock === null ? (
          <TextInput
            label={label}
            maxLength={200}
            autoComplete="off"
            error={problem !== null}
            value={why}
            onChange={({ currentTarget }) => {
              setWhy(currentTarget.value);
              setProblem(null);
            }}
          />
        ) : (
          <p className={classes['lock']}>
            Locked by {lock.who} at {formatMoment(lock.since)}: {lock.why}
            {lasting !== null && ` ${lasting}`}
          </p>
        )}
        <Button
          type="submit"
          variant="default"
          disabled={whyNot !== null}
          title={whyNot ?? undefined}
        >
          {lock === null
            ? 'Lock'
            : isOfAnother
              ? 'Unlock all the same'
              : 'Unlock'}
        </Button>
      </div>
      {lock === null && why !== '' && (
        <Checkbox
          mt="xs"
          label="Until the station ends: nobody can unlock it before"
          checked={isPermanent}
          onChange={({ currentTarget }) => setPermanent(currentTarget.checked)}
        />
      )}
      {problem !== null && (
        <p role="alert" className={classes['problem']}>
          {problem}
        </p>
      )}
    </form>
  );
}
