import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BeamtimeError } from '../../../contract/errors.ts';
import type {
  DeviceDetail,
  ParameterState,
} from '../../../contract/parameters.ts';
import { openDevice, useOpenedDevice } from '../../stores/opened-device.ts';
import { useSteps } from '../../stores/steps.ts';
import { clearTrends } from '../../stores/trends.ts';
import { useDetails } from '../../stores/details.ts';
import { axis, snapshot } from '../../testing/fake-data.ts';
import type { FakeStationOptions } from '../../testing/fake-station.ts';
import {
  connectTo,
  renderWithStation,
  settle,
  tidyUp,
} from '../../testing/render.tsx';
import DevicePanel from './DevicePanel.tsx';

const open = { lower: null, upper: null };
const lock = { who: 'anna', why: 'fragile', since: 0, isPermanent: false };

function quantity(
  name: string,
  change: Partial<ParameterState> = {},
): ParameterState {
  return {
    name,
    kind: 'quantity',
    help: `What ${name} is.`,
    unit: 'mm/s',
    decimals: 3,
    options: null,
    isReadable: true,
    isWritable: true,
    value: 2,
    target: null,
    time: 0,
    isStale: false,
    limits: { lower: 0, upper: 5 },
    userLimits: open,
    deviceLimits: { lower: 0, upper: 5 },
    lock: null,
    limitLock: null,
    stashed: 0,
    stashedValue: null,
    whyNot: null,
    ...change,
  };
}

function detail(change: Partial<DeviceDetail> = {}): DeviceDetail {
  return {
    name: 'samx',
    parameters: [
      quantity('position', { unit: 'mm', value: 0.35, help: '' }),
      quantity('velocity'),
      quantity('dial', { isWritable: false, whyNot: 'It can only be read.' }),
      quantity('power', {
        kind: 'selection',
        unit: '',
        options: ['on', 'off'],
        value: 'on',
        limits: null,
        userLimits: null,
        deviceLimits: null,
      }),
    ],
    methods: [
      { name: 'home', title: 'Find reference', help: 'Travels.', whyNot: null },
    ],
    canRedefine: true,
    lock: null,
    ...change,
  };
}

const draw = (
  device: DeviceDetail = detail(),
  { handlers, ...others }: FakeStationOptions = {},
) => {
  openDevice('samx');
  return renderWithStation(<DevicePanel />, {
    ...others,
    handlers: { 'devices.watch': () => device, ...handlers },
  });
};

const row = async (name: string) => {
  const table = await screen.findByRole('table', {
    name: 'Parameters of samx',
  });
  const found = within(table)
    .getAllByRole('row')
    .find((one) => one.dataset['parameter'] === name);
  if (!found) throw new Error(`There is no row of ${name}.`);
  return within(found);
};
const startTyping = async (parameter: string, text: string) => {
  fireEvent.click(
    (await row(parameter)).getByRole('button', { name: /^Change / }),
  );
  const field = screen.getByRole('textbox', {
    name: new RegExp(`^New value of ${parameter}`),
  });
  fireEvent.change(field, { target: { value: text } });
  return field;
};

const clear = () => {
  useOpenedDevice.setState({ name: null, trend: null, minutes: 5 });
  useDetails.setState({ details: {}, problems: {} });
  useSteps.setState({ steps: {} });
  clearTrends();
};
beforeEach(clear);
afterEach(() => {
  tidyUp();
  clear();
});

it('says how to open a device while none is', async () => {
  await renderWithStation(<DevicePanel />);
  expect(screen.getByText(/No device is open/)).toBeTruthy();
});

it('shows every parameter with value, unit, limits and help', async () => {
  await draw();
  const velocity = await row('velocity');
  expect(velocity.getByText('2.000')).toBeTruthy();
  expect(velocity.getByText('mm/s')).toBeTruthy();
  expect(velocity.getByText('0.000 to 5.000')).toBeTruthy();
  expect(velocity.getByText('What velocity is.')).toBeTruthy();
  expect(
    (await row('dial')).queryByRole('button', { name: /^Change / }),
  ).toBeNull();
});

