import { TextInput } from '@mantine/core';
import type { DriverInfo } from '../../../contract/beamline.ts';
import { type Table, withKey } from './entry.ts';
import classes from './Fields.module.css';
import FieldsForm from './FieldsForm.tsx';
import LineFields from './LineFields.tsx';
import { fieldsOfSchema } from './schema-fields.ts';
import { edit, type Task, useBeamlineView } from './view-store.ts';

const nothing: Table = {};

/** The keys of an instrument: its name, its line, and what its driver knows. A copy asks for what must be other. */
export default function EntryForm({
  task,
  driver,
}: {
  readonly task: Exclude<Task, { kind: 'pick' }>;
  readonly driver: DriverInfo;
}) {
  const draft = useBeamlineView((view) => view.draft);
  const original = task.kind === 'change' ? task.of.entry : nothing;
  const name = draft['name'];
  return (
    <form
      className={classes['group']}
      aria-label="Instrument"
      style={{ border: 0, padding: 0 }}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className={classes['fields']}>
        <TextInput
          label="name"
          description="What the instrument is called; its first device where left out."
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          autoComplete="off"
          spellCheck={false}
          value={typeof name === 'string' ? name : ''}
          onChange={({ currentTarget: { value } }) =>
            edit({ draft: withKey(draft, 'name', value || undefined) })
          }
        />
      </div>
      {task.kind === 'duplicate' && <CopyNames />}
      {driver.needsLine && (
        <LineFields
          value={draft['line']}
          original={original['line']}
          onChange={(line) => edit({ draft: withKey(now(), 'line', line) })}
        />
      )}
      {task.kind !== 'duplicate' && (
        <FieldsForm
          fields={fieldsOfSchema(driver.schema)}
          value={draft}
          original={original}
          path={[]}
          onChange={(next) => edit({ draft: next })}
        />
      )}
    </form>
  );
}

function now(): Table {
  return useBeamlineView.getState().draft;
}

/** What the devices of a copy are called: no two have the same name. */
function CopyNames() {
  const names = useBeamlineView((view) => view.names);
  return (
    <fieldset className={classes['group']}>
      <legend>Names of the copy’s devices</legend>
      <p className={classes['help']}>
        The rest is copied as it is, and can be changed once the copy is there.
        A copy on the same line needs other addresses: give it another line, or
        add the axis to the instrument instead.
      </p>
      <div className={classes['fields']}>
        {Object.entries(names).map(([old, name]) => (
          <TextInput
            key={old}
            label={`Copy of ${old}`}
            required
            autoComplete="off"
            spellCheck={false}
            value={name}
            onChange={({ currentTarget }) =>
              edit({ names: { ...names, [old]: currentTarget.value.trim() } })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
