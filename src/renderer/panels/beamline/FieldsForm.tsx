import { useState } from 'react';
import { type Table, withKey } from './entry.ts';
import classes from './Fields.module.css';
import type { EntryField } from './schema-fields.ts';
import ValueField from './ValueField.tsx';

export interface FieldsFormProps {
  readonly fields: readonly EntryField[];
  readonly value: Table;
  readonly onChange: (value: Table) => void;
  /** From the entry to this table. */
  readonly path: readonly string[];
  /** Names of entries that stand in the file already: they are not renamed here. */
  readonly original: Table;
  /** Shows the keys that may be left out at once. */
  readonly isOpen?: boolean;
}

/** The keys of a table. Those that may be left out and are not there wait behind a button. */
export default function FieldsForm({
  fields,
  value,
  onChange,
  path,
  original,
  isOpen = false,
}: FieldsFormProps) {
  const [isAll, setIsAll] = useState(isOpen);
  const [first] = useState(() =>
    fields
      .filter(({ name, isRequired, kind }) => {
        return isRequired || kind === 'entries' || name in value;
      })
      .map(({ name }) => name),
  );
  const shown = isAll
    ? fields
    : fields.filter(({ name }) => first.includes(name));
  const hidden = fields.length - shown.length;
  return (
    <>
      <div className={classes['fields']}>
        {shown.map((field) => (
          <ValueField
            key={field.name}
            field={field}
            value={value[field.name]}
            original={original[field.name]}
            path={[...path, field.name]}
            onChange={(next) => onChange(withKey(value, field.name, next))}
          />
        ))}
      </div>
      {hidden > 0 && (
        <button
          type="button"
          className={classes['more']}
          onClick={() => setIsAll(true)}
        >
          Show {hidden} more {hidden === 1 ? 'key' : 'keys'} that may be left
          out
        </button>
      )}
    </>
  );
}
