import { Button } from '@mantine/core';
import { IconAlertTriangle, IconHandStop } from '@tabler/icons-react';
import { call } from '../../stores/call.ts';
import { useStation } from '../../stores/station.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import Notice from '../../widgets/Notice.tsx';
import table from '../../widgets/Table.module.css';
import classes from './QueuePanel.module.css';
import QueueRows from './QueueRows.tsx';
import { useQueueView } from './view-store.ts';

/** What runs next, in order. */
export default function QueuePanel() {
  const { items, isHeld, reason } = useStation((state) => state.queue);
  return (
    <div className={table['table']}>
      <div className={classes['notices']}>
        {isHeld && reason !== null && items.length > 0 && (
          <Notice icon={IconHandStop} tone="look">
            The queue is held: {reason}
          </Notice>
        )}
        <ClearQuestion count={items.length} />
        <FileProblems />
      </div>
      <div className={classes['table']} role="table" aria-label="Queue">
        <div role="row" className={`${classes['columns']} ${table['head']}`}>
          <span role="columnheader">Scan</span>
          <span role="columnheader" className={table['right']}>
            Points
          </span>
          <span role="columnheader" className={table['right']}>
            Takes
          </span>
          <span role="columnheader">Starts</span>
          <span role="columnheader">
            <span className="visually-hidden">Actions</span>
          </span>
        </div>
        {items.length > 0 ? (
          <QueueRows items={items} />
        ) : (
          <EmptyState>
            The queue is empty. Add to queue in the scan panel puts scans here.
          </EmptyState>
        )}
      </div>
    </div>
  );
}

function ClearQuestion({ count }: { readonly count: number }) {
  const asks = useQueueView((view) => view.asksToClear);
  const close = (): void => useQueueView.setState({ asksToClear: false });
  return asks && count > 0 ? (
    <Notice
      icon={IconAlertTriangle}
      tone="look"
      actions={
        <>
          <Button variant="default" autoFocus onClick={close}>
            Keep them
          </Button>
          <Button
            color="red"
            onClick={() => {
              close();
              void call('queue.clear');
            }}
          >
            Remove all
          </Button>
        </>
      }
    >
      Remove {count === 1 ? 'the scan' : `all ${count} scans`} from the queue?
    </Notice>
  ) : null;
}

function FileProblems() {
  const problems = useQueueView((view) => view.fileProblems);
  return problems.length > 0 ? (
    <Notice
      icon={IconAlertTriangle}
      tone="error"
      actions={
        <Button
          variant="default"
          onClick={() => useQueueView.setState({ fileProblems: [] })}
        >
          Close
        </Button>
      }
    >
      The file was not added:{' '}
      {problems.length === 1 ? (
        problems[0]
      ) : (
        <ul className={classes['problems']}>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </Notice>
  ) : null;
}
