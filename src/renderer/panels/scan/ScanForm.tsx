import { Select } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useForm } from 'react-hook-form';
import type { ScanTypeInfo } from '../../../contract/scans.ts';
import { shownValues, type FieldValue } from '../../stores/draft-values.ts';
import { useDraft } from '../../stores/draft.ts';
import { usePlan } from '../../stores/plan.ts';
import { fieldsOf, rowsOf } from '../../stores/scan-fields.ts';
import FieldRow from './FieldRow.tsx';
import { problemsOf } from './problems.ts';
import classes from './ScanForm.module.css';

export interface ScanFormProps {
  readonly type: ScanTypeInfo;
  readonly types: readonly ScanTypeInfo[];
}

/** The form of a scan type, drawn from its schema. What is typed goes to the draft, which is kept. */
export default function ScanForm({ type, types }: ScanFormProps) {
  const fields = useMemo(() => fieldsOf(type), [type]);
  const held = useDraft((state) => state.values);
  const setValue = useDraft((state) => state.setValue);
  const setType = useDraft((state) => state.setType);
  const plan = usePlan((state) => state.plan);
  const values = useMemo(() => shownValues(type, held), [type, held]);
  const form = useForm<Record<string, FieldValue>>({ values });
  const isTyped = useDraft((state) => state.source === 'line');
  const problems = problemsOf(plan, fields);
  // A line that cannot be read says what is wrong with it itself: the fields hold the scan before it.
  const isFollowed = !isTyped || plan?.request != null;
  // An empty form is not a list of mistakes: a field that nobody filled in stays quiet.
  const problemOf = (name: string): string | null =>
    isFollowed && held[name] !== undefined
      ? (problems.get(name) ?? null)
      : null;

  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ name, values: now }) => {
          const value = name === undefined ? undefined : now[name];
          if (name !== undefined && value !== undefined) setValue(name, value);
        },
      }),
    [form, setValue],
  );

  return (
    <form
      className={classes['form']}
      aria-label="Scan parameters"
      noValidate
      onSubmit={(event) => {
        // Enter in a field starts nothing: motion needs the button, Ctrl+Enter or the typed line.
        event.preventDefault();
      }}
    >
      <Select
        className={classes['inline']}
        label="Type"
        data={types.map(({ name, title }) => ({
          value: name,
          label: `${name} · ${title}`,
        }))}
        value={type.name}
        onChange={(name) => {
          const next = types.find((other) => other.name === name);
          if (next) setType(next);
        }}
        comboboxProps={{ withinPortal: true }}
        maxDropdownHeight={320}
      />
      {rowsOf(fields).map((row) => (
        <FieldRow
          key={row.map(({ name }) => name).join()}
          row={row}
          control={form.control}
          values={values}
          problemOf={problemOf}
        />
      ))}
    </form>
  );
}
