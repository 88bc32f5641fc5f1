import {
  type Icon,
  IconAlertCircle,
  IconAlertTriangle,
  IconInfoCircle,
  IconNotebook,
} from '@tabler/icons-react';
import type { LogEntry } from '../../../contract/log.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import { formatMoment } from '../../widgets/format.ts';
import VirtualRows from '../../widgets/VirtualRows.tsx';
import { loadOlder } from './log-store.ts';
import classes from './LogPanel.module.css';

export interface LogListProps {
  readonly label: string;
  /** Newest first. */
  readonly entries: readonly LogEntry[];
  readonly empty: string;
}

const levels: Record<LogEntry['level'], { icon: Icon; word: string }> = {
  info: { icon: IconInfoCircle, word: 'Info' },
  note: { icon: IconNotebook, word: 'Note' },
  warning: { icon: IconAlertTriangle, word: 'Warning' },
  error: { icon: IconAlertCircle, word: 'Error' },
};

/** Entries of the log. */
export default function LogList({ label, entries, empty }: LogListProps) {
  return (
    <div className={classes['list']} role="table" aria-label={label}>
      {entries.length === 0 ? (
        <EmptyState>{empty}</EmptyState>
      ) : (
        <VirtualRows
          count={entries.length}
          keyOf={(index) => entries[index]?.id ?? index}
          row={(index) => {
            const entry = entries[index];
            return entry && <Entry entry={entry} />;
          }}
          onNearEnd={() => void loadOlder()}
        />
      )}
    </div>
  );
}

function Entry({ entry }: { readonly entry: LogEntry }) {
  const { time, level, who, text, run } = entry;
  const { icon: Icon, word } = levels[level];
  return (
    <div role="row" className={classes['entry']} data-level={level}>
      <time role="cell" dateTime={new Date(time).toISOString()}>
        {formatMoment(time)}
      </time>
      <span role="cell" className={classes['level']} title={word}>
        <Icon size={14} aria-hidden />
        <span className="visually-hidden">{word}</span>
      </span>
      <span role="cell" className={classes['who']} title={who}>
        {who}
      </span>
      <span role="cell" className={classes['text']}>
        {run !== null && <span className={classes['run']}>#{run} </span>}
        {text}
      </span>
    </div>
  );
}
