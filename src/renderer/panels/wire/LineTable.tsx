import type { LineState } from '../../../contract/lines.ts';
import { chooseLine } from '../../stores/lines.ts';
import { formatMoment } from '../../widgets/format.ts';
import table from '../../widgets/Table.module.css';
import { lineStates, roundTrip } from './line-words.ts';
import classes from './WirePanel.module.css';

export interface LineTableProps {
  readonly lines: readonly LineState[];
  readonly chosen: string | null;
  /** One was chosen, the same again perhaps. */
  readonly onChosen: () => void;
}

/** Every line in one row; the chosen one is looked at beside it. */
export default function LineTable({ lines, chosen, onChosen }: LineTableProps) {
  return (
    <div className={classes['lines']} role="table" aria-label="Lines">
      <div role="row" className={`${classes['columns']} ${table['head']}`}>
        <span role="columnheader">Line</span>
        <span role="columnheader">State</span>
        <span
          role="columnheader"
          className={table['right']}
          title="Shortest, median and longest of the last answered exchanges, in milliseconds"
        >
          Round trip, ms
        </span>
        <span role="columnheader" className={table['right']}>
          Timeouts
        </span>
        <span
          role="columnheader"
          className={table['right']}
          title="Times it was opened again, after a loss or to bring it in order"
        >
          Reconnects
        </span>
      </div>
      <div role="rowgroup" className={classes['rows']}>
        {lines.map((line) => (
          <Row
            key={line.name}
            line={line}
            isChosen={line.name === chosen}
            onChosen={onChosen}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps extends Pick<LineTableProps, 'onChosen'> {
  readonly line: LineState;
  readonly isChosen: boolean;
}

function Row({ line, isChosen, onChosen }: RowProps) {
  const { name, address, devices, state, reason, since } = line;
  const { icon: Icon, word, tone } = lineStates[state];
  return (
    <div
      role="row"
      className={`${classes['columns']} ${classes['row']}`}
      data-chosen={isChosen || undefined}
    >
      <span role="rowheader" className={classes['name']}>
        <button
          type="button"
          aria-pressed={isChosen}
          aria-label={`Look at ${name}`}
          title={name}
          onClick={() => {
            chooseLine(name);
            onChosen();
          }}
        >
          {address}
        </button>
        <span title={devices.join(', ')}>{devices.join(', ')}</span>
      </span>
      <span
        role="cell"
        className={classes['state']}
        data-tone={tone}
        title={reason ?? undefined}
      >
        <Icon size={14} aria-hidden />
        <span>
          {word}
          <time dateTime={new Date(since).toISOString()}>
            since {formatMoment(since)}
          </time>
        </span>
      </span>
      <span role="cell" className={table['right']}>
        {roundTrip(line)}
      </span>
      <span role="cell" className={table['right']}>
        {line.timeouts}
      </span>
      <span role="cell" className={table['right']}>
        {line.reconnects}
      </span>
    </div>
  );
}
