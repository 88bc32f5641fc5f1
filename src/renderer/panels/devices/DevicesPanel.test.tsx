import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BeamtimeError } from '../../../contract/errors.ts';
import { useSteps } from '../../stores/steps.ts';
import { axis, snapshot } from '../../testing/fake-data.ts';
import type { FakeStationOptions } from '../../testing/fake-station.ts';
import { renderWithStation, settle, tidyUp } from '../../testing/render.tsx';
import DevicesPanel from './DevicesPanel.tsx';
import { useDevicesView } from './view-store.ts';

const view = useDevicesView.getInitialState();
beforeEach(() => {
  useDevicesView.setState(view, true);
  useSteps.setState({ steps: {} });
});
afterEach(tidyUp);

const draw = (options?: FakeStationOptions) =>
  renderWithStation(<DevicesPanel />, options);
const row = (name: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-device="${name}"]`);
  if (!found) {
    throw new Error(`No row of ${name}.`);
  }
  return found;
};

it('shows value, unit and state of every device', async () => {
  await draw();
  expect(row('samx').textContent).toContain('0.350');
  expect(row('samx').textContent).toContain('mm');
  expect(within(row('samx')).getByRole('img', { name: 'Idle' })).toBeTruthy();
  expect(row('i0').textContent).toContain('184\u2009220');
});

it('finds devices with the filter and says when none fits', async () => {
  await draw();
  const filter = screen.getByRole('searchbox', { name: 'Filter devices' });
  fireEvent.change(filter, { target: { value: 'samy' } });
  expect(document.querySelectorAll('[data-device]').length).toBe(1);
  fireEvent.change(filter, { target: { value: 'nothing of this' } });
  expect(screen.getByText(/No device fits/)).toBeTruthy();
});

it('steps by the step that was set, which is kept', async () => {
  const station = await draw();
  const step = within(row('samx')).getByRole('textbox', {
    name: 'Step of samx in mm',
  });
  fireEvent.change(step, { target: { value: '0.25' } });
  fireEvent.blur(step);
  fireEvent.click(
    within(row('samx')).getByRole('button', {
      name: 'Step samx down by 0.25 mm',
    }),
  );
  await settle();
  expect(station.calls).toEqual([
    { name: 'devices.jog', input: { name: 'samx', by: -0.25 } },
  ]);
});

it('says why a step is none, keeps what was typed, and takes it once it is right', async () => {
  await draw();
  const step = within(row('samx')).getByRole('textbox', {
    name: 'Step of samx in mm',
  });
  for (const [typed, sentence] of [
    ['abc', 'is not a number'],
    ['0', 'A step is above 0'],
    ['1e9', 'The whole travel is'],
  ] as const) {
    fireEvent.change(step, { target: { value: typed } });
    fireEvent.keyDown(step, { key: 'Enter' });
    expect((await screen.findByRole('alert')).textContent).toContain(sentence);
    expect(step).toHaveProperty('value', typed);
  }
  fireEvent.change(step, { target: { value: '0.2' } });
  fireEvent.keyDown(step, { key: 'Enter' });
  expect(step).toHaveProperty('value', '0.200');
});

it('takes a step with a unit, in the unit of the device', async () => {
  const station = await draw({
    handlers: {
      'devices.toUnit': ({ value }) => {
        if (value === '100um') return 0.1;
        throw new BeamtimeError('unit', 'kg does not convert to mm.');
      },
    },
  });
  const step = within(row('samx')).getByRole('textbox', {
    name: 'Step of samx in mm',
  });
  fireEvent.change(step, { target: { value: '1kg' } });
  fireEvent.keyDown(step, { key: 'Enter' });
  expect((await screen.findByRole('alert')).textContent).toContain('kg');
  fireEvent.change(step, { target: { value: '100um' } });
  fireEvent.keyDown(step, { key: 'Enter' });
  await waitFor(() => {
    expect(step).toHaveProperty('value', '0.100');
  });
  fireEvent.click(
    screen.getByRole('button', { name: 'Step samx up by 0.1 mm' }),
  );
  await settle();
  expect(station.calls.at(-1)).toEqual({
    name: 'devices.jog',
    input: { name: 'samx', by: 0.1 },
  });
});

it('puts back a step that is none when the field is left', async () => {
  await draw();
  const step = within(row('samx')).getByRole('textbox', {
    name: 'Step of samx in mm',
  });
  fireEvent.change(step, { target: { value: '-1' } });
  expect(step.getAttribute('aria-invalid')).toBe('true');
  fireEvent.blur(step);
  expect(step).toHaveProperty('value', '0.100');
});

it('becomes a Stop button with the target while the device moves', async () => {
  const station = await draw();
  station.emit('devices.changed', [
    axis('samx', { value: 0.4, target: 1.5, status: 'moving' }),
  ]);
  const stop = await screen.findByRole('button', { name: 'Stop samx' });
  expect(row('samx').textContent).toContain('Moving');
  expect(row('samx').textContent).toContain('→ 1.500');
  fireEvent.click(stop);
  await settle();
  expect(station.calls.at(-1)).toEqual({
    name: 'devices.stop',
    input: { names: ['samx'] },
  });
});

it('stops without being in control', async () => {
  const station = await draw({
    state: {
      devices: [axis('samx', { status: 'moving', target: 1 })],
      control: { holder: 'somebody-else', clients: [], requests: [] },
    },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Stop samx' }));
  await settle();
  expect(station.calls.at(-1)?.name).toBe('devices.stop');
});

it('greys the step towards a limit it stands at, and says so in words', async () => {
  const samx = axis('samx', { value: 4.5, status: 'limit' });
  await draw({ state: { devices: [samx] } });
  expect(row('samx').textContent).toContain('Upper limit');
  const up = within(row('samx')).getByRole('button', { name: /Step samx up/ });
  const down = within(row('samx')).getByRole('button', {
    name: /Step samx down/,
  });
  expect(up).toHaveProperty('disabled', true);
  expect(down).toHaveProperty('disabled', false);
});

it('disables steps with the reason while somebody else is in control', async () => {
  const ada = {
    session: 'other-session',
    name: 'Ada',
    kind: 'page',
    host: 'ws2',
    connectedAt: 0,
  } as const;
  await draw({
    state: { control: { holder: ada.session, clients: [ada], requests: [] } },
  });
  const up = within(row('samx')).getByRole('button', { name: /Step samx up/ });
  expect(up).toHaveProperty('disabled', true);
  expect(up.title).toContain('Ada is in control');
});

it('moves to a typed target with Enter, units left to the station', async () => {
  const station = await draw();
  fireEvent.click(
    within(row('samx')).getByRole('button', { name: /Move samx/ }),
  );
  const field = await screen.findByRole('textbox', { name: 'samx (mm)' });
  fireEvent.change(field, { target: { value: '0.5 cm' } });
  fireEvent.submit(field);
  await waitFor(() => {
    expect(station.calls).toEqual([
      { name: 'devices.move', input: { name: 'samx', target: '0.5 cm' } },
    ]);
  });
});

it('shows what a decimal comma is taken for before it moves', async () => {
  await draw();
  fireEvent.click(
    within(row('samx')).getByRole('button', { name: /Move samx/ }),
  );
  const field = await screen.findByRole('textbox', { name: 'samx (mm)' });
  fireEvent.change(field, { target: { value: '0,5' } });
  expect(screen.getByText('0,5 → 0.5 mm')).toBeTruthy();
  fireEvent.change(field, { target: { value: '1,500' } });
  expect(screen.queryByText(/→/)).toBeNull();
});

it('shows a refused target at its field', async () => {
  const sentence =
    'samx did not move: 12.4 mm is beyond its upper limit 4.5 mm.';
  await draw({
    handlers: {
      'devices.move': () => {
        throw new BeamtimeError('limit', sentence);
      },
    },
  });
  fireEvent.click(
    within(row('samx')).getByRole('button', { name: /Move samx/ }),
  );
  const field = await screen.findByRole('textbox', { name: 'samx (mm)' });
  fireEvent.change(field, { target: { value: '12.4' } });
  fireEvent.submit(field);
  expect(await screen.findByText(sentence)).toBeTruthy();
  expect(field.getAttribute('aria-invalid')).toBe('true');
});

it('says in words why a device is offline', async () => {
  const samx = axis('samx', {
    value: null,
    status: 'offline',
    message: 'No answer on tcp :5000.',
  });
  await draw({ state: { devices: [samx] } });
  expect(within(row('samx')).getByText('Offline').title).toBe(
    'No answer on tcp :5000.',
  );
  expect(within(row('samx')).getByText('no value')).toBeTruthy();
});

it('locks a device with a reason', async () => {
  const station = await draw();
  fireEvent.click(screen.getByRole('button', { name: 'samx' }));
  const why = await screen.findByRole('textbox', { name: 'Lock it, because' });
  fireEvent.click(screen.getByRole('button', { name: 'Lock' }));
  expect(screen.getByText('Say why, so that others know.')).toBeTruthy();
  fireEvent.change(why, { target: { value: 'aligned' } });
  fireEvent.click(screen.getByRole('button', { name: 'Lock' }));
  await settle();
  expect(station.calls).toEqual([
    { name: 'devices.lock', input: { name: 'samx', why: 'aligned' } },
  ]);
});

it('draws only what is in view of a long list', async () => {
  const devices = Array.from({ length: 500 }, (_, index) => axis(`m${index}`));
  await draw({ state: { devices: [...snapshot().devices, ...devices] } });
  expect(document.querySelectorAll('[data-device]').length).toBeLessThan(200);
});
