import { Button } from '@mantine/core';
import { IconBookmarkPlus } from '@tabler/icons-react';
import type { NamedPositions } from '../../../contract/positions.ts';
import { useControlRefusal } from '../../stores/control.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import { formatMoment } from '../../widgets/format.ts';
import Refusable from '../../widgets/Refusable.tsx';
import { countAxes } from './difference.ts';
import classes from './PositionsPanel.module.css';
import { openForm, openSet, usePositionsView } from './view-store.ts';

/** All named positions; each opens with its name. */
export default function SetList({
  sets,
}: {
  readonly sets: readonly NamedPositions[] | null;
}) {
  const refusal = useControlRefusal();
  return (
    <>
      <div className={classes['bar']}>
        <Refusable
          does="Keeps where axes stand now under a name."
          refusal={refusal}
        >
          <Button
            variant="default"
            h="var(--control)"
            leftSection={<IconBookmarkPlus size={15} />}
            disabled={refusal !== null}
            onClick={() => openForm()}
          >
            Save positions
          </Button>
        </Refusable>
        {refusal !== null && <p className={classes['why']}>{refusal}</p>}
      </div>
      {sets !== null && sets.length > 0 ? (
        <div className={classes['sets']} role="table" aria-label="Positions">
          <div role="row" className={classes['setHead']}>
            <span role="columnheader">Name</span>
            <span role="columnheader">Axes</span>
            <span role="columnheader">Saved</span>
          </div>
          {byName(sets).map((set) => (
            <SetRow key={set.name} set={set} />
          ))}
        </div>
      ) : (
        <EmptyState>
          {sets === null
            ? 'Asking the station for the saved positions.'
            : 'No positions are saved yet. Save where the axes stand under a name, such as "sample change". Later you see here how far they are from there, and send them back, all or some, in the order you choose.'}
        </EmptyState>
      )}
    </>
  );
}

function byName(sets: readonly NamedPositions[]): readonly NamedPositions[] {
  return sets.toSorted((one, other) => one.name.localeCompare(other.name));
}

function SetRow({
  set: { name, positions, savedAt, savedBy },
}: {
  readonly set: NamedPositions;
}) {
  const isLast = usePositionsView((view) => view.last === name);
  const axes = positions.map(({ axis }) => axis).join(', ');
  return (
    <div role="row" className={classes['set']}>
      <div role="rowheader" className={classes['setName']}>
        <button
          type="button"
          title={`Compare "${name}" with now`}
          // Who comes back from a set goes on where they were.
          autoFocus={isLast}
          onClick={() => openSet(name)}
        >
          {name}
        </button>
        <span className={classes['small']} title={axes}>
          {axes}
        </span>
      </div>
      <span role="cell" className={classes['count']}>
        {countAxes(positions.length)}
      </span>
      <div role="cell" className={classes['saved']}>
        <span>{formatMoment(savedAt)}</span>
        <span className={classes['small']} title={savedBy}>
          {savedBy}
        </span>
      </div>
    </div>
  );
}
