import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { freeText, readNumber } from './field-text.ts';
import classes from './Fields.module.css';
import type { EntryField } from './schema-fields.ts';

/** Two numbers, lower and upper; an empty one leaves its side open. */
export default function RangeField({
  field: { name, description, isRequired },
  value,
  mistake,
  onChange,
}: {
  readonly field: EntryField;
  readonly value: unknown;
  readonly mistake: string | null;
  readonly onChange: (value: unknown) => void;
}) {
  const [texts, setTexts] = useState(() => sidesOf(value));
  const change = (index: number, text: string): void => {
    const next = texts.with(index, text);
    setTexts(next);
    const sides = next.map((one) => readNumber(one) ?? null);
    onChange(sides.every((side) => side === null) ? undefined : sides);
  };
  return (
    <fieldset className={classes['range']}>
      <legend>
        {name}
        {isRequired && ' *'}
      </legend>
      <div>
        {['lower', 'upper'].map((side, index) => (
          <TextInput
            key={side}
            aria-label={`${name}, ${side}`}
            placeholder={side}
            inputMode="decimal"
            autoComplete="off"
            value={texts[index] ?? ''}
            error={mistake !== null}
            onChange={({ currentTarget }) => change(index, currentTarget.value)}
          />
        ))}
      </div>
      {mistake !== null && <p className={classes['problem']}>{mistake}</p>}
      <p className={classes['help']}>{description}</p>
    </fieldset>
  );
}

function sidesOf(value: unknown): readonly string[] {
  const sides: readonly unknown[] = Array.isArray(value) ? value : [];
  return [0, 1].map((index) => {
    const side = sides[index];
    return side === null ? '' : freeText(side);
  });
}
