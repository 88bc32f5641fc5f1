import { useControlRefusal } from '../../stores/control.ts';
import type { Run } from '../../../contract/runs.ts';
import { keyOf } from '../../commands/index.ts';
import { deviceState } from '../../stores/devices.ts';
import { moveTo } from '../../stores/moves.ts';
import { usePlotNow } from '../../stores/plot-view.ts';
import { targetRefusal } from '../../stores/refusals.ts';
import { isActive, useStation } from '../../stores/station.ts';
import { formatNumber } from '../../widgets/format.ts';
import Refusable from '../../widgets/Refusable.tsx';
import classes from './PeakChips.module.css';
import { columnOf, type PlotChoice } from './plot-model.ts';

export interface PeakChipsProps {
  readonly run: Run;
  readonly choice: PlotChoice;
}

/** Characteristic positions of the main curve, each with the way to it. */
export default function PeakChips({ run, choice }: PeakChipsProps) {
  const { x, channels } = choice;
  const peak = usePlotNow((state) => state.peak);
  const busy = useSteeringRefusal();
  const column = columnOf(run, x);
  if (column?.role !== 'axis') return <span />;
  if (peak !== null && peak.max === null) {
    return (
      <p className={classes['none']} role="group" aria-label="Peak">
        {channels[0]?.name}: no peak stands out from the scatter
        {isActive(run) ? ' so far.' : '.'}
      </p>
    );
  }
  const decimals = deviceState(x)?.decimals ?? column.decimals;
  const chips = [
    { name: 'max', value: peak?.max ?? null },
    { name: 'centre', value: peak?.centre ?? null },
    { name: 'centre of mass', value: peak?.centreOfMass ?? null },
  ];
  return (
    <div className={classes['chips']} role="group" aria-label="Peak">
      {channels.length > 1 && (
        <span className={classes['of']}>{channels[0]?.name}</span>
      )}
      {chips.map(({ name, value }) => (
        <div key={name} className={classes['chip']}>
          <span>{name}</span>
          <strong>{formatNumber(value, decimals)}</strong>
          <GoTo
            axis={x}
            name={name}
            value={value}
            decimals={decimals}
            busy={busy}
          />
        </div>
      ))}
      <div className={classes['chip']}>
        <span>fwhm</span>
        <strong>{formatNumber(peak?.fwhm ?? null, decimals)}</strong>
      </div>
    </div>
  );
}

interface GoToProps {
  readonly axis: string;
  readonly name: string;
  readonly value: number | null;
  readonly decimals: number;
  readonly busy: string | null;
}

function GoTo({ axis, name, value, decimals, busy }: GoToProps) {
  const device = deviceState(axis);
  const refusal =
    busy ??
    (value === null
      ? 'The curve has none yet.'
      : device
        ? targetRefusal(device, value)
        : `There is no device called ${axis}.`);
  const key = name === 'max' ? ` (${keyOf('plot.goToPeak') ?? ''})` : '';
  return (
    <Refusable
      does={`Move ${axis} to ${formatNumber(value, decimals)}${key}`}
      refusal={refusal}
    >
      <button
        type="button"
        className={classes['go']}
        disabled={refusal !== null}
        aria-label={`Go to ${name}`}
        onClick={() => {
          if (value !== null) moveTo(axis, value);
        }}
      >
        Go to
      </button>
    </Refusable>
  );
}

/** Why nothing can be moved from the plot now, in words. */
function useSteeringRefusal(): string | null {
  const control = useControlRefusal();
  const isLatched = useStation(({ stop }) => stop.isLatched);
  const active = useStation(({ run }) => (isActive(run) ? run.number : null));
  if (control !== null) return control;
  if (isLatched) return 'STOP ALL is in force. Reset it first.';
  return active === null
    ? null
    : `Run #${active} is using the axes. Wait for its end, or abort it.`;
}
