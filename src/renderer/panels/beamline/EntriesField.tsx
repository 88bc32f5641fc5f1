import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { type Table, tableOf, withKey } from './entry.ts';
import classes from './Fields.module.css';
import type { NestedForm } from './nested-form.ts';
import type { EntryField } from './schema-fields.ts';
import { setFault } from './view-store.ts';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly value: Table;
}

export interface EntriesFieldProps {
  readonly form: NestedForm;
  readonly field: EntryField;
  readonly fields: readonly EntryField[];
  readonly value: Table;
  readonly original: Table;
  readonly path: readonly string[];
  readonly mistake: string | null;
  readonly onChange: (value: unknown) => void;
}

let nextId = 0;

/** A table of entries by name, such as axes: a small form each. */
export default function EntriesField({
  form: Form,
  field,
  fields,
  value,
  original,
  path,
  mistake,
  onChange,
}: EntriesFieldProps) {
  const [rows, setRows] = useState<readonly Row[]>(() => {
    const there = Object.entries(value).map(([name, entry]) =>
      rowOf(name, tableOf(entry)),
    );
    return there.length > 0 || !field.isRequired ? there : [rowOf('', {})];
  });
  const twice = rows.find(({ name }, index) => {
    return rows.findIndex((row) => row.name === name) < index;
  })?.name;
  const at = path.join('.');
  const fault =
    twice === undefined
      ? null
      : twice === ''
        ? `Give each ${singular(field.name)} a name.`
        : `There are two called ${twice} in ${field.name}. Give one of them another name.`;
  useEffect(() => {
    setFault(at, fault);
    return () => setFault(at, null);
  }, [at, fault]);

  const change = (next: readonly Row[]): void => {
    setRows(next);
    const named = next.filter(
      ({ name, value: entry }) => name !== '' || Object.keys(entry).length > 0,
    );
    onChange(
      named.length > 0 || Object.keys(original).length > 0
        ? Object.fromEntries(named.map((row) => [row.name, row.value]))
        : undefined,
    );
  };
  const one = singular(field.name);

  return (
    <fieldset className={classes['group']}>
      <legend>{field.name}</legend>
      <p className={classes['help']}>{field.description}</p>
      {(fault ?? mistake) !== null && (
        <p className={classes['problem']} role="alert">
          {fault ?? mistake}
        </p>
      )}
      {rows.map((row) => {
        const put = (changed: Partial<Row>): void =>
          change(
            rows.map((each) =>
              each.id === row.id ? { ...each, ...changed } : each,
            ),
          );
        const isThere = Object.hasOwn(original, row.name);
        const called = row.name === '' ? `new ${one}` : row.name;
        return (
          <fieldset key={row.id} className={classes['entry']}>
            <legend className={classes['hidden']}>{called}</legend>
            <div className={classes['entryHead']}>
              <TextInput
                label={`Name of the ${one}`}
                value={row.name}
                readOnly={isThere && row.name !== ''}
                title={isThere ? howToRename : undefined}
                required
                autoComplete="off"
                spellCheck={false}
                placeholder={placeholderOf(one)}
                onChange={({ currentTarget }) =>
                  put({ name: currentTarget.value.trim() })
                }
              />
              <Checkbox
                label="Disabled"
                checked={row.value['disabled'] === true}
                onChange={({ currentTarget }) =>
                  put({
                    value: withKey(
                      row.value,
                      'disabled',
                      currentTarget.checked ? true : undefined,
                    ),
                  })
                }
              />
              <ActionIcon
                aria-label={`Remove ${called}`}
                onClick={() => change(rows.filter(({ id }) => id !== row.id))}
              >
                <IconTrash size={15} />
              </ActionIcon>
            </div>
            <Form
              fields={fields}
              value={row.value}
              original={tableOf(original[row.name])}
              path={[...path, row.name]}
              onChange={(next) => put({ value: next })}
            />
          </fieldset>
        );
      })}
      <Button
        variant="default"
        h="var(--control)"
        leftSection={<IconPlus size={14} />}
        onClick={() => change([...rows, rowOf('', {})])}
      >
        Add {one}
      </Button>
    </fieldset>
  );
}

const howToRename =
  'Its name is changed by "Rename a device" in the menu of the instrument: what refers to it follows.';

function rowOf(name: string, value: Table): Row {
  nextId += 1;
  return { id: nextId, name, value };
}

function placeholderOf(one: string): string {
  return one === 'axis' ? 'such as samx' : '';
}

/** `axes` are one axis each. */
function singular(key: string): string {
  if (key === 'axes') return 'axis';
  return key.replace(/ies$/, 'y').replace(/s$/, '');
}
