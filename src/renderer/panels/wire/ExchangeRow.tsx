import { memo } from 'react';
import type { LineExchange } from '../../../contract/lines.ts';
import { formatClock } from '../../widgets/format.ts';
import table from '../../widgets/Table.module.css';
import { formatMs } from './line-words.ts';
import classes from './WirePanel.module.css';

export interface ExchangeRowProps {
  readonly entry: LineExchange;
  /** Exchanges before it that were too fast to be shown. */
  readonly missing: number;
}

/** One request and what came of it. */
function ExchangeRow({ entry, missing }: ExchangeRowProps) {
  const { time, sent, received, milliseconds, error } = entry;
  const thousandths = String(Math.floor(time % 1000)).padStart(3, '0');
  return (
    <div role="row" className={classes['exchange']}>
      <time role="cell" dateTime={new Date(time).toISOString()}>
        {formatClock(time)}.{thousandths}
      </time>
      <code role="cell">{sent}</code>
      <span role="cell" className={classes['received']}>
        {received !== null && <code>{received}</code>}
        {error !== null && <span className={classes['error']}>{error}</span>}
        {missing > 0 && (
          <span className={classes['more']}>
            {missing} more before this one
          </span>
        )}
      </span>
      <span role="cell" className={table['right']}>
        {milliseconds === null ? '' : formatMs(milliseconds)}
      </span>
    </div>
  );
}

export default memo(ExchangeRow);
