import { cleanup, render, screen } from '@testing-library/react';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { createElement } from 'react';
import { afterEach, expect, it } from 'vitest';
import { BeamtimeError } from '../../contract/errors.ts';
import { showError } from './call.ts';

afterEach(cleanup);

it('tells what somebody stopped calmly, and what went wrong as an alert', async () => {
  render(
    createElement(
      MantineProvider,
      { env: 'test' },
      createElement(Notifications),
    ),
  );
  showError(new BeamtimeError('stopped', 'samx was stopped.'));
  showError(new BeamtimeError('limit', 'samy is at its limit.'));
  expect(await screen.findByText('samx was stopped.')).toBeTruthy();
  const alerts = screen.getAllByRole('alert').map((alert) => alert.textContent);
  expect(alerts.join()).toContain('samy is at its limit.');
  expect(alerts.join()).not.toContain('samx');
});
