import { ActionIcon, Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowLeft,
  IconBookmarkPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { NamedPositions } from '../../../contract/positions.ts';
import { call } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import { formatMoment } from '../../widgets/format.ts';
import Notice from '../../widgets/Notice.tsx';
import Refusable from '../../widgets/Refusable.tsx';
import DifferenceTable from './DifferenceTable.tsx';
import EndNotice from './EndNotice.tsx';
import classes from './OpenedSet.module.css';
import RestoreBar from './RestoreBar.tsx';
import { useDifferences } from './use-differences.ts';
import { closeSet, openForm, usePositionsView, wayOf } from './view-store.ts';

export interface OpenedSetProps {
  readonly name: string;
  /** Undefined = there is none of this name any more. */
  readonly set: NamedPositions | undefined;
}

/** One set: what of it differs from now, and the way back. */
export default function OpenedSet({ name, set }: OpenedSetProps) {
  const refusal = useControlRefusal();
  const [asksToRemove, setAsking] = useState(false);
  return (
    <section className={classes['opened']} aria-label={`Positions ${name}`}>
      <div className={classes['head']}>
        <ActionIcon
          aria-label="Back to all positions"
          title="Back to all positions"
          autoFocus
          onClick={closeSet}
        >
          <IconArrowLeft size={16} />
        </ActionIcon>
        <div className={classes['title']}>
          <h2 title={name}>{name}</h2>
          {set && (
            <span>
              Saved {formatMoment(set.savedAt)} by {set.savedBy}
            </span>
          )}
        </div>
        {set && (
          <>
            <Refusable
              does="Saves these axes anew where they stand now. Asks before it replaces."
              refusal={refusal}
            >
              <ActionIcon
                aria-label="Save anew"
                disabled={refusal !== null}
                onClick={() =>
                  openForm({
                    name,
                    axes: set.positions.map(({ axis }) => axis),
                  })
                }
              >
                <IconBookmarkPlus size={16} />
              </ActionIcon>
            </Refusable>
            <Refusable
              does="Removes these positions. Asks first; nothing moves."
              refusal={refusal}
            >
              <ActionIcon
                aria-label="Remove"
                disabled={refusal !== null}
                onClick={() => setAsking(true)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Refusable>
          </>
        )}
      </div>
      {set && asksToRemove && (
        <Notice
          icon={IconAlertTriangle}
          tone="look"
          actions={
            <>
              <Button
                variant="default"
                autoFocus
                onClick={() => setAsking(false)}
              >
                Keep them
              </Button>
              <Button
                color="red"
                disabled={refusal !== null}
                onClick={() => {
                  setAsking(false);
                  void call('positions.remove', { name });
                }}
              >
                Remove
              </Button>
            </>
          }
        >
          Remove "{name}" for everybody? It cannot be brought back.
        </Notice>
      )}
      {set ? (
        <Compared set={set} />
      ) : (
        <EmptyState>
          There are no positions called "{name}" any more: they were removed.
        </EmptyState>
      )}
    </section>
  );
}

function Compared({ set }: { readonly set: NamedPositions }) {
  const { rows, problem } = useDifferences(set);
  const ways = usePositionsView((view) => view.ways);
  const way = wayOf(set, ways);
  return (
    <>
      {problem !== null && (
        <Notice icon={IconAlertTriangle} tone="error">
          {problem}
        </Notice>
      )}
      {rows === null ? (
        <EmptyState>Comparing with where the axes are now.</EmptyState>
      ) : (
        <>
          <EndNotice name={set.name} rows={rows} />
          <DifferenceTable set={set} rows={rows} way={way} />
          <RestoreBar set={set} rows={rows} way={way} />
        </>
      )}
    </>
  );
}
