import {
  act,
  configure,
  fireEvent,
  screen,
  waitFor,
} from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Peak, Run } from '../../../contract/runs.ts';
import { usePlotSelection } from '../../stores/plot-selection.ts';
import { usePlotNow, usePlotView } from '../../stores/plot-view.ts';
import { activeRun, run } from '../../testing/fake-data.ts';
import type {
  FakeStation,
  FakeStationOptions,
} from '../../testing/fake-station.ts';
import { renderWithStation, settle, tidyUp } from '../../testing/render.tsx';
import MoveHere from './MoveHere.tsx';
import PlotPanel from './PlotPanel.tsx';

configure({ asyncUtilTimeout: 15_000 });

afterEach(() => {
  tidyUp();
  usePlotNow.setState(usePlotNow.getInitialState(), true);
  usePlotView.setState(usePlotView.getInitialState(), true);
  usePlotSelection.setState(usePlotSelection.getInitialState(), true);
});

const peak = {
  max: 0.12,
  min: -1,
  centre: 0.117,
  centreOfMass: 0.109,
  fwhm: 0.401,
};

const nothing = {
  max: null,
  min: null,
  centre: null,
  centreOfMass: null,
  fwhm: null,
};

describe('the live plot', () => {
  it('says what to do before anything was measured', async () => {
    await renderWithStation(<PlotPanel />);
    expect(screen.getByText(/press Run now/)).toBeTruthy();
  });

  it('shows the last run over those before it, each by its number', async () => {
    await draw({ run: run(128), history: [run(127), run(126), run(125)] });
    expect(
      screen.getByRole('img', { name: 'i0 over samx, run 128' }),
    ).toBeTruthy();
    const legend = screen
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(legend).toEqual(['#128', '#127', '#126']);
  });

  it('lays the runs ticked in the history under it instead', async () => {
    await draw({ run: run(128), history: [run(127), run(126), run(125)] });
    act(() => {
      usePlotSelection.getState().toggleOverlay(125);
    });
    const legend = screen
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(legend).toEqual(['#128', '#125']);
  });

  it('keeps the last run while the next one is being prepared', async () => {
    const station = await draw({ run: run(127), history: [run(127)] });
    station.emit(
      'runs.changed',
      activeRun(128, { phase: 'preparing', columns: [], point: 0 }),
    );
    await settle();
    expect(
      screen.getByRole('img', { name: 'i0 over samx, run 127' }),
    ).toBeTruthy();
    station.emit('runs.changed', activeRun(128, { point: 0 }));
    await settle();
    expect(
      screen.getByRole('img', { name: 'i0 over samx, run 128' }),
    ).toBeTruthy();
  });
});

describe('the peak', () => {
  it('is shown with the decimals of the axis, and gone to', async () => {
    const station = await draw({ run: run(128) });
    await screen.findByText('0.120');
    expect(screen.getByText('0.401')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Go to centre' }));
    await settle();
    expect(station.calls.at(-1)).toEqual({
      name: 'devices.move',
      input: { name: 'samx', target: 0.117 },
    });
  });

  it('is said to be missing where the curve is but noise', async () => {
    await draw({ run: run(128) }, nothing);
    await screen.findByText('i0: no peak stands out from the scatter.');
    expect(screen.queryByText('fwhm')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Go to/ })).toBeNull();
  });

  it('cannot be gone to while a run uses the axes', async () => {
    await draw({ run: activeRun(128) });
    await screen.findByText('0.120');
    const go = screen.getByRole<HTMLButtonElement>('button', {
      name: 'Go to max',
    });
    expect(go.disabled).toBe(true);
  });

  it('is asked for again when points came, but not for each block of them', async () => {
    const station = await draw({ run: activeRun(128, { point: 0 }) });
    await screen.findByText('0.120');
    const asked = (): number =>
      station.calls.filter(({ name }) => name === 'runs.peak').length;
    const before = asked();
    for (let first = 0; first < 20; first++) {
      station.emit('runs.points', {
        run: 128,
        first,
        count: 1,
        columns: [Float64Array.of(first), Float64Array.of(1)],
      });
    }
    await waitFor(() => {
      expect(asked()).toBeGreaterThan(before);
    });
    expect(asked() - before).toBeLessThan(5);
  });
});

describe('a click on the plot', () => {
  const at = { x: 1.23456, y: 9, clientX: 10, clientY: 10 };

  it('offers to move the axis there, as fine as the axis is shown', async () => {
    const station = await renderWithStation(
      <MoveHere
        at={at}
        axes={['samx']}
        onClose={() => undefined}
        onMove={() => undefined}
      />,
    );
    fireEvent.click(
      await screen.findByRole('menuitem', { name: 'Move samx to 1.235 mm' }),
    );
    await settle();
    expect(station.calls.at(-1)?.input).toEqual({
      name: 'samx',
      target: 1.235,
    });
  });

  it('says why not beyond a limit', async () => {
    await renderWithStation(
      <MoveHere
        at={{ ...at, x: 5 }}
        axes={['samx']}
        onClose={() => undefined}
        onMove={() => undefined}
      />,
    );
    const item = await screen.findByRole<HTMLButtonElement>('menuitem');
    expect(item.disabled).toBe(true);
    expect(screen.getByRole('note').textContent).toBe(
      '5.000 mm is beyond the upper limit of samx, 4.500 mm.',
    );
  });

  it('moves both axes of a map', async () => {
    const station = await renderWithStation(
      <MoveHere
        at={{ ...at, y: -1 }}
        axes={['samx', 'samy']}
        onClose={() => undefined}
        onMove={() => undefined}
      />,
    );
    fireEvent.click(await screen.findByRole('menuitem'));
    await settle();
    const moves = station.calls.filter(({ name }) => name === 'devices.move');
    expect(moves.map(({ input }) => input)).toEqual([
      { name: 'samx', target: 1.235 },
      { name: 'samy', target: -1 },
    ]);
  });
});

async function draw(
  state: { run: Run; history?: Run[] },
  found: Peak = peak,
): Promise<FakeStation> {
  const options: FakeStationOptions = {
    state,
    handlers: { 'runs.peak': () => found },
  };
  const station = await renderWithStation(<PlotPanel />, options);
  await settle();
  return station;
}
