import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowBackUp, IconPlayerStop } from '@tabler/icons-react';
import type {
  NamedPositions,
  PositionDifference,
} from '../../../contract/positions.ts';
import { useConnection } from '../../stores/connection.ts';
import { useControlRefusal } from '../../stores/control.ts';
import {
  restorePositions,
  stopRestoring,
  usePositions,
} from '../../stores/positions.ts';
import { busyRefusal } from '../../stores/refusals.ts';
import { useStation } from '../../stores/station.ts';
import Refusable from '../../widgets/Refusable.tsx';
import {
  axesToMove,
  countAxes,
  inOrder,
  isInPlace,
  wayRefusal,
} from './difference.ts';
import classes from './OpenedSet.module.css';
import { useMoving } from './use-differences.ts';
import { chooseWay, type Way } from './view-store.ts';

export interface RestoreBarProps {
  readonly set: NamedPositions;
  readonly rows: readonly PositionDifference[];
  readonly way: Way;
}

/** The button that sends the ticked axes back or, while any of them moves, how far they are and Stop. */
export default function RestoreBar({ set, rows, way }: RestoreBarProps) {
  const restoring = usePositions((positions) => positions.restoring);
  const moving = useMoving(rows.map(({ axis }) => axis));
  const control = useControlRefusal();
  const isLatched = useStation(({ stop }) => stop.isLatched);
  const isConnected = useConnection(({ status }) => status === 'connected');
  const own = restoring?.name === set.name ? restoring : null;

  if (own !== null || moving.length > 0) {
    const there = inOrder(rows, own?.axes ?? []).filter(isInPlace).length;
    return (
      <div className={classes['foot']} data-moving>
        <p className={classes['progress']} role="status">
          {moving.length > 0 ? `Moving: ${moving.join(', ')}` : 'Moving'}
          {own && (
            <span>
              {there} of {countAxes(own.axes.length)} in place
            </span>
          )}
        </p>
        <Button
          color="red"
          leftSection={<IconPlayerStop size={15} />}
          onClick={() => stopRestoring(own?.axes ?? moving)}
        >
          Stop
        </Button>
      </div>
    );
  }

  const going = axesToMove(rows, way);
  const whyNot =
    control ??
    busyRefusal(isLatched, null) ??
    (isConnected && restoring !== null
      ? `Axes are on their way to "${restoring.name}". Wait for them, or stop them there.`
      : wayRefusal(rows, way));
  return (
    <div className={classes['foot']}>
      <SegmentedControl
        aria-label="How they go back"
        value={way.isTogether ? 'together' : 'order'}
        onChange={(how) => chooseWay(set, { isTogether: how === 'together' })}
        data={[
          { value: 'order', label: 'In this order' },
          { value: 'together', label: 'Together' },
        ]}
      />
      <Refusable
        does={
          way.isTogether
            ? 'Moves the ticked axes back, all at the same time.'
            : 'Moves the ticked axes back, one after the other. The first that fails ends it.'
        }
        refusal={whyNot}
      >
        <Button
          leftSection={<IconArrowBackUp size={15} />}
          disabled={whyNot !== null}
          onClick={() =>
            void restorePositions({
              name: set.name,
              axes: going.map(({ axis }) => axis),
              isTogether: way.isTogether,
            })
          }
        >
          Move {countAxes(going.length)}
        </Button>
      </Refusable>
      {whyNot !== null && <p className={classes['why']}>{whyNot}</p>}
    </div>
  );
}
