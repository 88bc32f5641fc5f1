import { useInterval } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { isActive, useStation } from '../../stores/station.ts';
import { type Schedule, scheduleOf } from './schedule.ts';

const tickMs = 15_000;

/** The queue's times: from the expected end of the present run on, else from now. Null while the queue is held. */
export function useSchedule(): {
  readonly schedule: Schedule;
  readonly isRunning: boolean;
} {
  const queue = useStation((state) => state.queue);
  const endsAt = useStation(({ run }) => (isActive(run) ? run.endsAt : null));
  const [now, setNow] = useState(() => Date.now());
  const { start, stop } = useInterval(() => setNow(Date.now()), tickMs);
  useEffect(() => {
    start();
    return stop;
  }, [start, stop]);
  return {
    schedule: scheduleOf(queue.items, Math.max(now, endsAt ?? 0)),
    isRunning: !queue.isHeld,
  };
}
