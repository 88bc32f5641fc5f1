import { useState } from 'react';
import { withKey } from './entry.ts';
import classes from './Fields.module.css';
import type { FieldsFormProps } from './nested-form.ts';
import ValueField from './ValueField.tsx';

/** The keys of a table. Those that may be left out and are not there wait behind a button, unless there are no others. */
export default function FieldsForm({
  fields,
  value,
  onChange,
  path,
  original,
  isOpen = false,
}: FieldsFormProps) {
  const [first] = useState(() =>
    fields
      .filter(({ name, isRequired, kind }) => {
        return isRequired || kind === 'entries' || name in value;
      })
      .map(({ name }) => name),
  );
  const [isAll, setIsAll] = useState(isOpen || first.length === 0);
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
            form={FieldsForm}
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
