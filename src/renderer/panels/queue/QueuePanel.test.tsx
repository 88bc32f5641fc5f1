import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { useDraft } from '../../stores/draft.ts';
import { queueItem } from '../../testing/fake-data.ts';
import type { FakeStationOptions } from '../../testing/fake-station.ts';
import { renderWithStation, settle, tidyUp } from '../../testing/render.tsx';
import QueueCorner from './QueueCorner.tsx';
import QueuePanel from './QueuePanel.tsx';
import { useQueueView } from './view-store.ts';

afterEach(() => {
  tidyUp();
  useQueueView.setState(useQueueView.getInitialState(), true);
});

const items = [
  queueItem(1, 'ascan samx 0 1 20 0.1'),
  queueItem(2, 'ct 1'),
  queueItem(3, 'ct 2'),
];
const draw = (
  queue: {
    isHeld?: boolean;
    reason?: string | null;
    items?: typeof items;
  } = {},
  options: FakeStationOptions = {},
) =>
  renderWithStation(
    <>
      <QueueCorner />
      <QueuePanel />
    </>,
    {
      ...options,
      state: { queue: { items, isHeld: true, reason: null, ...queue } },
    },
  );
const row = (line: string): HTMLElement =>
  screen.getByRole('row', { name: new RegExp(line) });

it('lists the waiting scans with points and duration', async () => {
  await draw();
  expect(within(row('ascan samx')).getByText('41')).toBeTruthy();
  expect(within(row('ascan samx')).getByText('12 s')).toBeTruthy();
});

it('says why it is held, and starts', async () => {
  const station = await draw({
    reason: 'run 12 failed: samz is at its limit.',
  });
  expect(screen.getByRole('alert').textContent).toContain('run 12 failed');
  fireEvent.click(screen.getByRole('button', { name: 'Start the queue' }));
  await settle();
  expect(station.calls.at(-1)?.name).toBe('queue.start');
});

it('tells when scans start and all ends only while it goes on', async () => {
  await draw({ isHeld: false });
  expect(screen.getByText(/36 s, ends \d\d:\d\d/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Hold the queue' })).toBeTruthy();
});

it('moves, and removes, with the keyboard', async () => {
  const station = await draw();
  fireEvent.keyDown(row('ct 1'), { key: 'ArrowUp', altKey: true });
  fireEvent.keyDown(row('ct 1'), { key: 'ArrowDown', altKey: true });
  fireEvent.keyDown(row('ct 2'), { key: 'Delete' });
  await settle();
  expect(station.calls).toEqual([
    { name: 'queue.move', input: { id: 2, to: 0 } },
    { name: 'queue.move', input: { id: 2, to: 2 } },
    { name: 'queue.remove', input: { id: 3 } },
  ]);
});

it('opens a scan for editing in the scan form', async () => {
  await draw();
  fireEvent.keyDown(row('ct 1'), { key: 'Enter' });
  expect(useDraft.getState().queueId).toBe(2);
});

it('shows what is wrong with a scan beside it', async () => {
  await draw({
    items: [
      queueItem(1, 'ascan samx 0 99 20 0.1', {
        problem: '99 mm is beyond the limit.',
      }),
    ],
  });
  expect(
    within(row('ascan samx')).getByText('99 mm is beyond the limit.'),
  ).toBeTruthy();
});

it('asks before it removes everything', async () => {
  const station = await draw();
  useQueueView.setState({ asksToClear: true });
  await settle();
  expect(station.calls).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Remove all' }));
  await settle();
  expect(station.calls.at(-1)?.name).toBe('queue.clear');
});
