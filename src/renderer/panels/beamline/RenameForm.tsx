import { Select, TextInput } from '@mantine/core';
import type { BeamlineEntry } from '../../../contract/beamline.ts';
import classes from './Fields.module.css';
import { edit, useBeamlineView } from './view-store.ts';

/** Another name for a device of an instrument, wherever the file names it. */
export default function RenameForm({ of }: { readonly of: BeamlineEntry }) {
  const { device, name } = useBeamlineView((view) => view.newName);
  return (
    <form
      className={classes['group']}
      aria-label="Rename a device"
      style={{ border: 0, padding: 0 }}
      onSubmit={(event) => event.preventDefault()}
    >
      <p className={classes['help']}>
        Formulas, moves and the header of the file follow, and so do limits,
        redefined positions and named positions that people set. Files that are
        written already keep the old name.
      </p>
      <div className={classes['fields']}>
        <Select
          label="Device"
          allowDeselect={false}
          data={of.devices.map((one) => one.name)}
          value={device}
          onChange={(chosen) =>
            chosen !== null &&
            edit({ newName: { device: chosen, name: chosen } })
          }
        />
        <TextInput
          label="New name"
          required
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          value={name}
          onChange={({ currentTarget: { value } }) =>
            edit({ newName: { device, name: value.trim() } })
          }
        />
      </div>
    </form>
  );
}
