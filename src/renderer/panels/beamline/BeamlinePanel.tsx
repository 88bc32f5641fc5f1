import { useEffect } from 'react';
import { loadBeamline, useBeamline } from '../../stores/beamline.ts';
import { useConnection } from '../../stores/connection.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import classes from './BeamlinePanel.module.css';
import DriverList from './DriverList.tsx';
import Editor from './Editor.tsx';
import InstrumentTable from './InstrumentTable.tsx';
import { useBeamlineView } from './view-store.ts';

/** The instruments of the beamline file: looked at, added, changed, duplicated, disabled, removed. */
export default function BeamlinePanel() {
  const client = useConnection((connection) => connection.client);
  const state = useBeamline((beamline) => beamline.state);
  const problem = useBeamline((beamline) => beamline.problem);
  const task = useBeamlineView((view) => view.task);
  useEffect(() => {
    if (client !== null) void loadBeamline();
  }, [client]);

  return (
    <div className={classes['panel']}>
      {task?.kind === 'pick' ? (
        <DriverList />
      ) : task !== null ? (
        <Editor task={task} />
      ) : state !== null ? (
        <InstrumentTable state={state} problem={problem} />
      ) : (
        <EmptyState>
          {problem ?? 'Asking the station for the beamline file.'}
        </EmptyState>
      )}
    </div>
  );
}
