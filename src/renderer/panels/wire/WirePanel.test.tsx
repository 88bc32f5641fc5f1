import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LineExchange, LineState } from '../../../contract/lines.ts';
import { BeamtimeError } from '../../../contract/errors.ts';
import { useLines } from '../../stores/lines.ts';
import { renderWithStation, settle, tidyUp } from '../../testing/render.tsx';
import { asText, formatMs } from './line-words.ts';
import WirePanel from './WirePanel.tsx';

const rack: LineState = {
  name: 'rack1:5000',
  address: 'rack1:5000',
  devices: ['samx', 'samy'],
  state: 'connected',
  reason: null,
  since: Date.UTC(2026, 10, 21, 12),
  exchanges: 7,
  roundTrip: { count: 5, min: 0.081, median: 0.12, max: 250.4 },
  timeouts: 3,
  reconnects: 2,
};
const oven: LineState = {
  ...rack,
  name: '/dev/ttyS0',
  address: '/dev/ttyS0',
  devices: ['oven'],
  state: 'lost',
  reason: 'No connection to /dev/ttyS0: no such line. Trying again every 10 s.',
  roundTrip: null,
};

function said(id: number, change: Partial<LineExchange> = {}): LineExchange {
  return {
    id,
    time: Date.UTC(2026, 10, 21, 12, 0, id),
    sent: `?POS ${id}`,
    received: `${id}00\\r`,
    milliseconds: 0.5,
    error: null,
    ...change,
  };
}

beforeEach(() => useLines.setState(useLines.getInitialState(), true));
afterEach(tidyUp);

async function renderPanel(exchanges: LineExchange[] = [said(1), said(2)]) {
  const station = await renderWithStation(<WirePanel />, {
    handlers: {
      'lines.watch': ({ name }) => ({
        lines: [rack, oven],
        traffic: name === null ? null : { name, exchanges },
      }),
      'lines.send': ({ text }) => {
        if (text === '?POS') return { reply: '42', milliseconds: 1.25 };
        throw new BeamtimeError('busy', 'Run 7 uses samx on this line now.');
      },
    },
  });
  await settle();
  return station;
}

it('shows each line with its state in words, its devices, its times and its troubles', async () => {
  await renderPanel();
  const [, first, second] = within(
    screen.getByRole('table', { name: 'Lines' }),
  ).getAllByRole('row');
  expect(first?.textContent).toMatch(/rack1:5000.*samx, samy.*Connected/);
  expect(first?.textContent).toMatch(/0\.08 · 0\.12 · 25032$/);
  expect(second?.textContent).toMatch(/oven.*Lost.*–32$/);
});

it('shows what is said on the first line, newest first, and that of another when it is chosen, with why it is lost', async () => {
  const station = await renderPanel();
  const rows = screen.getAllByRole('row', { name: /\?POS/ });
  expect(rows[0]?.textContent).toContain('?POS 2');
  expect(rows[0]?.textContent).toContain('200\\r');
  fireEvent.click(screen.getByRole('button', { name: 'Look at /dev/ttyS0' }));
  await settle();
  expect(station.calls.at(-1)).toEqual({
    name: 'lines.watch',
    input: { name: '/dev/ttyS0' },
  });
  expect(screen.getByRole('alert').textContent).toContain('no such line');
});

it('holds what is shown while it is paused', async () => {
  await renderPanel();
  fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
  useLines.setState({ exchanges: [said(1), said(2), said(3)] });
  await settle();
  expect(screen.queryByText('?POS 3')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
  expect(screen.getByText('?POS 3')).toBeTruthy();
});

it('sends a command with a warning, and shows its answer or the refusal', async () => {
  await renderPanel();
  fireEvent.click(screen.getByRole('button', { name: 'Command…' }));
  expect(screen.getByText(/past limits and units: a motor may/)).toBeTruthy();
  const field = screen.getByRole('textbox', { name: 'Command for rack1:5000' });
  const send = async (text: string) => {
    fireEvent.change(field, { target: { value: text } });
    fireEvent.click(screen.getByRole('button', { name: 'Send' }));
    await settle();
  };
  await send('?POS');
  expect(
    screen.getByText('"?POS" was answered with "42" in 1.3 ms.'),
  ).toBeTruthy();
  await send('MOVE 1');
  expect(screen.getByRole('alert').textContent).toBe(
    'Run 7 uses samx on this line now.',
  );
});

it('makes lines of text of what was said, with the places where some is left out', () => {
  const text = asText(rack, [
    said(1),
    said(9, { received: null, error: 'It did not answer.' }),
  ]);
  expect(text.split('\n')).toEqual([
    'rack1:5000: connected, samx samy',
    'time\tms\tsent\treceived\terror',
    '2026-11-21T12:00:01.000Z\t0.50 ms\t?POS 1\t100\\r\t',
    '... 7 more ...',
    '2026-11-21T12:00:09.000Z\t0.50 ms\t?POS 9\t\tIt did not answer.',
    '',
  ]);
  expect([0.081, 3.21, 250.4].map(formatMs)).toEqual(['0.08', '3.2', '250']);
});
