import { expect, it } from 'vitest';
import { Inbox } from './inbox.ts';

function inbox() {
  const story: (number | string)[] = [];
  const box: Inbox = new Inbox(
    ({ revision }) => story.push(revision),
    () => story.push('gap'),
  );
  const receive = (...revisions: number[]) => {
    for (const revision of revisions)
      box.receive({ name: 'x', payload: null, revision });
  };
  return { box, story, receive };
}

it('lets events in order through, wherever they begin', () => {
  const { story, receive } = inbox();
  receive(7, 8, 9);
  expect(story).toEqual([7, 8, 9]);
});

it('tells a gap before the event that shows it', () => {
  const { story, receive } = inbox();
  receive(1, 2, 5);
  expect(story).toEqual([1, 2, 'gap', 5]);
});

it('tells a gap by the heartbeat alone', () => {
  const { box, story, receive } = inbox();
  receive(1);
  box.heartbeat(1);
  box.heartbeat(3);
  box.heartbeat(3);
  expect(story).toEqual([1, 'gap']);
});

it('holds events back and lets only those after the snapshot through', () => {
  const { box, story, receive } = inbox();
  receive(1);
  box.hold();
  receive(2, 3, 4);
  box.release(3);
  receive(5);
  expect(story).toEqual([1, 4, 5]);
});

it('lets all held events through when there is no snapshot', () => {
  const { box, story, receive } = inbox();
  box.hold();
  receive(2, 3);
  box.release(null);
  expect(story).toEqual([2, 3]);
});

it('keeps no more than so many held events and tells a gap instead', () => {
  const { box, story, receive } = inbox();
  box.hold();
  for (let revision = 1; revision <= 10_001; revision += 1) receive(revision);
  box.release(9_999);
  expect(story).toEqual([10_000, 'gap']);
});
