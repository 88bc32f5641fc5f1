import { useMemo } from 'react';
import { useStation } from '../../stores/station.ts';
import { filterLog, useLogView } from './log-store.ts';
import LogList from './LogList.tsx';
import classes from './LogPanel.module.css';
import NoteField from './NoteField.tsx';

/** Who did what, newest first. */
export default function LogPanel() {
  const log = useStation((state) => state.log);
  const filter = useLogView((view) => view.filter);
  const entries = useMemo(() => filterLog(log, filter), [log, filter]);
  return (
    <div className={classes['panel']}>
      <LogList
        label="Log"
        entries={entries}
        empty={
          log.length === 0
            ? 'Nothing has happened yet.'
            : 'No warnings, no errors.'
        }
      />
      <NoteField />
    </div>
  );
}
