import { useSortable } from '@dnd-kit/sortable';
import { Checkbox } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowsHorizontal,
  IconCheck,
  IconGripVertical,
  IconInfoCircle,
} from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type {
  PositionDifference,
  SavedPosition,
} from '../../../contract/positions.ts';
import { useDevice } from '../../stores/devices.ts';
import { formatNumber } from '../../widgets/format.ts';
import Num from '../../widgets/Num.tsx';
import { formatSigned, isInPlace } from './difference.ts';
import classes from './DifferenceTable.module.css';

export interface DifferenceRowProps {
  readonly row: PositionDifference;
  readonly saved: SavedPosition | undefined;
  readonly isTicked: boolean;
  /** When it goes, from 1; 0 = not, or with all others. */
  readonly place: number;
  /** The axes on their way back to these positions; null = none are. */
  readonly going: readonly string[] | null;
  readonly onTick: (isTicked: boolean) => void;
  /** Earlier (-1) or later (1). */
  readonly onShift: (by: -1 | 1) => void;
}

/** One axis: where it was, where it is, how far that is, and why it cannot go there. */
export default function DifferenceRow({
  row,
  saved,
  isTicked,
  place,
  going,
  onTick,
  onShift,
}: DifferenceRowProps) {
  const { axis, unit, decimals, target, now, difference } = row;
  const {
    attributes,
    listeners,
    setNodeRef,
    setActivatorNodeRef,
    transform,
    transition,
    isDragging,
  } = useSortable({ id: axis, disabled: going !== null });
  const isMoving = useDevice(axis)?.status === 'moving';
  const isThere = isInPlace(row);

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!event.altKey || by === 0 || going !== null) return;
    event.preventDefault();
    onShift(by);
  };

  return (
    <div
      ref={setNodeRef}
      role="row"
      className={classes['row']}
      data-axis={axis}
      data-moving={isMoving || undefined}
      data-staying={!isTicked || undefined}
      data-dragging={isDragging || undefined}
      style={{
        transform: transform ? `translateY(${transform.y}px)` : undefined,
        transition,
      }}
      onKeyDown={onKeyDown}
    >
      <span role="cell">
        <Checkbox
          aria-label={`${axis} goes back`}
          checked={isTicked}
          disabled={going !== null}
          onChange={({ currentTarget }) => onTick(currentTarget.checked)}
        />
      </span>
      <span role="cell" className={classes['place']}>
        {isMoving ? (
          <IconArrowsHorizontal size={14} aria-label="Moving" />
        ) : isThere ? (
          <IconCheck size={14} aria-label="In place" />
        ) : (
          place > 0 && `${place}.`
        )}
      </span>
      <span role="rowheader" className={classes['axis']} title={axis}>
        {axis}
      </span>
      <span role="cell" className={classes['number']}>
        <Num value={target} decimals={decimals} />
      </span>
      <span role="cell" className={classes['number']}>
        <Num value={now} decimals={decimals} />
      </span>
      <span
        role="cell"
        className={classes['difference']}
        data-zero={isThere || undefined}
      >
        {formatSigned(difference, decimals)}
      </span>
      <span role="cell" className={classes['unit']}>
        {unit}
      </span>
      <span role="cell">
        <button
          {...attributes}
          {...listeners}
          ref={setActivatorNodeRef}
          type="button"
          className={classes['grip']}
          aria-label={`Change when ${axis} goes`}
          title="Drag; or Space and arrow keys; or Alt and an arrow key in the row"
          disabled={going !== null}
        >
          <IconGripVertical size={14} aria-hidden />
        </button>
      </span>
      <Words row={row} saved={saved} isMuted={isThere || !isTicked} />
    </div>
  );
}

interface WordsProps {
  readonly row: PositionDifference;
  readonly saved: SavedPosition | undefined;
  /** It does not stop anything: the axis stays anyway. */
  readonly isMuted: boolean;
}

function Words({
  row: { whyNot, isRedefined, decimals, unit },
  saved,
  isMuted,
}: WordsProps) {
  return whyNot !== null || isRedefined ? (
    <div role="cell" className={classes['words']}>
      {whyNot !== null && (
        <p data-tone={isMuted ? undefined : 'error'}>
          <IconAlertTriangle size={13} aria-hidden />
          {whyNot}
        </p>
      )}
      {isRedefined && saved && (
        <p>
          <IconInfoCircle size={13} aria-hidden />
          Redefined since: the same place was called{' '}
          {`${formatNumber(saved.position, decimals)} ${unit}`.trim()} then.
        </p>
      )}
    </div>
  ) : null;
}
