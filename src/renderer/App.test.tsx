import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import App from './App.tsx';
import { fakeStation } from './testing/fake-station.ts';
import { connectTo, settle, tidyUp } from './testing/render.tsx';
import { useWorkbench } from './workbench/workbench-store.ts';

afterEach(tidyUp);

const tabs = (): string[] =>
  screen
    .getAllByRole('tab')
    .map((tab) => tab.getAttribute('aria-label') ?? tab.textContent);
const everything = [
  'Devices',
  'Positions',
  'Live',
  'Device',
  'Beamline',
  'Scan',
  'Queue',
  'History',
  'Log',
  'Notes',
  'Lines',
];

it('shows every panel, the header and the run bar', async () => {
  await connectTo(fakeStation());
  render(<App />);
  await settle();
  expect(tabs()).toEqual(everything);
  expect(screen.getByRole('button', { name: 'STOP ALL' })).toBeTruthy();
  expect(screen.getByRole('region', { name: 'Run' })).toBeTruthy();
});

it('has STOP ALL before there is any connection', () => {
  render(<App />);
  expect(screen.getByRole('button', { name: 'STOP ALL' })).toHaveProperty(
    'disabled',
    false,
  );
  expect(screen.getByText('Connecting to the station.')).toBeTruthy();
});

it('brings a panel to the front', async () => {
  render(<App />);
  await settle();
  act(() => {
    useWorkbench.getState().showPanel('log');
  });
  const log = screen.getByRole('tab', { name: 'Log' });
  expect(log.getAttribute('aria-selected')).toBe('true');
});

it('starts from the start layout when the kept one is broken', async () => {
  const grid = {
    root: { type: 'branch', data: 'nonsense' },
    height: 1,
    width: 1,
    orientation: 'X',
  };
  const dock = { panels: { devices: { id: 'devices' } }, grid };
  localStorage.setItem(
    'beamtime.layout',
    JSON.stringify({
      version: 1,
      upper: dock,
      lower: { ...dock, panels: { queue: { id: 'queue' } } },
      lowerHeight: 0,
    }),
  );
  render(<App />);
  await settle();
  expect(tabs()).toEqual(everything);
});

it('resets the layout, however often', async () => {
  render(<App />);
  await settle();
  for (let time = 0; time < 3; time++) {
    act(() => {
      useWorkbench.getState().resetLayout();
    });
    expect(tabs()).toEqual(everything);
  }
});
