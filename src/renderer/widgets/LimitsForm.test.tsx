import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Limits } from '../../contract/devices.ts';
import { ask } from '../stores/call.ts';
import { axis } from '../testing/fake-data.ts';
import type { FakeStationOptions } from '../testing/fake-station.ts';
import { renderWithStation, settle, tidyUp } from '../testing/render.tsx';
import LimitsForm from './LimitsForm.tsx';
import DeviceDetail from '../panels/devices/DeviceDetail.tsx';

afterEach(tidyUp);

const draw = (userLimits: Limits, options?: FakeStationOptions) =>
  renderWithStation(
    <LimitsForm
      send={(limits) => ask('devices.setLimits', { name: 'samx', limits })}
      unit="mm"
      decimals={3}
      userLimits={userLimits}
      deviceLimits={{ lower: -2, upper: null }}
    />,
    options,
  );

const field = (side: 'Lower' | 'Upper') =>
  screen.getByRole('textbox', { name: `${side} limit (mm)` });
const type = (side: 'Lower' | 'Upper', value: string) =>
  fireEvent.change(field(side), { target: { value } });
const save = () =>
  fireEvent.click(screen.getByRole('button', { name: 'Set limits' }));

it("shows the user's own limits in the fields and the device's own beside them", async () => {
  await draw({ lower: null, upper: 0.30000000000000004 });
  expect(field('Lower')).toHaveProperty('value', '');
  expect(field('Upper')).toHaveProperty('value', '0.3');
  expect(screen.getByText('Device: \u22122.000')).toBeTruthy();
  expect(screen.getByText('Device: open')).toBeTruthy();
});

it('changes one side and leaves the other exactly as it is', async () => {
  const station = await draw({ lower: null, upper: 0.30000000000000004 });
  type('Lower', '-1');
  save();
  await waitFor(() => {
    expect(station.calls).toEqual([
      {
        name: 'devices.setLimits',
        input: {
          name: 'samx',
          limits: { lower: -1, upper: 0.30000000000000004 },
        },
      },
    ]);
  });
});

it('opens a side whose field is empty', async () => {
  const station = await draw({ lower: -1, upper: 1 });
  type('Upper', ' ');
  save();
  await waitFor(() => {
    expect(station.calls[0]?.input).toEqual({
      name: 'samx',
      limits: { lower: -1, upper: null },
    });
  });
});

it('takes a number with a unit, a comma and a real minus sign', async () => {
  const station = await draw({ lower: null, upper: null });
  type('Lower', '\u22120,5');
  type('Upper', '1.2 cm');
  save();
  await waitFor(() => {
    expect(station.calls[0]?.input).toEqual({
      name: 'samx',
      limits: { lower: -0.5, upper: '1.2 cm' },
    });
  });
});

it('says what the station says of a bad limit, at its field, and keeps what was typed', async () => {
  const message = '"soon" is not a number.';
  const refuse = () => {
    throw new BeamtimeError('parameter', message, {
      problems: [{ path: ['limits', 'upper'], code: 'parameter', message }],
    });
  };
  await draw(
    { lower: null, upper: null },
    { handlers: { 'devices.setLimits': refuse } },
  );
  type('Upper', 'soon');
  save();
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Upper limit: "soon" is not a number.',
  );
  expect(field('Upper').getAttribute('aria-invalid')).toBe('true');
  expect(field('Lower').getAttribute('aria-invalid')).not.toBe('true');
  expect(field('Upper')).toHaveProperty('value', 'soon');
  type('Upper', '3');
  expect(screen.queryByRole('alert')).toBeNull();
});

it('keeps saying that limits do not outlive the station once they are in force', async () => {
  const message =
    'The new limits of samx are in force, but they will not outlive the station.';
  const samx = axis('samx');
  const station = await renderWithStation(<DeviceDetail name="samx" />, {
    state: { devices: [samx] },
    handlers: {
      'devices.setLimits': () => {
        throw new BeamtimeError('database', message);
      },
    },
  });
  fireEvent.click(screen.getByRole('button', { name: 'samx' }));
  fireEvent.change(
    await screen.findByRole('textbox', { name: 'Upper limit (mm)' }),
    { target: { value: '1' } },
  );
  save();
  await screen.findByRole('alert');
  const limits = { lower: -2, upper: 1 };
  const userLimits = { lower: null, upper: 1 };
  station.emit('devices.changed', [{ ...samx, limits, userLimits }]);
  await settle();
  expect(screen.getByRole('alert').textContent).toBe(message);
});

it('is there for what is set, too, and not for what is only read', async () => {
  const open = { lower: null, upper: null };
  const heater = axis('heater', {
    unit: '',
    can: { move: false, count: false, set: true, stop: false },
    userLimits: { lower: null, upper: 80 },
    deviceLimits: open,
  });
  const ring = axis('ring', {
    can: { move: false, count: false, set: false, stop: false },
    userLimits: open,
    deviceLimits: open,
  });
  await renderWithStation(
    <>
      <DeviceDetail name="heater" />
      <DeviceDetail name="ring" />
    </>,
    { state: { devices: [heater, ring] } },
  );
  fireEvent.click(screen.getByRole('button', { name: 'ring' }));
  await screen.findByRole('dialog');
  expect(screen.queryByRole('textbox', { name: /limit/ })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'heater' }));
  expect(
    await screen.findByRole('textbox', { name: 'Upper limit' }),
  ).toHaveProperty('value', '80');
});
