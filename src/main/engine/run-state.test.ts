import { describe, expect, it } from 'vitest';
import { RunStateName } from '../../contract/runs.ts';
import { endEvent, isActive, nextState, type RunEvent } from './run-state.ts';

const EVENTS: RunEvent[] = [
  'start',
  'pause',
  'resume',
  'finish',
  'abort',
  'fail',
];

/** What a person would say, independent of the table: which pairs are possible, and where they lead. */
function expected(
  state: RunStateName,
  event: RunEvent,
): RunStateName | 'refused' {
  const isUnderWay = state === 'running' || state === 'paused';
  if (event === 'start') return isUnderWay ? 'refused' : 'running';
  if (!isUnderWay) return 'refused';
  if (event === 'pause') return state === 'running' ? 'paused' : 'refused';
  if (event === 'resume') return state === 'paused' ? 'running' : 'refused';
  return ({ finish: 'finished', abort: 'aborted', fail: 'failed' } as const)[
    event
  ];
}

describe.each(RunStateName.options)('A run that is %s', (state) => {
  it.each(EVENTS)('answers to %s as it should', (event) => {
    const wanted = expected(state, event);
    if (wanted === 'refused') {
      expect(() => nextState(state, event)).toThrow(
        expect.objectContaining({ code: 'transition' }),
      );
    } else {
      expect(nextState(state, event)).toBe(wanted);
    }
  });
});

describe('Every way to end', () => {
  it.each(['finished', 'skipped', 'aborted', 'failed'] as const)(
    '%s leads to a state in which a new run can start',
    (reason) => {
      const state = nextState('running', endEvent(reason));
      expect(isActive(state)).toBe(false);
      expect(nextState(state, 'start')).toBe('running');
    },
  );
});
