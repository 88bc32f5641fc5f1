import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { toReport } from '../../../contract/errors.ts';
import type {
  NamedPositions,
  PositionDifference,
} from '../../../contract/positions.ts';
import { ask } from '../../stores/call.ts';
import { useConnection } from '../../stores/connection.ts';
import { deviceState, onDevice } from '../../stores/devices.ts';
import { isActive, useStation } from '../../stores/station.ts';

/** What is gathered before the station is asked again, ms. */
const gatherMs = 120;

export interface Differences {
  /** Null before the first answer. */
  readonly rows: readonly PositionDifference[] | null;
  /** Why they are not known, in words. */
  readonly problem: string | null;
}

/** What would move, and how far: asked again, gathered, whenever something is heard of one of the axes. */
export function useDifferences({
  name,
  savedAt,
  positions,
}: NamedPositions): Differences {
  const [answer, setAnswer] = useState<Differences>({
    rows: null,
    problem: null,
  });
  const isConnected = useConnection(({ status }) => status === 'connected');
  const isRunning = useStation(({ run }) => isActive(run));
  const axes = positions.map(({ axis }) => axis).join(' ');

  useEffect(() => {
    if (!isConnected) return undefined;
    const end = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const state = { isAsking: false, isWanted: false };

    const compare = async (): Promise<void> => {
      timer = undefined;
      state.isAsking = true;
      try {
        const options = { signal: end.signal };
        const rows = await ask('positions.compare', { name }, options);
        setAnswer({ rows, problem: null });
      } catch (error) {
        if (end.signal.aborted) return;
        const problem = toReport(error).message;
        setAnswer(({ rows }) => ({ rows, problem }));
      } finally {
        state.isAsking = false;
      }
      if (state.isWanted) soon();
    };
    const soon = (): void => {
      if (state.isAsking) state.isWanted = true;
      else {
        timer ??= setTimeout(() => {
          state.isWanted = false;
          void compare();
        }, gatherMs);
      }
    };
    const stops = axes.split(' ').map((axis) => onDevice(axis, soon));
    void compare();
    return () => {
      end.abort();
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [name, savedAt, axes, isConnected, isRunning]);
  return answer;
}

/** Which of these axes move now. */
export function useMoving(axes: readonly string[]): readonly string[] {
  const key = axes.join(' ');
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = key.split(' ').map((axis) => onDevice(axis, listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [key],
  );
  const text = useSyncExternalStore(subscribe, () =>
    key
      .split(' ')
      .filter((axis) => deviceState(axis)?.status === 'moving')
      .join(' '),
  );
  return text === '' ? [] : text.split(' ');
}
