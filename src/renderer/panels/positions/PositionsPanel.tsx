import { usePositions } from '../../stores/positions.ts';
import OpenedSet from './OpenedSet.tsx';
import classes from './PositionsPanel.module.css';
import SaveForm from './SaveForm.tsx';
import SetList from './SetList.tsx';
import { usePositionsView } from './view-store.ts';

/** Where axes stood, under names people chose: saved, compared with now, and gone back to. */
export default function PositionsPanel() {
  const sets = usePositions((positions) => positions.sets);
  const opened = usePositionsView((view) => view.opened);
  const form = usePositionsView((view) => view.form);
  return (
    <div className={classes['panel']}>
      {form !== null ? (
        <SaveForm start={form} />
      ) : opened !== null ? (
        <OpenedSet
          key={opened}
          name={opened}
          set={sets?.find(({ name }) => name === opened)}
        />
      ) : (
        <SetList sets={sets} />
      )}
    </div>
  );
}
