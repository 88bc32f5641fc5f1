import { Button, Menu, Switch } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { Run } from '../../../contract/runs.ts';
import { keyOf } from '../../commands/index.ts';
import { usePlotSelection } from '../../stores/plot-selection.ts';
import { toggleLog, usePlotView } from '../../stores/plot-view.ts';
import ChannelList from './ChannelList.tsx';
import classes from './PlotBar.module.css';
import type { PlotChoice } from './plot-model.ts';
import type { Reading } from './readout.ts';

export interface PlotBarProps {
  readonly run: Run;
  readonly choice: PlotChoice;
  /** What is under the cursor; it has a fixed place, so that nothing jumps. */
  readonly readings: readonly Reading[];
}

/** What is drawn over what, and the values under the cursor. */
export default function PlotBar({ run, choice, readings }: PlotBarProps) {
  const chooseX = usePlotView((state) => state.chooseX);
  const setView = usePlotView((state) => state.set);
  const shown = usePlotSelection((state) => state.shown);
  const show = usePlotSelection((state) => state.show);
  const isLog = choice.isLeftLog;
  return (
    <div className={classes['bar']}>
      <ChannelList run={run} choice={choice} />
      <span className={classes['over']}>over</span>
      {choice.isMap ? (
        <span className={classes['names']}>
          {choice.x}, {choice.y}
        </span>
      ) : (
        <Menu>
          <Menu.Target>
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              h="1.625rem"
              className={classes['pick']}
              rightSection={<IconChevronDown size={14} aria-hidden />}
              aria-label={`x axis: ${choice.x}`}
            >
              {choice.x}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {run.columns.map(({ name }) => (
              <Menu.Item
                key={name}
                aria-checked={name === choice.x}
                role="menuitemradio"
                onClick={() => {
                  chooseX(run.plot.x, name);
                }}
                fw={name === choice.x ? 600 : 400}
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Switch
        size="xs"
        label="log"
        checked={isLog}
        onChange={toggleLog}
        title={`Logarithmic scale (${keyOf('plot.log') ?? ''})`}
      />
      {run.plot.kind === 'grid' && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          h="1.625rem"
          className={classes['pick']}
          onClick={() => {
            setView({ isMapFlat: choice.isMap });
          }}
        >
          {choice.isMap ? 'As curve' : 'As map'}
        </Button>
      )}
      {shown !== null && (
        <Button
          variant="light"
          size="compact-sm"
          h="1.625rem"
          className={classes['pick']}
          onClick={() => {
            show(null);
          }}
        >
          Back to the present run
        </Button>
      )}
      <dl className={classes['readings']} aria-label="Under the cursor">
        {readings.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
