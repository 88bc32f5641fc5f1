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
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { useState } from 'react';
import type { QueueItem } from '../../../contract/queue.ts';
import { call } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import classes from './QueuePanel.module.css';
import QueueRow from './QueueRow.tsx';
import { useSchedule } from './use-schedule.ts';

/** The waiting scans; drag them by the grip, or with the keyboard: Space, arrows, Space. */
export default function QueueRows({
  items,
}: {
  readonly items: readonly QueueItem[];
}) {
  const { schedule, isRunning } = useSchedule();
  const refusal = useControlRefusal();
  const [moved, setMoved] = useState<Moved | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: sortableKeyboardCoordinates,
    }),
  );
  const shown = moved?.before === items ? reordered(items, moved) : items;

  const onDragEnd = ({ active, over }: DragEndEvent): void => {
    const id = Number(active.id);
    const to = items.findIndex((item) => item.id === over?.id);
    if (to < 0 || items[to]?.id === id) {
      return;
    }
    // Until the station answers the row stays where it was dropped, so that it does not jump back and forth.
    setMoved({ before: items, id, to });
    void call('queue.move', { id, to }).then(
      (answer) => answer === undefined && setMoved(null),
    );
  };

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{
        announcements: announcements(items),
        container: document.body,
      }}
      onDragEnd={onDragEnd}
    >
      <SortableContext
        items={shown.map(({ id }) => id)}
        strategy={verticalListSortingStrategy}
      >
        <div className={classes['rows']} role="rowgroup">
          {shown.map((item, index) => (
            <QueueRow
              key={item.id}
              item={item}
              index={index}
              count={shown.length}
              startsAt={isRunning ? (schedule.starts[index] ?? null) : null}
              refusal={refusal}
            />
          ))}
        </div>
      </SortableContext>
    </DndContext>
  );
}

interface Moved {
  readonly before: readonly QueueItem[];
  readonly id: number;
  readonly to: number;
}

function reordered(
  items: readonly QueueItem[],
  { id, to }: Moved,
): readonly QueueItem[] {
  const item = items.find((other) => other.id === id);
  return item
    ? items.filter((other) => other !== item).toSpliced(to, 0, item)
    : items;
}

function announcements(items: readonly QueueItem[]): Announcements {
  const lineOf = (id: string | number): string =>
    items.find((item) => item.id === id)?.line ?? 'The scan';
  const placeOf = (id: string | number): string =>
    `place ${items.findIndex((item) => item.id === id) + 1} of ${items.length}`;
  return {
    onDragStart: ({ active }) =>
      `Picked up ${lineOf(active.id)}, ${placeOf(active.id)}.`,
    onDragOver: ({ active, over }) =>
      over
        ? `${lineOf(active.id)} would go to ${placeOf(over.id)}.`
        : undefined,
    onDragEnd: ({ active, over }) =>
      over ? `${lineOf(active.id)} was put at ${placeOf(over.id)}.` : undefined,
    onDragCancel: ({ active }) => `${lineOf(active.id)} stays where it was.`,
  };
}
