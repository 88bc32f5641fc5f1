import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { BeamtimeError } from '../../../contract/errors.ts';
import type {
  NamedPositions,
  PositionDifference,
} from '../../../contract/positions.ts';
import { applyPositions } from '../../stores/positions.ts';
import { axis } from '../../testing/fake-data.ts';
import type { FakeStationOptions } from '../../testing/fake-station.ts';
import {
  connectTo,
  renderWithStation,
  settle,
  tidyUp,
} from '../../testing/render.tsx';
import PositionsPanel from './PositionsPanel.tsx';
import { openSet, usePositionsView } from './view-store.ts';

afterEach(() => {
  tidyUp();
  usePositionsView.setState(usePositionsView.getInitialState(), true);
});

const park: NamedPositions = {
  name: 'park',
  savedAt: Date.UTC(2026, 10, 20, 14, 31, 22),
  savedBy: 'anna',
  positions: [
    { axis: 'samx', position: 0.5, unit: 'mm' },
    { axis: 'samy', position: -0.5, unit: 'mm' },
    { axis: 'theta', position: 14.221, unit: '°' },
  ],
};

function difference(
  name: string,
  target: number,
  now: number | null,
  change: Partial<PositionDifference> = {},
): PositionDifference {
  return {
    axis: name,
    unit: 'mm',
    decimals: 3,
    target,
    now,
    difference: now === null ? null : target - now,
    isRedefined: false,
    whyNot: null,
    ...change,
  };
}

const away = [
  difference('samx', 0.5, 0.35),
  difference('samy', -0.5, -1.204),
  difference('theta', 14.221, 14.221, { unit: '°', decimals: 4 }),
];

const draw = (
  handlers: FakeStationOptions['handlers'] = {},
  state: FakeStationOptions['state'] = {},
) =>
  renderWithStation(<PositionsPanel />, {
    state,
    handlers: {
      'positions.list': () => [park],
      'positions.compare': () => away,
      ...handlers,
    },
  });
const drawOpened = async (...options: Parameters<typeof draw>) => {
  openSet('park');
  const station = await draw(...options);
  await settle();
  return station;
};
const row = (name: string): HTMLElement =>
  document.querySelector<HTMLElement>(`[data-axis="${name}"]`) ??
  expect.fail(`No row of ${name}.`);
const button = (name: string | RegExp) => screen.getByRole('button', { name });
/** The sentence that needs a look; notifications are alerts as well. */
const alert = (): HTMLElement =>
  within(document.querySelector<HTMLElement>('section, form')!).getByRole(
    'alert',
  );
const sent = (station: Awaited<ReturnType<typeof draw>>) =>
  station.calls.filter(({ name }) => name !== 'positions.compare');

it('says what it is for while nothing is saved', async () => {
  await draw({ 'positions.list': () => [] });
  await settle();
  expect(screen.getByText(/No positions are saved yet/)).toBeTruthy();
});

it('lists name, axes, when and who, and follows what is announced', async () => {
  const station = await draw();
  await settle();
  const set = screen.getByRole('row', { name: /park/ });
  expect(set.textContent).toContain('3 axes');
  expect(set.textContent).toContain('samx, samy, theta');
  expect(set.textContent).toContain('anna');
  station.emit('positions.changed', [park, { ...park, name: 'beam' }]);
  expect(await screen.findByRole('button', { name: 'beam' })).toBeTruthy();
});

it('asks for the sets again when the connection is back', async () => {
  let sets = [park];
  const station = await draw({ 'positions.list': () => sets });
  await settle();
  station.cut();
  sets = [{ ...park, name: 'saved meanwhile' }];
  await connectTo(station);
  expect(
    await screen.findByRole('button', { name: 'saved meanwhile' }),
  ).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'park' })).toBeNull();
});

it('shows saved, now and the difference with the decimals of the device', async () => {
  await drawOpened();
  expect(row('samx').textContent).toContain('0.5000.350+0.150mm');
  expect(row('theta').textContent).toContain('14.221014.22100.0000°');
  expect(within(row('theta')).getByLabelText('In place')).toBeTruthy();
});

it('moves what is ticked and not in place, in the order shown', async () => {
  const station = await drawOpened();
  fireEvent.keyDown(row('samy'), { key: 'ArrowUp', altKey: true });
  fireEvent.click(button('Move 2 axes'));
  await settle();
  expect(sent(station)).toEqual([
    {
      name: 'positions.restore',
      input: { name: 'park', axes: ['samy', 'samx'], isTogether: false },
    },
  ]);
  expect(alert().textContent).toContain('2 axes moved back to "park".');
});

it('moves only some, together when that is chosen', async () => {
  const station = await drawOpened();
  fireEvent.click(within(row('samx')).getByRole('checkbox'));
  fireEvent.click(screen.getByLabelText('Together'));
  fireEvent.click(button('Move 1 axis'));
  await settle();
  expect(sent(station)).toEqual([
    {
      name: 'positions.restore',
      input: { name: 'park', axes: ['samy'], isTogether: true },
    },
  ]);
});

it('compares again when something is heard of one of its axes', async () => {
  let now = 0.35;
  const station = await drawOpened({
    'positions.compare': () => [difference('samx', 0.5, now)],
  });
  now = 0.4;
  station.emit('devices.changed', [axis('samx', { value: 0.4 })]);
  await vi.waitFor(() => expect(row('samx').textContent).toContain('+0.100'));
});

