import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { call } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import { useStation } from '../../stores/station.ts';
import { formatDuration, formatHour } from '../../widgets/format.ts';
import Refusable from '../../widgets/Refusable.tsx';
import { useSchedule } from './use-schedule.ts';

/** How long the queue takes and when it ends; start and hold. */
export default function QueueCorner() {
  const { items, isHeld } = useStation((state) => state.queue);
  const { schedule, isRunning } = useSchedule();
  const refusal = useControlRefusal();
  return (
    <>
      {items.length > 0 && (
        <span>
          {formatDuration(schedule.totalSeconds)}
          {isRunning && `, ends ${formatHour(schedule.end)}`}
        </span>
      )}
      {isHeld ? (
        <Refusable
          does="Takes one scan after the other from the queue."
          refusal={refusal}
        >
          <Button
            variant="default"
            h="1.625rem"
            leftSection={<IconPlayerPlay size={14} />}
            disabled={refusal !== null}
            aria-label="Start the queue"
            onClick={() => void call('queue.start')}
          >
            Start
          </Button>
        </Refusable>
      ) : (
        <Refusable
          does="Takes nothing more from the queue. A scan that runs goes on."
          refusal={refusal}
        >
          <Button
            variant="default"
            h="1.625rem"
            leftSection={<IconPlayerPause size={14} />}
            disabled={refusal !== null}
            aria-label="Hold the queue"
            onClick={() => void call('queue.hold')}
          >
            Hold
          </Button>
        </Refusable>
      )}
    </>
  );
}
