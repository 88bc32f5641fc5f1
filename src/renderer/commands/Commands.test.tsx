import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { usePlotNow, usePlotView } from '../stores/plot-view.ts';
import { renderWithStation, settle, tidyUp } from '../testing/render.tsx';
import DevicesPanel from '../panels/devices/DevicesPanel.tsx';
import { useDevicesView } from '../panels/devices/view-store.ts';
import Commands from './Commands.tsx';
import { commands } from './index.ts';
import { useKeyList } from './window.ts';

afterEach(() => {
  tidyUp();
  usePlotNow.setState(usePlotNow.getInitialState(), true);
  usePlotView.setState(usePlotView.getInitialState(), true);
  useKeyList.setState({ isOpen: false });
  useDevicesView.setState(useDevicesView.getInitialState(), true);
});

const page = (
  <>
    <Commands />
    <input aria-label="A field" />
    <section aria-label="Live plot" data-command-scope="plot" tabIndex={0} />
  </>
);

describe('the keys', () => {
  it('stop all from inside a text field', async () => {
    const station = await renderWithStation(page);
    fireEvent.keyDown(screen.getByLabelText('A field'), {
      key: '.',
      ctrlKey: true,
    });
    await settle();
    expect(station.calls.map(({ name }) => name)).toContain('devices.stopAll');
  });

  it('leave letters to a text field', async () => {
    await renderWithStation(page);
    usePlotNow.setState({ channel: 'i0' });
    fireEvent.keyDown(screen.getByLabelText('A field'), { key: 'l' });
    expect(usePlotView.getState().channels['i0']?.isLog).toBeUndefined();
    fireEvent.keyDown(document.body, { key: 'l' });
    expect(usePlotView.getState().channels['i0']?.isLog).toBe(true);
  });

  it('go to the peak from the plot, and from nowhere else', async () => {
    const station = await renderWithStation(page);
    usePlotNow.setState({
      axis: 'samx',
      peak: { max: 0.12, min: 0, centre: 0.1, centreOfMass: 0.1, fwhm: 0.2 },
    });
    fireEvent.keyDown(document.body, { key: 'g' });
    await settle();
    expect(station.calls.map(({ name }) => name)).not.toContain('devices.move');
    fireEvent.keyDown(screen.getByLabelText('Live plot'), { key: 'g' });
    await settle();
    expect(station.calls.at(-1)).toEqual({
      name: 'devices.move',
      input: { name: 'samx', target: 0.12 },
    });
  });

  it('say why a command cannot act instead of doing nothing', async () => {
    const station = await renderWithStation(page);
    fireEvent.keyDown(screen.getByLabelText('Live plot'), { key: 'g' });
    await settle();
    expect(
      screen.getByText('The plot has no axis that could be moved.'),
    ).toBeTruthy();
    expect(station.calls.map(({ name }) => name)).not.toContain('devices.move');
  });

  it('are listed on ?', async () => {
    await renderWithStation(page);
    fireEvent.keyDown(document.body, { key: '?', shiftKey: true });
    await settle();
    for (const { title, keys } of commands) {
      const isListed = screen.queryByText(new RegExp(`^${title}`)) !== null;
      expect([title, isListed]).toEqual([title, keys.length > 0]);
    }
  });
});

describe('the palette', () => {
  it.each([
    ['its name', 'samy', 'samy'],
    ['its group', 'counters', 'i0'],
  ])(
    'finds a device by %s and brings its row to the operator',
    async (_what, typed, name) => {
      useDevicesView.setState({
        filter: 'theta',
        collapsed: ['Sample stage', 'Counters'],
      });
      await renderWithStation(
        <>
          {page}
          <DevicesPanel />
        </>,
      );
      fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
      const field = await screen.findByLabelText('Search commands and devices');
      fireEvent.change(field, { target: { value: typed } });
      await settle();
      const found = screen
        .getAllByRole('button')
        .find((button) => button.textContent.startsWith(name));
      expect(found).toBeDefined();
      if (found) fireEvent.click(found);
      await waitFor(() => {
        const row = document.activeElement?.closest('[data-device]');
        expect(row?.getAttribute('data-device')).toBe(name);
      });
    },
  );
});

describe('the list of commands', () => {
  it('gives no key and no id to two commands', () => {
    const keys = commands.flatMap(({ keys: own }) => [...own]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it('has the keys that operators are told of', () => {
    const keys = commands.flatMap(({ keys: own }) => [...own]);
    expect(keys.toSorted()).toEqual(
      [
        '/',
        '?',
        'Ctrl+.',
        'Ctrl+Enter',
        'Ctrl+K',
        'Ctrl+Shift+Enter',
        'G',
        'L',
        'Space',
      ].toSorted(),
    );
  });
});