it('follows what the device tells of itself, and leaves others out', async () => {
  const station = await draw();
  await row('velocity');
  station.emit('devices.detailChanged', [
    detail({ name: 'samy', parameters: [quantity('velocity', { value: 9 })] }),
    detail({ parameters: [quantity('velocity', { value: 3, target: 4 })] }),
  ]);
  await settle();
  const velocity = await row('velocity');
  expect(velocity.getByText('3.000')).toBeTruthy();
  expect(velocity.getByTitle('Target').textContent).toBe('→ 4.000');
});

it('asks for the device again after the connection was lost', async () => {
  const station = await draw();
  await row('velocity');
  const asked = () =>
    station.calls.filter(({ name }) => name === 'devices.watch').length;
  const before = asked();
  station.cut();
  await connectTo(station);
  await waitFor(() => expect(asked()).toBe(before + 1));
});

it('says so when the device is no longer looked at', async () => {
  const station = await draw();
  await row('velocity');
  openDevice('samy');
  await waitFor(() =>
    expect(station.calls).toContainEqual({
      name: 'devices.unwatch',
      input: { name: 'samx' },
    }),
  );
});

it('steps a motor as its row does, by the same step, and keeps one Stop', async () => {
  useSteps.setState({ steps: { samx: 0.25 } });
  const station = await draw();
  fireEvent.click(
    await screen.findByRole('button', { name: 'Step samx up by 0.25 mm' }),
  );
  await waitFor(() =>
    expect(station.calls).toContainEqual({
      name: 'devices.jog',
      input: { name: 'samx', by: 0.25 },
    }),
  );
  station.emit('devices.changed', [axis('samx', { status: 'moving' })]);
  await settle();
  expect(screen.getAllByRole('button', { name: 'Stop samx' }).length).toBe(1);
  expect(
    screen.getByText('On Stop and STOP ALL: It stops with its ramp.'),
  ).toBeTruthy();
  expect(screen.getByRole('button', { name: /Step samx down/ })).toHaveProperty(
    'disabled',
    false,
  );
});

it('sets a number with any unit, as it was typed', async () => {
  const station = await draw();
  const field = await startTyping('velocity', '0.25 cm/s');
  fireEvent.keyDown(field, { key: 'Enter' });
  await waitFor(() =>
    expect(station.calls).toContainEqual({
      name: 'devices.setParameter',
      input: { name: 'samx', parameter: 'velocity', value: '0.25 cm/s' },
    }),
  );
  await waitFor(() => expect(field.isConnected).toBe(false));
});

it('shows what a decimal comma is taken for before it is set', async () => {
  await draw();
  await startTyping('velocity', '0,5');
  expect(screen.getByText('0,5 → 0.5 mm/s')).toBeTruthy();
});

it('shows why a value was refused, and keeps what was typed', async () => {
  const message = '3 K does not convert to mm/s.';
  await draw(detail(), {
    handlers: {
      'devices.setParameter': () => {
        throw new BeamtimeError('unit', message);
      },
    },
  });
  const field = await startTyping('velocity', '3 K');
  fireEvent.keyDown(field, { key: 'Enter' });
  expect((await screen.findByRole('alert')).textContent).toBe(message);
  expect(field).toHaveProperty('value', '3 K');
  fireEvent.keyDown(field, { key: 'Escape' });
  expect(screen.queryByRole('alert')).toBeNull();
});

it('disables what cannot be set, with the reason', async () => {
  await draw(
    detail({
      parameters: [
        quantity('velocity', {
          lock,
          whyNot: 'samx.velocity is locked by anna: fragile.',
        }),
      ],
    }),
  );
  const velocity = await row('velocity');
  const button = velocity.getByRole('button', { name: /^Change / });
  expect(button).toHaveProperty('disabled', true);
  expect(button.title).toBe('samx.velocity is locked by anna: fragile.');
  expect(velocity.getByText('Locked by anna: fragile')).toBeTruthy();
});

