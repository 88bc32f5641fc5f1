import { useSortable } from '@dnd-kit/sortable';
import { IconAlertCircle, IconGripVertical } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { QueueItem } from '../../../contract/queue.ts';
import {
  formatCount,
  formatDuration,
  formatHour,
  withRealMinus,
} from '../../widgets/format.ts';
import { actOnItem } from './item-actions.ts';
import ItemMenu from './ItemMenu.tsx';
import table from '../../widgets/Table.module.css';
import classes from './QueuePanel.module.css';

export interface QueueRowProps {
  readonly item: QueueItem;
  readonly index: number;
  readonly count: number;
  /** Null while the queue is held. */
  readonly startsAt: number | null;
  /** Why the queue may not be changed; null = it may. */
  readonly refusal: string | null;
}

/** One waiting scan. */
export default function QueueRow({
  item,
  index,
  count,
  startsAt,
  refusal,
}: QueueRowProps) {
  const { id, line, points, durationSeconds, who, problem } = item;
  const sortable = useSortable({ id, disabled: refusal !== null });
  const {
    attributes,
    listeners,
    setNodeRef,
    setActivatorNodeRef,
    transform,
    transition,
  } = sortable;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (refusal !== null || event.target !== event.currentTarget) {
      return;
    }
    const verb = verbOf(event);
    if (verb !== null) {
      event.preventDefault();
      actOnItem(verb, item, index);
    }
  };

  return (
    <div
      ref={setNodeRef}
      role="row"
      tabIndex={0}
      aria-label={`${line}, place ${index + 1} of ${count}`}
      className={`${classes['columns']} ${classes['row']}`}
      data-item={id}
      data-dragging={sortable.isDragging || undefined}
      style={{
        transform: transform ? `translateY(${transform.y}px)` : undefined,
        transition,
      }}
      onKeyDown={onKeyDown}
      onDoubleClick={() => actOnItem('edit', item, index)}
    >
      <div role="cell" className={classes['scan']}>
        <div className={table['line']} title={`${line}\nadded by ${who}`}>
          {withRealMinus(line)}
        </div>
        {problem !== null && (
          <div className={classes['problem']}>
            <IconAlertCircle size={13} aria-hidden />
            {problem}
          </div>
        )}
      </div>
      <span role="cell" className={table['right']}>
        {formatCount(points)}
      </span>
      <span role="cell" className={table['right']}>
        {formatDuration(durationSeconds)}
      </span>
      <span role="cell" className={classes['starts']}>
        {startsAt === null ? 'held' : formatHour(startsAt)}
      </span>
      <span role="cell" className={classes['actions']}>
        <button
          {...attributes}
          {...listeners}
          ref={setActivatorNodeRef}
          type="button"
          className={classes['grip']}
          aria-label={`Move ${line} in the queue`}
          title={refusal ?? 'Drag, or Space and arrow keys'}
          disabled={refusal !== null}
        >
          <IconGripVertical size={14} aria-hidden />
        </button>
        <ItemMenu item={item} index={index} count={count} refusal={refusal} />
      </span>
    </div>
  );
}

function verbOf({
  key,
  altKey,
}: KeyboardEvent): Parameters<typeof actOnItem>[0] | null {
  if (altKey) {
    return key === 'ArrowUp' ? 'up' : key === 'ArrowDown' ? 'down' : null;
  }
  return key === 'Delete' ? 'remove' : key === 'Enter' ? 'edit' : null;
}
