import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { Checkbox } from '@mantine/core';
import type {
  NamedPositions,
  PositionDifference,
} from '../../../contract/positions.ts';
import { usePositions } from '../../stores/positions.ts';
import { axesToMove, inOrder } from './difference.ts';
import DifferenceRow from './DifferenceRow.tsx';
import classes from './DifferenceTable.module.css';
import { chooseWay, type Way } from './view-store.ts';

export interface DifferenceTableProps {
  readonly set: NamedPositions;
  readonly rows: readonly PositionDifference[];
  readonly way: Way;
}

/** Saved, now and the difference of every axis; which of them go back, and in which order. */
export default function DifferenceTable({
  set,
  rows,
  way,
}: DifferenceTableProps) {
  const { order, unticked, isTogether } = way;
  const restoring = usePositions((positions) => positions.restoring);
  const going = restoring?.name === set.name ? restoring.axes : null;
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: sortableKeyboardCoordinates,
    }),
  );
  const shown = inOrder(rows, order);
  const ticked = order.filter((axis) => !unticked.includes(axis));

  const queued = going ?? axesToMove(rows, way).map(({ axis }) => axis);

  const put = (axis: string, to: number): void => {
    const from = order.indexOf(axis);
    if (from >= 0 && to >= 0 && to < order.length && from !== to) {
      chooseWay(set, { order: arrayMove([...order], from, to) });
    }
  };
  const onDragEnd = ({ active, over }: DragEndEvent): void => {
    if (over) put(String(active.id), order.indexOf(String(over.id)));
  };

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{
        announcements: announcements(order),
        container: document.body,
      }}
      onDragEnd={onDragEnd}
    >
      <div className={classes['scroll']}>
        <div
          className={classes['table']}
          role="table"
          aria-label={`${set.name}, saved and now`}
        >
          <div role="row" className={classes['head']}>
            <span role="columnheader">
              <Checkbox
                aria-label="All axes go back"
                checked={ticked.length > 0}
                indeterminate={
                  ticked.length > 0 && ticked.length < order.length
                }
                disabled={going !== null}
                onChange={() =>
                  chooseWay(set, {
                    unticked: ticked.length === order.length ? order : [],
                  })
                }
              />
            </span>
            <span role="columnheader">
              <span className="visually-hidden">Order</span>
            </span>
            <span role="columnheader">Axis</span>
            <span role="columnheader" className={classes['number']}>
              Saved
            </span>
            <span role="columnheader" className={classes['number']}>
              Now
            </span>
            <span
              role="columnheader"
              className={classes['number']}
              title="How far the axis would go: saved − now"
            >
              Difference
            </span>
            <span role="columnheader">
              <span className="visually-hidden">Unit</span>
            </span>
            <span role="columnheader">
              <span className="visually-hidden">Change the order</span>
            </span>
          </div>
          <SortableContext
            items={[...order]}
            strategy={verticalListSortingStrategy}
          >
            {shown.map((row, index) => (
              <DifferenceRow
                key={row.axis}
                row={row}
                saved={set.positions.find(({ axis }) => axis === row.axis)}
                isTicked={!unticked.includes(row.axis)}
                place={isTogether ? 0 : queued.indexOf(row.axis) + 1}
                going={going}
                onTick={(isTicked) =>
                  chooseWay(set, {
                    unticked: isTicked
                      ? unticked.filter((axis) => axis !== row.axis)
                      : [...unticked, row.axis],
                  })
                }
                onShift={(by) => put(row.axis, index + by)}
              />
            ))}
          </SortableContext>
        </div>
      </div>
    </DndContext>
  );
}

function announcements(order: readonly string[]): Announcements {
  const placeOf = (axis: string | number): string =>
    `place ${order.indexOf(String(axis)) + 1} of ${order.length}`;
  return {
    onDragStart: ({ active }) =>
      `Picked up ${active.id}, ${placeOf(active.id)}.`,
    onDragOver: ({ active, over }) =>
      over ? `${active.id} would go to ${placeOf(over.id)}.` : undefined,
    onDragEnd: ({ active, over }) =>
      over ? `${active.id} was put at ${placeOf(over.id)}.` : undefined,
    onDragCancel: ({ active }) => `${active.id} stays where it was.`,
  };
}
