import type { ComponentType } from 'react';
import type { Table } from './entry.ts';
import type { EntryField } from './schema-fields.ts';

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

/** The form of a table inside a field of a form: handed down, because a form is made of fields and a field of forms. */
export type NestedForm = ComponentType<FieldsFormProps>;
