import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useCallback } from 'react';
import type { ParameterState } from '../../../contract/parameters.ts';
import { useOpenedDevice } from '../../stores/opened-device.ts';
import { onTrend, trendOf } from '../../stores/trends.ts';
import type { Figure } from '../../widgets/Plot/figure.ts';
import Plot from '../../widgets/Plot/Plot.tsx';
import type { PlotTheme } from '../../widgets/Plot/plot-theme.ts';
import { trendFigure } from './trend-figure.ts';
import classes from './Trend.module.css';

export interface TrendProps {
  readonly device: string;
  readonly parameter: ParameterState;
}

const choices = [1, 5, 15];
/** Time goes on while nothing changes, ms. */
const tickMs = 1000;

/** How a value went in the last minutes, since the device's panel was opened. */
export default function Trend({
  device,
  parameter: { name, unit },
}: TrendProps) {
  const minutes = useOpenedDevice((opened) => opened.minutes);
  const figure = useCallback(
    (theme: PlotTheme): Figure =>
      trendFigure(trendOf(device, name), {
        title: unit === '' ? name : `${name} (${unit})`,
        minutes,
        colour: theme.accent,
      }),
    [device, name, unit, minutes],
  );
  const watch = useCallback(
    (changed: () => void) => {
      const stop = onTrend(device, name, changed);
      const timer = setInterval(changed, tickMs);
      return () => {
        clearInterval(timer);
        stop();
      };
    },
    [device, name],
  );
  return (
    <section className={classes['trend']} aria-label={`Trend of ${name}`}>
      <div className={classes['head']}>
        <h3>
          {name} of {device}
        </h3>
        <SegmentedControl
          aria-label="How far back the trend goes"
          value={String(minutes)}
          data={choices.map((choice) => ({
            value: String(choice),
            label: `${choice} min`,
          }))}
          onChange={(value) =>
            useOpenedDevice.setState({ minutes: Number(value) })
          }
        />
        <ActionIcon
          aria-label="Close the trend"
          onClick={() => useOpenedDevice.setState({ trend: null })}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes['plot']}>
        <Plot
          label={`${name} of ${device} over the last ${minutes} minutes`}
          figure={figure}
          marks={noMarks}
          watch={watch}
          watchMarks={nothingToWatch}
        />
      </div>
    </section>
  );
}

const noMarks = () => [];
const nothingToWatch = () => () => undefined;
