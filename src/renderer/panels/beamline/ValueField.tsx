import {
  type InputWrapperProps,
  Select,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import EntriesField from './EntriesField.tsx';
import { tableOf } from './entry.ts';
import {
  freeText,
  listText,
  pairsText,
  readFree,
  readList,
  readNumber,
  readPairs,
} from './field-text.ts';
import classes from './Fields.module.css';
import type { NestedForm } from './nested-form.ts';
import RangeField from './RangeField.tsx';
import type { EntryField } from './schema-fields.ts';
import { useMistake } from './use-mistake.ts';

export interface ValueFieldProps {
  readonly form: NestedForm;
  readonly field: EntryField;
  readonly value: unknown;
  /** As it stands in the file. */
  readonly original: unknown;
  readonly path: readonly string[];
  /** Undefined takes the key away. */
  readonly onChange: (value: unknown) => void;
}

/** One key of an entry, asked for as its schema says. */
export default function ValueField(props: ValueFieldProps) {
  const { field, value, original, path, onChange, form: Form } = props;
  const mistake = useMistake(path);
  switch (field.kind) {
    case 'choice':
      return (
        <Select
          {...labels(field, mistake)}
          data={field.options.map((option, index) => ({
            value: String(index),
            label: optionWord(option),
          }))}
          value={indexOf(field.options, value)}
          placeholder={standardWord(field)}
          clearable={!field.isRequired}
          clearButtonProps={{ 'aria-label': `Leave ${field.name} out` }}
          onChange={(index) =>
            onChange(index === null ? undefined : field.options[Number(index)])
          }
        />
      );
    case 'range':
      return (
        <RangeField
          field={field}
          value={value}
          mistake={mistake}
          onChange={onChange}
        />
      );
    case 'entries':
      return (
        <EntriesField
          form={Form}
          field={field}
          fields={field.fields}
          value={tableOf(value)}
          original={tableOf(original)}
          path={path}
          mistake={mistake}
          onChange={onChange}
        />
      );
    case 'group':
      return (
        <fieldset className={classes['group']}>
          <legend>{field.name}</legend>
          <p className={classes['help']}>{field.description}</p>
          {mistake !== null && <p className={classes['problem']}>{mistake}</p>}
          <Form
            fields={field.fields}
            value={tableOf(value)}
            original={tableOf(original)}
            path={path}
            onChange={(next) =>
              onChange(Object.keys(next).length > 0 ? next : undefined)
            }
          />
        </fieldset>
      );
    default:
      return <TypedField {...props} mistake={mistake} />;
  }
}

/** What is typed as text, in one line or several. The text stays as it was typed. */
function TypedField({
  field,
  value,
  mistake,
  onChange,
}: ValueFieldProps & { readonly mistake: string | null }) {
  const [text, setText] = useState(() => textOf(field, value));
  const props = {
    ...labels(field, mistake),
    value: text,
    placeholder: standardWord(field),
    autoComplete: 'off',
    spellCheck: false,
    onChange: ({
      currentTarget,
    }: {
      readonly currentTarget: { readonly value: string };
    }) => {
      setText(currentTarget.value);
      onChange(read(field, currentTarget.value));
    },
  };
  return field.kind === 'list' || field.kind === 'pairs' ? (
    <Textarea {...props} autosize minRows={2} maxRows={8} />
  ) : (
    <TextInput
      {...props}
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
    />
  );
}

function textOf(field: EntryField, value: unknown): string {
  switch (field.kind) {
    case 'list':
      return listText(value, field.isText);
    case 'pairs':
      return pairsText(value);
    case 'text':
      return typeof value === 'string'
        ? value
        : freeText(value === null ? undefined : value);
    default:
      return freeText(value);
  }
}

function read(field: EntryField, text: string): unknown {
  switch (field.kind) {
    case 'number':
      return readNumber(text);
    case 'list':
      return readList(text, field.isText);
    case 'pairs':
      return readPairs(text);
    case 'text':
      return text === '' ? undefined : text;
    default:
      return readFree(text);
  }
}

/** What Mantine's fields have in common: what the key is called, what it means, and what is wrong with it. */
function labels(
  field: EntryField,
  mistake: string | null,
): Pick<
  InputWrapperProps,
  'label' | 'description' | 'error' | 'required' | 'inputWrapperOrder'
> {
  return {
    label: field.name,
    description: `${field.description}${howToWrite(field)}`,
    error: mistake,
    required: field.isRequired,
    inputWrapperOrder: ['label', 'input', 'error', 'description'],
  };
}

function howToWrite({ kind }: EntryField): string {
  if (kind === 'list') return ' One a line.';
  return kind === 'pairs' ? ' A line each, as name: text.' : '';
}

function standardWord({ kind, standard }: EntryField): string {
  if (standard === undefined) return '';
  if (kind !== 'choice') return standard;
  return standard === 'true' ? 'yes' : standard === 'false' ? 'no' : standard;
}

function optionWord(option: unknown): string {
  if (option === true) return 'yes';
  return option === false ? 'no' : freeText(option);
}

function indexOf(options: readonly unknown[], value: unknown): string | null {
  const index = options.indexOf(value);
  return index < 0 ? null : String(index);
}