it('disables everything but Stop for who is not in control, and says why', async () => {
  const control = { ...snapshot().control, holder: 'somebody-else' };
  const station = await draw(detail(), { state: { control } });
  const velocity = await row('velocity');
  expect(velocity.getByRole('button', { name: /^Change / })).toHaveProperty(
    'disabled',
    true,
  );
  expect(screen.getByRole('button', { name: 'Find reference' })).toHaveProperty(
    'disabled',
    true,
  );
  expect(screen.getByText(/Ask for control in the header/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Stop samx' }));
  await waitFor(() =>
    expect(station.calls).toContainEqual({
      name: 'devices.stop',
      input: { names: ['samx'] },
    }),
  );
});

it('locks a parameter for good only when that is chosen', async () => {
  const station = await draw();
  fireEvent.click(
    (await row('velocity')).getByRole('button', { expanded: false }),
  );
  fireEvent.change(screen.getByRole('textbox', { name: 'Lock it, because' }), {
    target: { value: 'fragile' },
  });
  fireEvent.click(screen.getByRole('checkbox', { name: /Until the station/ }));
  const form = screen
    .getByRole('textbox', { name: 'Lock it, because' })
    .closest('form');
  if (form) fireEvent.submit(form);
  await waitFor(() =>
    expect(station.calls).toContainEqual({
      name: 'devices.lockParameter',
      input: {
        name: 'samx',
        parameter: 'velocity',
        why: 'fragile',
        isPermanent: true,
      },
    }),
  );
});

it('brings back what was put aside, one by one, and all together after what will move was shown', async () => {
  const station = await draw(
    detail({
      parameters: [
        quantity('velocity', { stashed: 2, stashedValue: 1.5 }),
        quantity('position', {
          unit: 'mm',
          value: 0.35,
          stashed: 1,
          stashedValue: 1,
        }),
      ],
    }),
  );
  fireEvent.click(
    (await row('velocity')).getByRole('button', {
      name: 'Bring velocity back, 2 put aside',
    }),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Bring all back (2)' }));
  expect((await screen.findByText(/^samx moves from/)).textContent).toBe(
    'samx moves from 0.350 mm to 1.000 mm.',
  );
  expect(
    screen.getByRole('row', { name: 'velocity 2.000 mm/s 1.500 mm/s' }),
  ).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Bring back' }));
  await waitFor(() =>
    expect(
      station.calls.filter(({ name }) => name === 'devices.restore'),
    ).toEqual([
      {
        name: 'devices.restore',
        input: { name: 'samx', parameter: 'velocity' },
      },
      { name: 'devices.restore', input: { name: 'samx' } },
    ]),
  );
});

it('is busy with a method until it is done', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await draw(detail(), { handlers: { 'devices.call': () => promise } });
  await row('velocity');
  const button = screen.getByRole('button', { name: 'Find reference' });
  fireEvent.click(button);
  await waitFor(() => expect(button.getAttribute('aria-busy')).toBe('true'));
  expect(button).toHaveProperty('disabled', true);
  resolve();
  await waitFor(() => expect(button).toHaveProperty('disabled', false));
});

it('shows old and new before the place is called something else', async () => {
  const station = await draw(detail(), {
    handlers: {
      'devices.redefine': () => ({
        unit: 'mm',
        position: { before: 0.35, after: 0 },
        offset: { before: 0, after: -0.35 },
      }),
    },
  });
  await row('velocity');
  fireEvent.click(screen.getByRole('button', { name: 'Set position' }));
  const table = await screen.findByRole('table', { name: 'Old and new' });
  await waitFor(() =>
    expect(table.textContent).toBe(
      'NowThenPosition0.350 mm0.000 mmOffset0.000 mm\u22120.350 mm',
    ),
  );
  expect(station.calls.at(-1)).toEqual({
    name: 'devices.redefine',
    input: { name: 'samx', position: 0, isTrial: true },
  });
  const dialog = screen.getByRole('dialog');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Set position' }));
  await waitFor(() =>
    expect(station.calls.at(-1)).toEqual({
      name: 'devices.redefine',
      input: { name: 'samx', position: 0 },
    }),
  );
});

it('says why when the station does not let it be looked at', async () => {
  await draw(detail(), {
    handlers: {
      'devices.watch': () => {
        throw new BeamtimeError('unknown-device', 'There is no samx.');
      },
    },
  });
  const panel = within(screen.getByRole('region', { name: 'Device samx' }));
  expect((await panel.findByRole('alert')).textContent).toBe(
    'There is no samx.',
  );
});
