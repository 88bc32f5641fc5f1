import { useMemo } from 'react';
import { useStation } from '../../stores/station.ts';
import { filterLog } from './log-store.ts';
import LogList from './LogList.tsx';
import classes from './LogPanel.module.css';
import NoteField from './NoteField.tsx';

/** What people wrote, newest first. */
export default function NotesPanel() {
  const log = useStation((state) => state.log);
  const entries = useMemo(() => filterLog(log, 'notes'), [log]);
  return (
    <div className={classes['panel']}>
      <LogList
        label="Notes"
        entries={entries}
        empty="No note yet. Write one below; it is kept with the time, your name and the run."
      />
      <NoteField />
    </div>
  );
}
