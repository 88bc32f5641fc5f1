import { memo, useCallback, useEffect, useRef, useState } from 'react';
import type { Run } from '../../../contract/runs.ts';
import { deviceState, onDevice } from '../../stores/devices.ts';
import { usePlotNow } from '../../stores/plot-view.ts';
import { runPoints } from '../../stores/points.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import { formatNumber } from '../../widgets/format.ts';
import type { Drawing } from '../../widgets/Plot/drawing.ts';
import type { Mark, PlotPoint } from '../../widgets/Plot/figure.ts';
import type { PlotTheme } from '../../widgets/Plot/plot-theme.ts';
import Plot from '../../widgets/Plot/Plot.tsx';
import { buildFigure, earlierInView, type PlottedRun } from './build-figure.ts';
import Legend from './Legend.tsx';
import MoveHere from './MoveHere.tsx';
import PeakChips from './PeakChips.tsx';
import PlotBar from './PlotBar.tsx';
import classes from './PlotPanel.module.css';
import { columnOf } from './plot-model.ts';
import { cursorMarks, readAt, type Reading } from './readout.ts';
import { savePng, saveRunCsv } from './save.ts';
import { usePeak } from './use-peak.ts';
import {
  usePlannedRange,
  usePlotted,
  usePoints,
  watchPoints,
  type Plotted,
} from './use-plotted.ts';

/** The live plot: curves or map of the present run, over those before it. */
export default function PlotPanel() {
  const plotted = usePlotted();
  const panel = useRef<HTMLElement>(null);
  /** The plot's keys act while it has the focus. */
  const takeFocus = useCallback(
    () => panel.current?.focus({ preventScroll: true }),
    [],
  );
  usePeak(plotted);
  return (
    <section
      ref={panel}
      className={classes['panel']}
      aria-label="Live plot"
      data-command-scope="plot"
      tabIndex={0}
      onPointerDownCapture={({ target }) => {
        // Plotly keeps a press from giving the focus; the plot's own keys need it.
        const isControl =
          target instanceof Element &&
          target.closest('button, input, a, [role=dialog]') !== null;
        if (!isControl) takeFocus();
      }}
    >
      {plotted ? (
        <RunPlot plotted={plotted} takeFocus={takeFocus} />
      ) : (
        <EmptyState>
          Nothing has been measured yet. Choose a scan at the right and press
          Run now: its curve grows here.
        </EmptyState>
      )}
    </section>
  );
}

const RunPlot = memo(function RunPlot({
  plotted,
  takeFocus,
}: {
  readonly plotted: Plotted;
  readonly takeFocus: () => void;
}) {
  const { run, choice, areEarlierTicked } = plotted;
  const planned = usePlannedRange(plotted);
  const runs = usePoints(plotted);
  const drawing = useRef<Drawing>(null);
  const hovered = useRef<PlotPoint | null>(null);
  const shownTheme = useRef<PlotTheme | null>(null);
  const hoverChanged = useRef<() => void>(() => {});
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  const [picked, setPicked] = useState<PlotPoint | null>(null);
  // Which runs the legend names: those drawn last.
  const [seen, setSeen] = useState<string | null>(null);
  const numbers = keyOf(runs);

  const figure = useCallback(
    (theme: PlotTheme) => {
      shownTheme.current = theme;
      // Looked up for each drawing: a run's points may come to lie in another place.
      const [present, ...earlier] = runs.flatMap(withPoints);
      if (present?.run.number !== run.number) return null;
      const parts = { present, earlier, areEarlierTicked, choice, planned };
      setSeen(keyOf(earlierInView(parts).map((other) => other.run)));
      return buildFigure(parts, theme);
    },
    // What is known of a run changes with every point; what is drawn of it only with these.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [run.number, run.state, numbers, areEarlierTicked, choice, planned],
  );

  const marks = useCallback((): readonly Mark[] => {
    const { peak } = usePlotNow.getState();
    const theme = shownTheme.current;
    const at = hovered.current;
    const [present] = withPoints(run);
    return [
      ...(peak?.max == null || choice.isMap
        ? []
        : [
            {
              kind: 'line',
              id: 'peak',
              along: 'x',
              at: peak.max,
              look: 'peak',
            } as const,
          ]),
      ...positionMarks(choice.x, 'x'),
      ...(choice.y === null ? [] : positionMarks(choice.y, 'y')),
      ...(present && at && theme
        ? cursorMarks(present, choice, at, theme)
        : []),
    ];
  }, [run, choice]);

  const watch = useCallback(
    (changed: () => void) =>
      watchPoints(numbers.split(',').map(Number), changed),
    [numbers],
  );
  const watchMarks = useCallback(
    (changed: () => void) => {
      hoverChanged.current = changed;
      const stops = [
        onDevice(choice.x, changed),
        ...(choice.y === null ? [] : [onDevice(choice.y, changed)]),
        usePlotNow.subscribe(changed),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [choice.x, choice.y],
  );

  useEffect(() => {
    usePlotNow.setState({
      resetZoom: () => drawing.current?.resetZoom(),
      saveCsv: () => void saveRunCsv(run.number),
      savePng: () => void savePng(drawing.current, run.number),
    });
    return () => {
      usePlotNow.setState({ resetZoom: null, saveCsv: null, savePng: null });
    };
  }, [run.number]);

  const onHover = (at: PlotPoint | null): void => {
    hovered.current = at;
    hoverChanged.current();
    const [present] = withPoints(run);
    setReadings(at && present ? readAt(present, choice, at) : []);
  };

  return (
    <>
      <PlotBar run={run} choice={choice} readings={readings} />
      <div className={classes['plot']}>
        <Plot
          ref={drawing}
          label={labelOf(plotted)}
          figure={figure}
          marks={marks}
          watch={watch}
          watchMarks={watchMarks}
          onHover={onHover}
          onPick={setPicked}
        />
        <MoveHere
          at={picked}
          axes={[choice.x, choice.y].flatMap((name) =>
            name !== null && columnOf(run, name)?.role === 'axis' ? [name] : [],
          )}
          onClose={() => {
            setPicked(null);
          }}
          onMove={takeFocus}
        />
      </div>
      <div className={classes['foot']}>
        {choice.isMap ? <span /> : <PeakChips run={run} choice={choice} />}
        <Legend
          runs={[
            run,
            ...plotted.earlier.filter(
              (other) =>
                seen === null || seen.split(',').includes(keyOf([other])),
            ),
          ]}
          choice={choice}
        />
      </div>
    </>
  );
});

function keyOf(runs: readonly Run[]): string {
  return runs.map(({ number }) => number).join();
}

function withPoints(run: Run): readonly PlottedRun[] {
  const points = runPoints(run.number);
  return points ? [{ run, points }] : [];
}

function positionMarks(name: string, along: 'x' | 'y'): readonly Mark[] {
  const device = deviceState(name);
  if (!device?.can.move || typeof device.value !== 'number') return [];
  return [
    {
      kind: 'line',
      id: `position ${along}`,
      along,
      at: device.value,
      look: 'position',
      label: `${name} ${formatNumber(device.value, device.decimals)}`,
    },
  ];
}

function labelOf({ run, choice }: Plotted): string {
  const names = choice.channels.map(({ name }) => name).join(' and ');
  return choice.isMap
    ? `Map of ${names} over ${choice.x} and ${choice.y ?? ''}, run ${run.number}`
    : `${names} over ${choice.x}, run ${run.number}`;
}
