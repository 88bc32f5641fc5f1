import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { BeamtimeError } from '../../../contract/errors.ts';
import { sessionId } from '../../stores/session.ts';
import { renderWithStation, settle, tidyUp } from '../../testing/render.tsx';
import Header from './Header.tsx';
import StopBanner from './StopBanner.tsx';

afterEach(tidyUp);

const other = {
  session: 'other-session',
  name: 'Ada',
  kind: 'page',
  host: 'ws2',
  connectedAt: 0,
} as const;

it('shows where we are, for whom, and that it is a simulation', async () => {
  await renderWithStation(<Header />);
  expect(screen.getByText('SIMULATION')).toBeTruthy();
  expect(screen.getByText('Demo beamline')).toBeTruthy();
  expect(screen.getByText('In-house · LaB6_a')).toBeTruthy();
  expect(screen.getByText(/^Yours/)).toBeTruthy();
  expect(screen.getByText(/198\.4/)).toBeTruthy();
});

it('sends STOP ALL at once, without being in control', async () => {
  const station = await renderWithStation(<Header />, {
    state: {
      control: { holder: other.session, clients: [other], requests: [] },
    },
  });
  fireEvent.click(screen.getByRole('button', { name: 'STOP ALL' }));
  await settle();
  expect(station.calls.map(({ name }) => name)).toEqual(['devices.stopAll']);
});

it('says loudly when STOP ALL cannot be sent', async () => {
  const station = await renderWithStation(<Header />);
  station.cut();
  await settle();
  expect(screen.getByRole('status').textContent).toContain('Connection lost');
  const stop = screen.getByRole('button', { name: 'STOP ALL' });
  expect(stop).toHaveProperty('disabled', false);
  fireEvent.click(stop);
  expect(await screen.findByText('STOP ALL was not confirmed')).toBeTruthy();
});

it('tells who stopped everything and what became of each device, and resets', async () => {
  const results = [
    {
      name: 'samx',
      isStopped: true,
      code: null,
      message: 'Stopped.',
      milliseconds: 1.2,
    },
    {
      name: 'samy',
      isStopped: false,
      code: 'timeout' as const,
      message: 'No answer.',
      milliseconds: 2000,
    },
  ];
  const station = await renderWithStation(<StopBanner />, {
    state: { stop: { isLatched: true, who: 'Ada', time: 0, results } },
  });
  const banner = screen.getByRole('alert', { name: 'STOP ALL' });
  expect(banner.textContent).toContain('STOP ALL by Ada');
  expect(banner.textContent).toContain('1 of 2 devices did not confirm: samy');
  fireEvent.click(screen.getByRole('button', { name: 'Reset' }));
  await settle();
  expect(station.calls.at(-1)?.name).toBe('devices.resetStop');
});

it('shows what is wrong with the sample at its field', async () => {
  await renderWithStation(<Header />, {
    handlers: {
      'experiment.set': () => {
        throw new BeamtimeError('bad-input', 'Not set.', {
          problems: [
            {
              path: ['sample'],
              code: 'bad-input',
              message: 'There is no sample ab.',
            },
          ],
        });
      },
    },
  });
  fireEvent.click(screen.getByRole('button', { name: /Proposal · sample/ }));
  const field = await screen.findByLabelText('Sample');
  fireEvent.change(field, { target: { value: 'ab' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('There is no sample ab.')).toBeTruthy();
  expect(screen.getByLabelText('Sample').getAttribute('aria-invalid')).toBe(
    'true',
  );
});

it('says how others see who sits here', async () => {
  const station = await renderWithStation(<Header />);
  station.emit('control.changed', {
    holder: other.session,
    clients: [
      { ...other, name: 'operator' },
      { ...other, session: sessionId(), name: 'operator (2)' },
    ],
    requests: [],
  });
  fireEvent.click(screen.getByRole('button', { name: /Control/ }));
  expect(await screen.findByText('You are operator (2)')).toBeTruthy();
});

it('asks for control when somebody else has it', async () => {
  const station = await renderWithStation(<Header />, {
    state: {
      control: { holder: other.session, clients: [other], requests: [] },
    },
  });
  fireEvent.click(screen.getByRole('button', { name: /Control/ }));
  fireEvent.click(
    await screen.findByRole('menuitem', { name: 'Ask for control' }),
  );
  await settle();
  expect(station.calls.at(-1)?.name).toBe('control.request');
});

it('shows who asks for control, with a button to give it', async () => {
  const station = await renderWithStation(<Header />);
  station.emit('control.changed', {
    holder: sessionId(),
    clients: [other],
    requests: [other.session],
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Give control' }));
  await waitFor(() => {
    expect(station.calls).toContainEqual({
      name: 'control.give',
      input: { session: other.session },
    });
  });
});

it('opens and closes the shutter', async () => {
  const station = await renderWithStation(<Header />);
  fireEvent.click(screen.getByRole('button', { name: /Shutter/ }));
  fireEvent.click(
    await screen.findByRole('button', { name: 'Close the shutter' }),
  );
  await settle();
  expect(station.calls.at(-1)).toEqual({
    name: 'devices.set',
    input: { name: 'shutter', value: 'closed' },
  });
});
