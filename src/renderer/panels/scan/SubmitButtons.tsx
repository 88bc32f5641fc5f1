import { Button } from '@mantine/core';
import {
  IconCheck,
  IconDeviceFloppy,
  IconPlayerPlay,
  IconPlaylistAdd,
} from '@tabler/icons-react';
import { keyOf } from '../../commands/index.ts';
import { useControlRefusal } from '../../stores/control.ts';
import { useDraft } from '../../stores/draft.ts';
import { queueDraft, runDraft, usePlan } from '../../stores/plan.ts';
import { useQueued } from '../../stores/queued.ts';
import { busyRefusal } from '../../stores/refusals.ts';
import { useStation } from '../../stores/station.ts';
import Refusable from '../../widgets/Refusable.tsx';
import classes from './SubmitButtons.module.css';

/** Run now, or put it into the queue. Disabled with the reason. */
export default function SubmitButtons() {
  const isEditing = useDraft((state) => state.queueId !== null);
  const isQueued = useQueued((state) => state.isRecent) && !isEditing;
  const problem = usePlan(({ plan }) =>
    plan === null
      ? 'The scan has not been checked yet.'
      : (plan.problems[0]?.message ?? null),
  );
  const control = useControlRefusal();
  const busy = useStation(({ stop, run }) => busyRefusal(stop.isLatched, run));
  const toQueue = control ?? problem;
  const toRun = control ?? busy ?? problem;
  return (
    <div className={classes['buttons']}>
      <Refusable
        does={
          isEditing
            ? 'Saves it in its place in the queue.'
            : withKey('Runs it when its turn comes', 'scan.queue')
        }
        refusal={toQueue}
      >
        <Button
          variant="default"
          fullWidth
          disabled={toQueue !== null}
          leftSection={
            isEditing ? (
              <IconDeviceFloppy size={16} aria-hidden />
            ) : isQueued ? (
              <IconCheck size={16} aria-hidden />
            ) : (
              <IconPlaylistAdd size={16} aria-hidden />
            )
          }
          aria-label={isEditing ? undefined : 'Add to queue'}
          onClick={() => void queueDraft()}
        >
          {isEditing ? 'Save in queue' : isQueued ? 'Added' : 'Add to queue'}
        </Button>
      </Refusable>
      <Refusable
        does={withKey('Starts it at once', 'scan.run')}
        refusal={toRun}
      >
        <Button
          fullWidth
          disabled={toRun !== null}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={() => void runDraft()}
        >
          Run now
        </Button>
      </Refusable>
      <span aria-live="polite" className="visually-hidden">
        {isQueued && 'Added to the queue.'}
      </span>
    </div>
  );
}

function withKey(text: string, id: 'scan.queue' | 'scan.run'): string {
  return `${text} (${keyOf(id) ?? ''}).`;
}
