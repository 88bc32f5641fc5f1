import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useDraft } from '../../stores/draft.ts';
import { usePlotSelection } from '../../stores/plot-selection.ts';
import { activeRun, run } from '../../testing/fake-data.ts';
import { renderWithStation, settle, tidyUp } from '../../testing/render.tsx';
import { filterRuns, useHistoryView } from './history-store.ts';
import HistoryPanel from './HistoryPanel.tsx';

beforeEach(() => {
  useHistoryView.setState(useHistoryView.getInitialState(), true);
  usePlotSelection.setState(usePlotSelection.getInitialState(), true);
});
afterEach(tidyUp);

const failed = run(125, {
  line: 'dscan samz -1 1 30 0.1',
  state: 'failed',
  endReason: 'failed',
  message: 'samz is at its upper limit',
});
const history = [run(127), run(126), failed];

it('lists runs, newest first, with how they ended and why', async () => {
  await renderWithStation(<HistoryPanel />, { state: { history } });
  const numbers = [...document.querySelectorAll('[data-run]')].map((row) =>
    row.getAttribute('data-run'),
  );
  expect(numbers).toEqual(['127', '126', '125']);
  expect(screen.getByText('Failed · samz is at its upper limit')).toBeTruthy();
});

it('says which detectors a run went without, and why', async () => {
  const why = 'it is offline. Its line was pulled.';
  const poor = run(126, { leftOut: [{ name: 'diode', why }] });
  await renderWithStation(<HistoryPanel />, { state: { history: [poor] } });
  const outcome = screen.getByText('Finished · without diode');
  expect(outcome.parentElement?.title).toBe(
    `Finished\ndiode was left out: ${why}`,
  );
});

it('runs a scan again at once when nothing runs', async () => {
  const station = await renderWithStation(<HistoryPanel />, {
    state: { history },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Run 126 again' }));
  await settle();
  expect(station.calls.at(-1)).toEqual({
    name: 'runs.start',
    input: { request: run(126).request },
  });
});

it('adds it to the queue while another one runs', async () => {
  const station = await renderWithStation(<HistoryPanel />, {
    state: { history, run: activeRun(128) },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Run 126 again' }));
  await settle();
  expect(station.calls.at(-1)?.name).toBe('queue.add');
});

it('opens a run as a new scan in the form', async () => {
  await renderWithStation(<HistoryPanel />, { state: { history } });
  fireEvent.click(
    screen.getByRole('button', { name: 'Edit run 125 as a new scan' }),
  );
  expect(useDraft.getState()).toMatchObject({ type: 'ascan', queueId: null });
});

it('lays a run under the plot and takes it away', async () => {
  await renderWithStation(<HistoryPanel />, { state: { history } });
  const tick = screen.getByRole('button', { name: 'Run 126 on the plot' });
  fireEvent.click(tick);
  expect(usePlotSelection.getState().overlays).toEqual([126]);
  expect(tick.getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(tick);
  expect(usePlotSelection.getState().overlays).toEqual([]);
});

it('fetches older runs', async () => {
  await renderWithStation(<HistoryPanel />, {
    state: { history },
    handlers: {
      'runs.list': ({ before }) => (before === 125 ? [run(124)] : []),
    },
  });
  await vi.waitFor(() => {
    expect(document.querySelector('[data-run="124"]')).toBeTruthy();
  });
});

it('finds runs by every word of the filter', () => {
  expect(filterRuns(history, 'failed dscan')).toEqual([failed]);
  expect(filterRuns(history, '#126').map(({ number }) => number)).toEqual([
    126,
  ]);
  expect(filterRuns(history, ' ')).toBe(history);
});
