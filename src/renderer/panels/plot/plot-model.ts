import type { Column, Run } from '../../../contract/runs.ts';
import type { ChannelStyle } from '../../stores/plot-view.ts';
import type { RunPoints } from '../../stores/points.ts';

/** What is drawn of a run, decided from the run and from what people chose before. */
export interface PlotChoice {
  readonly isMap: boolean;
  readonly x: string;
  /** The slow axis of a map. */
  readonly y: string | null;
  /** The channels drawn, main one first. */
  readonly channels: readonly Channel[];
  readonly isLeftLog: boolean;
  readonly isRightLog: boolean;
}

export interface Channel {
  readonly name: string;
  readonly side: 'left' | 'right';
  /** Place in the palette: a channel keeps its colour whatever else is shown. */
  readonly colour: number;
}

/** What the choice depends on besides the run. */
export interface ChoiceView {
  readonly channels: Readonly<Record<string, ChannelStyle>>;
  readonly xInstead: Readonly<Record<string, string>>;
  readonly isMapFlat: boolean;
}

/** How pale earlier runs are, newest first. */
export const palenesses = [0.5, 0.28, 0.2, 0.2] as const;

/** Decides what is drawn of a run. A map shows one channel, colours being taken. */
export function choose(run: Run, view: ChoiceView): PlotChoice {
  const signals = signalsOf(run);
  const isMap =
    run.plot.kind === 'grid' && run.plot.y !== null && !view.isMapFlat;
  const chosen = signals.filter(
    ({ name }) => view.channels[name]?.isShown ?? false,
  );
  const first = run.plot.signals.find(
    (name) => view.channels[name]?.isShown !== false,
  );
  const shown =
    chosen.length > 0
      ? chosen
      : signals.filter(({ name }) => name === (first ?? signals[0]?.name));
  const channels = shown.map(({ name }) => ({
    name,
    side: view.channels[name]?.side ?? 'left',
    colour:
      shown.length === 1
        ? 0
        : signals.findIndex((signal) => signal.name === name),
  }));
  const instead = view.xInstead[run.plot.x];
  const isLog = (side: 'left' | 'right'): boolean =>
    channels.some(
      (channel) =>
        channel.side === side && view.channels[channel.name]?.isLog === true,
    );
  return {
    isMap,
    x:
      !isMap && run.columns.some(({ name }) => name === instead)
        ? (instead ?? run.plot.x)
        : run.plot.x,
    y: isMap ? run.plot.y : null,
    channels: isMap ? channels.slice(0, 1) : channels,
    isLeftLog: isLog('left'),
    isRightLog: isLog('right'),
  };
}

/** The columns that can be drawn upwards, what the run suggests first: detectors, or timers where there are none. */
export function signalsOf(run: Run): readonly Column[] {
  const detectors = run.columns.filter(({ role }) => role === 'detector');
  const drawn =
    detectors.length > 0
      ? detectors
      : run.columns.filter(({ role }) => role === 'timer');
  const place = ({ name }: Column): number => {
    const index = run.plot.signals.indexOf(name);
    return index < 0 ? run.plot.signals.length : index;
  };
  return drawn.toSorted((one, other) => place(one) - place(other));
}

/** Earlier runs that belong under this one: same axis, same main channel, newest first. */
export function earlierRuns(
  run: Run,
  history: readonly Run[],
  choice: PlotChoice,
  most = 2,
): readonly Run[] {
  const [main] = choice.channels;
  return history
    .filter(
      (other) =>
        other.number < run.number &&
        other.point > 1 &&
        // More is not fetched unasked.
        other.point <= 100_000 &&
        other.plot.kind === 'curve' &&
        other.plot.x === run.plot.x &&
        other.columns.some(({ name }) => name === main?.name),
    )
    .slice(0, most);
}

/** `samx (mm)`; without a unit the name alone. */
export function axisTitle(run: Run, name: string): string {
  const unit = columnOf(run, name)?.unit ?? '';
  return unit === '' ? name.replace('/', ' / ') : `${name} (${unit})`;
}

export function columnOf(run: Run, name: string): Column | undefined {
  return run.columns.find((column) => column.name === name);
}

/** A column of a run's points; the points' numbers if the run has no such column. */
export function valuesOf(points: RunPoints, name: string): Float64Array {
  return (
    points.column(name) ??
    Float64Array.from({ length: points.count }, (_, i) => i)
  );
}

/** Lowest and highest of some columns; null when there is no number in them. */
export function extentOf(
  columns: readonly Float64Array[],
): readonly [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    for (const value of column) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

/** What x shows: planned and measured together with a little air; something around a single position. */
export function xRange(
  measured: readonly [number, number] | null,
  planned: readonly [number, number] | null,
): readonly [number, number] | null {
  // The plan of a relative scan is made from where the axis stands, which may have changed since.
  const isLikely =
    planned !== null &&
    (measured === null ||
      (measured[0] <= planned[1] && measured[1] >= planned[0]));
  const ends = [...(measured ?? []), ...(isLikely ? planned : [])];
  if (ends.length === 0) return null;
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const air = high > low ? (high - low) * 0.015 : Math.abs(low) * 0.05 || 0.5;
  return [low - air, high + air];
}
