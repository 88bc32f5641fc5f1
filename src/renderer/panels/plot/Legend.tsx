import type { Run } from '../../../contract/runs.ts';
import classes from './Legend.module.css';
import { palenesses, type PlotChoice } from './plot-model.ts';

export interface LegendProps {
  /** The present run first, then those under it. */
  readonly runs: readonly Run[];
  readonly choice: PlotChoice;
}

/** Which line is which: runs by paleness, channels by colour. */
export default function Legend({ runs, choice }: LegendProps) {
  const [main] = choice.channels;
  if (choice.isMap)
    return <div className={classes['legend']}>#{runs[0]?.number}</div>;
  return (
    <ul className={classes['legend']} aria-label="Legend">
      {choice.channels.length > 1 &&
        choice.channels.map(({ name, colour, side }) => (
          <li key={name}>
            <Line colour={colour} opacity={1} />
            {name}
            {side === 'right' ? ' (right)' : ''}
          </li>
        ))}
      {runs.map(({ number, line }, i) => (
        <li key={number} title={line}>
          <Line
            colour={choice.channels.length > 1 ? null : (main?.colour ?? 0)}
            opacity={i === 0 ? 1 : (palenesses[i - 1] ?? 0.2)}
          />
          #{number}
        </li>
      ))}
    </ul>
  );
}

function Line({
  colour,
  opacity,
}: {
  readonly colour: number | null;
  readonly opacity: number;
}) {
  const variable =
    colour === null
      ? 'var(--ink)'
      : colour === 0
        ? 'var(--accent)'
        : `var(--series-${colour + 1})`;
  return (
    <span
      className={classes['line']}
      style={{ background: variable, opacity }}
      aria-hidden
    />
  );
}
