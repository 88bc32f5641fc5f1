import { Button } from '@mantine/core';
import {
  IconDeviceFloppy,
  IconFileDiff,
  IconPlugConnected,
} from '@tabler/icons-react';
import { useBeamline } from '../../stores/beamline.ts';
import { useControlRefusal } from '../../stores/control.ts';
import Refusable from '../../widgets/Refusable.tsx';
import classes from './BeamlinePanel.module.css';
import EntryForm from './EntryForm.tsx';
import LeaveButton from './LeaveButton.tsx';
import RenameForm from './RenameForm.tsx';
import Outcome from './Outcome.tsx';
import {
  editOf,
  showDifference,
  type Task,
  testConnection,
  useBeamlineView,
  write,
} from './view-store.ts';

type Edited = Exclude<Task, { kind: 'pick' }>;

/** An instrument on its way into the file: filled in, tried, looked at, written. */
export default function Editor({ task }: { readonly task: Edited }) {
  const driverName = task.kind === 'add' ? task.driver : task.of.driver;
  const driver = useBeamline(({ drivers }) =>
    drivers.find(({ name }) => name === driverName),
  );
  const asked = useBeamlineView((view) => view.asked);
  const plan = useBeamlineView((view) => view.plan);
  const isNothing = useBeamlineView((view) => editOf(view) === null);
  const fault = useBeamlineView(({ faults }) => Object.values(faults)[0]);
  const control = useControlRefusal();
  const isForm = ['add', 'change', 'duplicate'].includes(task.kind);
  const unready =
    fault ?? (isNothing ? 'Nothing was changed yet.' : waiting(asked !== null));
  const testRefusal =
    fault ??
    waiting(asked !== null) ??
    (driver?.needsLine === false ? noLine : control);
  const writeRefusal =
    unready ??
    control ??
    (plan === null
      ? 'Look at the difference first.'
      : plan.diff === ''
        ? 'There is nothing to write: the file says so already.'
        : plan.whyNot);

  return (
    <>
      <div className={classes['bar']}>
        <LeaveButton />
        <h2 className={classes['title']}>{titleOf(task, driver?.title)}</h2>
      </div>
      <div className={classes['body']} data-scroller>
        {isForm && driver && (
          <EntryForm
            key={
              task.kind === 'add'
                ? task.driver
                : `${task.kind} ${task.of.index}`
            }
            task={task}
            driver={driver}
          />
        )}
        {task.kind === 'rename' && <RenameForm of={task.of} />}
        <Outcome />
      </div>
      <div className={classes['foot']}>
        {isForm && (
          <Refusable
            does="Connects for a moment and shows what it answers; one that runs is asked over its line. Nothing is written, nothing moves."
            refusal={testRefusal}
          >
            <Button
              variant="default"
              leftSection={<IconPlugConnected size={15} />}
              disabled={testRefusal !== null}
              loading={asked === 'test'}
              onClick={() => void testConnection()}
            >
              Test connection
            </Button>
          </Refusable>
        )}
        <Refusable
          does="Shows what will be written, and what is interrupted for it."
          refusal={unready}
        >
          <Button
            variant="default"
            leftSection={<IconFileDiff size={15} />}
            disabled={unready !== null}
            loading={asked === 'plan'}
            onClick={() => void showDifference()}
          >
            Show the difference
          </Button>
        </Refusable>
        <Refusable
          does="Writes the file as shown, and brings it into force."
          refusal={writeRefusal}
        >
          <Button
            leftSection={<IconDeviceFloppy size={15} />}
            disabled={writeRefusal !== null}
            loading={asked === 'write'}
            onClick={() => void write()}
          >
            Write
          </Button>
        </Refusable>
        {(control ?? fault) !== undefined && (
          <p className={classes['why']}>{control ?? fault}</p>
        )}
      </div>
    </>
  );
}

const noLine =
  'It has no hardware of its own, so there is no connection to try.';

function waiting(isAsked: boolean): string | null {
  return isAsked ? 'The station is at it.' : null;
}

const verbs = {
  change: 'Change',
  duplicate: 'Duplicate',
  disable: 'Disable',
  enable: 'Enable',
  remove: 'Remove',
  rename: 'Rename a device of',
} as const;

function titleOf(task: Edited, title: string | undefined): string {
  return task.kind === 'add'
    ? `Add: ${title ?? task.driver}`
    : `${verbs[task.kind]} ${task.of.name}`;
}
