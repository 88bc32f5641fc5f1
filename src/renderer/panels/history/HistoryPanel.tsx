import { useMemo } from 'react';
import { useStation } from '../../stores/station.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import VirtualRows from '../../widgets/VirtualRows.tsx';
import { filterRuns, loadOlder, useHistoryView } from './history-store.ts';
import HistoryRow from './HistoryRow.tsx';
import table from '../../widgets/Table.module.css';
import classes from './HistoryPanel.module.css';

/** Every run there was, newest first: how it ended, and how to do it again. */
export default function HistoryPanel() {
  const history = useStation((state) => state.history);
  const filter = useHistoryView((view) => view.filter);
  const runs = useMemo(() => filterRuns(history, filter), [history, filter]);
  const rowOf = (index: number) => {
    const run = runs[index];
    return run && <HistoryRow run={run} />;
  };
  return (
    <div className={table['table']} role="table" aria-label="History">
      <div role="row" className={`${classes['columns']} ${table['head']}`}>
        <span role="columnheader" className={table['right']}>
          #
        </span>
        <span role="columnheader">Scan</span>
        <span role="columnheader">Ended</span>
        <span role="columnheader">Outcome</span>
        <span role="columnheader" className="visually-hidden">
          Actions
        </span>
      </div>
      {runs.length > 0 ? (
        <VirtualRows
          count={runs.length}
          keyOf={(index) => runs[index]?.number ?? index}
          row={rowOf}
          onNearEnd={() => void loadOlder()}
        />
      ) : (
        <EmptyState>
          {history.length === 0
            ? 'No run yet. What was run appears here, to be run again or laid under the plot.'
            : `No run fits "${filter}".`}
        </EmptyState>
      )}
    </div>
  );
}
