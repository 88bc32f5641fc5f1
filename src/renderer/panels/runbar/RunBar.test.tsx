import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { activeRun, run } from '../../testing/fake-data.ts';
import { renderWithStation, settle, tidyUp } from '../../testing/render.tsx';
import { newsOf } from './Announcer.tsx';
import RunBar from './RunBar.tsx';

afterEach(tidyUp);

it('says that nothing runs and how the last run ended', async () => {
  await renderWithStation(<RunBar />, { state: { run: run(12) } });
  expect(screen.getByText('Nothing runs')).toBeTruthy();
  expect(screen.getByText('Finished')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Abort' })).toHaveProperty(
    'disabled',
    true,
  );
});

it('shows what runs, what it does, the point and the percent, held below 100 until it ends', async () => {
  await renderWithStation(<RunBar />, {
    state: {
      run: activeRun(128, {
        phaseText: 'Writing the file',
        point: 41,
        percent: 100,
      }),
    },
  });
  expect(screen.getByText('#128 · ascan samx \u22121 1 40 0.1')).toBeTruthy();
  expect(
    screen.getByText(/Writing the file · point 41 of 41 · ends /),
  ).toBeTruthy();
  expect(screen.getByText('99 %')).toBeTruthy();
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe(
    '99',
  );
});

it('says which detectors the run goes without', async () => {
  const leftOut = [{ name: 'diode', why: 'it is offline.' }];
  await renderWithStation(<RunBar />, {
    state: { run: activeRun(128, { leftOut }) },
  });
  const facts = screen.getByText(/ · without diode$/);
  expect(facts.title).toContain('diode was left out: it is offline.');
});

it('pauses after the point, or at once with Shift', async () => {
  const station = await renderWithStation(<RunBar />, {
    state: { run: activeRun(1) },
  });
  const pause = screen.getByRole('button', { name: 'Pause' });
  fireEvent.click(pause);
  fireEvent.click(pause, { shiftKey: true });
  await settle();
  expect(station.calls).toEqual([
    { name: 'runs.pause', input: { now: false } },
    { name: 'runs.pause', input: { now: true } },
  ]);
});

it('resumes, skips and aborts a paused run, without asking', async () => {
  const station = await renderWithStation(<RunBar />, {
    state: { run: activeRun(1, { state: 'paused' }) },
  });
  for (const name of ['Resume', 'Skip', 'Abort']) {
    fireEvent.click(screen.getByRole('button', { name }));
  }
  await settle();
  expect(station.calls.map(({ name }) => name)).toEqual([
    'runs.resume',
    'runs.skip',
    'runs.abort',
  ]);
});

it('says when the file is not written', async () => {
  const recorders = [{ name: 'nexus', written: 3, error: 'The disk is full.' }];
  await renderWithStation(<RunBar />, {
    state: { run: activeRun(1, { recorders }) },
  });
  expect(screen.getByRole('alert').textContent).toBe(
    'The NeXus file is not written: The disk is full.',
  );
});

it('announces start, hold and end, but no points', () => {
  const at = (point: number) => activeRun(1, { point });
  expect(newsOf(null, at(1))).toContain('started');
  expect(newsOf(at(1), at(2))).toBeNull();
  expect(newsOf(at(2), activeRun(1, { state: 'paused' }))).toContain('held');
  const held = activeRun(1, { phase: 'held', phaseText: 'samx is offline.' });
  expect(newsOf(at(2), held)).toContain('is held. samx is offline.');
  expect(newsOf(held, at(3))).toContain('goes on');
  expect(newsOf(at(2), run(1))).toContain('ended. Finished');
  expect(newsOf(null, run(1))).toBeNull();
});
