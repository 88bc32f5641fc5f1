import { Button } from '@mantine/core';
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconX,
} from '@tabler/icons-react';
import { actOnRun, useRunRefusal } from '../../stores/run-actions.ts';
import { isActive, useStation } from '../../stores/station.ts';
import Refusable from '../../widgets/Refusable.tsx';
import classes from './RunButtons.module.css';

/** Pause or Resume, Skip, Abort. What they do, and why they cannot, stands in their tooltips. */
export default function RunButtons() {
  const isPaused = useStation(({ run }) => run?.state === 'paused');
  const hasRun = useStation(({ run }) => isActive(run));
  const pause = useRunRefusal('pause');
  const resume = useRunRefusal('resume');
  const skip = useRunRefusal('skip');
  const abort = useRunRefusal('abort');
  return (
    <div className={classes['buttons']} data-idle={!hasRun || undefined}>
      {isPaused ? (
        <Refusable
          does="Goes on. A point that was cut is measured again."
          refusal={resume}
        >
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={16} />}
            disabled={resume !== null}
            onClick={() => actOnRun('resume')}
          >
            Resume
          </Button>
        </Refusable>
      ) : (
        <Refusable
          does="Rests after this point; motors stay, the file stays open. With Shift: at once, and the point is measured again."
          refusal={pause}
        >
          <Button
            variant="default"
            leftSection={<IconPlayerPause size={16} />}
            disabled={pause !== null}
            onClick={(event) => actOnRun(event.shiftKey ? 'pauseNow' : 'pause')}
          >
            Pause
          </Button>
        </Refusable>
      )}
      <Refusable
        does="Ends this run now and goes on with the queue. What was measured is kept, marked as ended early."
        refusal={skip}
      >
        <Button
          variant="default"
          leftSection={<IconPlayerTrackNext size={16} />}
          disabled={skip !== null}
          onClick={() => actOnRun('skip')}
        >
          Skip
        </Button>
      </Refusable>
      <Refusable
        does="Ends this run now: motors stop, the queue is held. What was measured is kept, marked as aborted."
        refusal={abort}
      >
        <Button
          variant="default"
          className={abort === null ? classes['abort'] : undefined}
          leftSection={<IconX size={16} />}
          disabled={abort !== null}
          onClick={() => actOnRun('abort')}
        >
          Abort
        </Button>
      </Refusable>
    </div>
  );
}
