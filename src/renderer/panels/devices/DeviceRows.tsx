import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useShownDevice } from '../../stores/shown-device.ts';
import DeviceRow from './DeviceRow.tsx';
import classes from './DeviceRows.module.css';
import GroupHead from './GroupHead.tsx';
import type { Row } from './rows.ts';

/** Beyond so many lines only those in view are drawn. */
const drawnAtOnce = 200;

/** The list of devices, by group. */
export default function DeviceRows({
  rows,
}: {
  readonly rows: readonly Row[];
}) {
  return (
    <div className={classes['rows']} role="table" aria-label="Devices">
      {rows.length > drawnAtOnce ? (
        <VirtualRows rows={rows} />
      ) : (
        rows.map(drawRow)
      )}
    </div>
  );
}

function drawRow(row: Row) {
  return row.kind === 'group' ? (
    <GroupHead key={`group ${row.name}`} name={row.name} count={row.count} />
  ) : (
    <DeviceRow key={row.name} name={row.name} />
  );
}

function VirtualRows({ rows }: { readonly rows: readonly Row[] }) {
  const list = useRef<HTMLDivElement>(null);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current?.parentElement ?? null,
    estimateSize: (index) =>
      rows[index]?.kind === 'group' ? 1.5 * rem : 2.25 * rem,
    overscan: 12,
  });
  const asked = useShownDevice((shown) => shown.name);
  useEffect(() => {
    const index = rows.findIndex(
      (row) => row.kind === 'device' && row.name === asked,
    );
    // Once it is drawn, the row itself takes the focus.
    if (index >= 0) virtualizer.scrollToIndex(index);
  }, [asked, rows, virtualizer]);
  return (
    <div
      ref={list}
      role="presentation"
      style={{ height: virtualizer.getTotalSize(), position: 'relative' }}
    >
      {virtualizer.getVirtualItems().map(({ index, start }) => {
        const row = rows[index];
        return (
          row && (
            <div
              key={index}
              role="presentation"
              className={classes['placed']}
              style={{ transform: `translateY(${start}px)` }}
            >
              {drawRow(row)}
            </div>
          )
        );
      })}
    </div>
  );
}
