import { Checkbox, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useController, type Control } from 'react-hook-form';
import { useDevice } from '../../stores/devices.ts';
import type { FieldValue } from '../../stores/draft-values.ts';
import type { ScanField } from '../../stores/scan-fields.ts';
import { readInput } from '../../../contract/typed-number.ts';
import AxisField from './AxisField.tsx';
import DetectorsField from './DetectorsField.tsx';

export interface FieldProps {
  readonly field: ScanField;
  readonly control: Control<Record<string, FieldValue>>;
  /** The axis a position belongs to, if one is chosen. */
  readonly axis: string | null;
  readonly problem: string | null;
}

/** One parameter, drawn as its widget says. What is wrong with it stands under its row. */
export default function Field({ field, control, axis, problem }: FieldProps) {
  const { field: held } = useController({ control, name: field.name });
  const unit = useDevice(axis)?.unit;
  // Shown below the whole row; here it only describes the field.
  const marks = {
    error: problem,
    errorProps: { style: { display: 'none' } },
    // Mantine makes room for the error it would show: the row would not line up.
    styles: { wrapper: { marginBottom: 0 } },
  };
  const label = labelOf(field, unit);
  switch (field.widget) {
    case 'axis':
      return (
        <AxisField
          label={label}
          value={textOf(held.value)}
          onChange={held.onChange}
          onBlur={held.onBlur}
          {...marks}
        />
      );
    case 'detectors':
      return (
        <DetectorsField
          label={label}
          value={listOf(held.value)}
          onChange={held.onChange}
          problem={problem}
        />
      );
    case 'flag':
      return (
        <Checkbox
          label={label}
          checked={held.value === true}
          onChange={(event) => held.onChange(event.currentTarget.checked)}
          onBlur={held.onBlur}
          error={problem !== null}
        />
      );
    default:
      return (
        <TextInput
          label={label}
          value={textOf(held.value)}
          onChange={(event) => held.onChange(event.currentTarget.value)}
          onBlur={() => {
            const text = textOf(held.value);
            const understood = withPoint(field, text);
            if (understood !== text) held.onChange(understood);
            held.onBlur();
          }}
          {...marks}
          required={field.isRequired}
          withAsterisk={false}
          inputMode={field.widget === 'text' ? 'text' : 'decimal'}
          autoComplete="off"
          spellCheck={false}
        />
      );
  }
}

function labelOf(
  { title, description, widget }: ScanField,
  unit: string | undefined,
): ReactNode {
  const shownUnit =
    widget === 'seconds' ? 's' : widget === 'position' ? unit : undefined;
  return (
    <span title={description ?? undefined}>
      {title}
      {shownUnit ? ` (${shownUnit})` : ''}
    </span>
  );
}

/** A number with a decimal comma as it was understood, for the eye; anything else as it was typed. */
function withPoint({ widget }: ScanField, text: string): string {
  return widget === 'text' || !text.includes(',')
    ? text
    : String(readInput(text));
}

function textOf(value: FieldValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: FieldValue | undefined): readonly string[] {
  return typeof value === 'object' ? value : [];
}
