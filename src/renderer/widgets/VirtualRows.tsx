import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './VirtualRows.module.css';

export interface VirtualRowsProps {
  readonly count: number;
  readonly keyOf: (index: number) => string | number;
  readonly row: (index: number) => ReactNode;
  /** Near the end of the list: more may be fetched. */
  readonly onNearEnd?: () => void;
}

const nearEnd = 20;

/** A long list of 28 px rows of which only those in view are drawn. Taller rows are measured. */
export default function VirtualRows({
  count,
  keyOf,
  row,
  onNearEnd,
}: VirtualRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () =>
      1.75 * parseFloat(getComputedStyle(document.documentElement).fontSize),
    getItemKey: keyOf,
    overscan: 15,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;

  useEffect(() => {
    if (count > 0 && last >= count - nearEnd) {
      onNearEnd?.();
    }
  }, [count, last, onNearEnd]);

  return (
    <div
      ref={scroller}
      className={classes['scroller']}
      role="rowgroup"
      tabIndex={0}
    >
      <div
        role="presentation"
        style={{ height: virtualizer.getTotalSize(), position: 'relative' }}
      >
        {items.map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            role="presentation"
            className={classes['placed']}
            style={{ transform: `translateY(${start}px)` }}
          >
            {row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
