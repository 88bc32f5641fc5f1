import { describe, expect, it } from 'vitest';
import { BeamtimeError } from '../../contract/errors.ts';
import { systemClock } from '../base/clock.ts';
import { refusal } from '../device/testing/until.ts';
import { AxisPoller } from './axis-poller.ts';

/** A line with two axes that stand, of which some cannot tell where. */
function pollerOf(unreadable: readonly string[]) {
  const lost: string[] = [];
  const poller = new AxisPoller<string>({
    clock: systemClock,
    readStates: (axes) =>
      Promise.resolve(new Map(axes.map((axis) => [axis, false]))),
    readPositions: (axes) => {
      const bad = axes.find((axis) => unreadable.includes(axis));
      return bad === undefined
        ? Promise.resolve()
        : Promise.reject(
            new BeamtimeError('protocol', `${bad} says nan as its position.`),
          );
    },
    atRest: () => [],
    onLost: (axis) => lost.push(axis),
  });
  poller.start();
  const stop = () => poller.stop(new BeamtimeError('disconnected', 'Closed.'));
  return { poller, lost, stop };
}

describe('An axis whose position cannot be read', () => {
  it('is given up with what the controller said, though its state can be read', async () => {
    const { poller, lost, stop } = pollerOf(['samx']);
    const error = await refusal(poller.untilStanding('samx', 0));
    expect(error.code).toBe('protocol');
    expect(error.message).toContain('samx says nan');
    expect(lost).toEqual(['samx']);
    stop();
  });

  it('does not count against the others on its line', async () => {
    const { poller, lost, stop } = pollerOf(['samx']);
    const samx = refusal(poller.untilStanding('samx', 0));
    await poller.untilStanding('samy', 0);
    expect((await samx).code).toBe('protocol');
    expect(lost).toEqual(['samx']);
    expect(poller.trouble('samy')).toBeNull();
    stop();
  });
});
