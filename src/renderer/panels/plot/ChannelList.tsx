import { Button, Checkbox, Popover, SegmentedControl } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { Run } from '../../../contract/runs.ts';
import { usePlotView } from '../../stores/plot-view.ts';
import classes from './ChannelList.module.css';
import { signalsOf, type PlotChoice } from './plot-model.ts';

/** Ticks the channels that are drawn, and on which side; kept for each channel. */
export default function ChannelList({
  run,
  choice,
}: {
  readonly run: Run;
  readonly choice: PlotChoice;
}) {
  const styleChannel = usePlotView((state) => state.styleChannel);
  const styles = usePlotView((state) => state.channels);
  const shown = choice.channels.map(({ name }) => name);
  const signals = signalsOf(run);

  const toggle = (name: string): void => {
    if (choice.isMap) {
      // A map shows one channel.
      for (const signal of signals)
        styleChannel(signal.name, { isShown: signal.name === name });
      return;
    }
    if (shown.includes(name) && shown.length === 1) return;
    // What the run suggested becomes a choice as soon as somebody chooses.
    for (const other of shown) styleChannel(other, { isShown: true });
    styleChannel(name, { isShown: !shown.includes(name) });
  };

  return (
    <Popover position="bottom-start">
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          h="1.625rem"
          className={classes['button']}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={`Channels: ${shown.join(', ')}`}
        >
          {shown.join(', ')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Channels">
        <div className={classes['list']}>
          {signals.map(({ name }) => (
            <div key={name} className={classes['row']}>
              <Checkbox
                label={name}
                checked={shown.includes(name)}
                onChange={() => {
                  toggle(name);
                }}
              />
              {!choice.isMap && (
                <SegmentedControl
                  aria-label={`Axis of ${name}`}
                  data={['left', 'right']}
                  value={styles[name]?.side ?? 'left'}
                  onChange={(side) => {
                    styleChannel(name, {
                      side: side === 'right' ? 'right' : 'left',
                    });
                  }}
                />
              )}
              <Checkbox
                label="log"
                checked={styles[name]?.isLog === true}
                onChange={(event) => {
                  styleChannel(name, { isLog: event.currentTarget.checked });
                }}
              />
            </div>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