it('says why an axis cannot go there, and moves nothing until it is unticked', async () => {
  await drawOpened({
    'positions.compare': () => [
      away[0]!,
      difference('samy', -0.5, 0, { whyNot: 'samy is locked: glued.' }),
    ],
  });
  expect(row('samy').textContent).toContain('samy is locked: glued.');
  expect(button('Move 2 axes')).toHaveProperty('disabled', true);
  expect(
    screen.getByText(/samy cannot go there, so nothing moves/),
  ).toBeTruthy();
  fireEvent.click(within(row('samy')).getByRole('checkbox'));
  expect(button('Move 1 axis')).toHaveProperty('disabled', false);
});

it('says where a position was redefined since', async () => {
  await drawOpened({
    'positions.compare': () => [
      difference('samx', 10, 9.8, { isRedefined: true }),
    ],
  });
  expect(row('samx').textContent).toContain(
    'Redefined since: the same place was called 0.500 mm then.',
  );
});

it('shows the sentence of what failed, with who stayed', async () => {
  const sentence =
    'samx was stopped at 0.4 mm. Not moved because of that: samy.';
  await drawOpened({
    'positions.restore': () => {
      throw new BeamtimeError('stopped', sentence);
    },
  });
  fireEvent.click(button('Move 2 axes'));
  await settle();
  expect(alert().textContent).toContain(sentence);
  fireEvent.click(button('Close the message'));
  expect(
    within(document.querySelector<HTMLElement>('section')!).queryByRole(
      'alert',
    ),
  ).toBeNull();
});

it('stops what moves and what waits, and says who is not in place', async () => {
  const station = await drawOpened({
    'positions.restore': () => new Promise<void>(() => undefined),
  });
  fireEvent.click(button('Move 2 axes'));
  await settle();
  expect(screen.getByText('0 of 2 axes in place')).toBeTruthy();
  fireEvent.click(button('Stop'));
  await settle();
  expect(sent(station).at(-1)).toEqual({
    name: 'devices.stop',
    input: { names: ['samx', 'samy'] },
  });
  expect(alert().textContent).toContain('Stopped. Not in place: samx, samy.');
});

it('lets who only watches compare and stop, but neither save nor move', async () => {
  const station = await drawOpened(
    {},
    { control: { holder: 'other-session', clients: [], requests: [] } },
  );
  expect(button('Move 2 axes')).toHaveProperty('disabled', true);
  expect(screen.getByText(/Somebody is in control/)).toBeTruthy();
  station.emit('devices.changed', [
    axis('samx', { value: 0.36, status: 'moving' }),
  ]);
  fireEvent.click(await screen.findByRole('button', { name: 'Stop' }));
  await settle();
  expect(sent(station)).toEqual([
    { name: 'devices.stop', input: { names: ['samx'] } },
  ]);
  fireEvent.click(button('Back to all positions'));
  expect(button('Save positions')).toHaveProperty('disabled', true);
});

it('saves the axes in the order in which they were ticked', async () => {
  const station = await draw({
    'positions.save': () => ({ ...park, name: 'beam' }),
  });
  fireEvent.click(button('Save positions'));
  fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), {
    target: { value: ' beam ' },
  });
  fireEvent.click(screen.getByLabelText('Chosen axes'));
  fireEvent.click(screen.getByRole('checkbox', { name: 'samy' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'samx' }));
  fireEvent.click(button('Save 2 axes'));
  await settle();
  expect(sent(station)).toEqual([
    {
      name: 'positions.save',
      input: { name: 'beam', axes: ['samy', 'samx'], isReplacing: false },
    },
  ]);
});

it('replaces a name that is taken only when asked once more', async () => {
  const station = await draw({ 'positions.save': () => park });
  fireEvent.click(button('Save positions'));
  fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), {
    target: { value: 'park' },
  });
  fireEvent.click(button('Save all axes'));
  await settle();
  expect(sent(station)).toEqual([]);
  expect(alert().textContent).toContain('"park" is taken');
  fireEvent.click(button('Replace'));
  await settle();
  expect(sent(station)).toEqual([
    { name: 'positions.save', input: { name: 'park', isReplacing: true } },
  ]);
});

it('keeps the form open with the sentence when saving is refused', async () => {
  const sentence = 'samx is offline, so where it stands is not known.';
  await draw({
    'positions.save': () => {
      throw new BeamtimeError('disconnected', sentence);
    },
  });
  fireEvent.click(button('Save positions'));
  const name = screen.getByRole('textbox', { name: 'Name' });
  fireEvent.submit(name);
  expect(await screen.findByText('Give it a name.')).toBeTruthy();
  fireEvent.change(name, { target: { value: 'beam' } });
  fireEvent.submit(name);
  expect(await screen.findByText(sentence)).toBeTruthy();
});

it('removes after it asked, and says so when a set is gone', async () => {
  const station = await drawOpened();
  fireEvent.click(button('Remove'));
  const question = alert();
  expect(sent(station)).toEqual([]);
  fireEvent.click(within(question).getByRole('button', { name: 'Remove' }));
  await settle();
  expect(sent(station)).toEqual([
    { name: 'positions.remove', input: { name: 'park' } },
  ]);
  station.emit('positions.changed', []);
  expect(await screen.findByText(/they were removed/)).toBeTruthy();
});

it('begins anew with a set that was replaced', async () => {
  await drawOpened();
  fireEvent.click(within(row('samx')).getByRole('checkbox'));
  expect(button('Move 1 axis')).toBeTruthy();
  applyPositions([{ ...park, savedAt: park.savedAt + 1 }]);
  expect(
    await screen.findByRole('button', { name: 'Move 2 axes' }),
  ).toBeTruthy();
});
