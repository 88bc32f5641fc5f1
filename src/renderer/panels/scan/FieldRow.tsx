import type { Control } from 'react-hook-form';
import type { FieldValue } from '../../stores/draft-values.ts';
import type { ScanField } from '../../stores/scan-fields.ts';
import Field from './Field.tsx';
import classes from './ScanForm.module.css';

export interface FieldRowProps {
  readonly row: readonly ScanField[];
  readonly control: Control<Record<string, FieldValue>>;
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly problemOf: (name: string) => string | null;
}

/** Fields side by side; what is wrong with any of them has the whole width below. */
export default function FieldRow({
  row,
  control,
  values,
  problemOf,
}: FieldRowProps) {
  return (
    <div>
      <div className={classes['row']} data-columns={row.length}>
        {row.map((field) => (
          <Field
            key={field.name}
            field={field}
            control={control}
            axis={axisOf(values, field.axis)}
            problem={problemOf(field.name)}
          />
        ))}
      </div>
      {row.map(({ name }) => {
        const problem = problemOf(name);
        return problem === null ? null : (
          <p key={name} className={classes['problem']} role="alert">
            {problem}
          </p>
        );
      })}
    </div>
  );
}

function axisOf(
  values: Readonly<Record<string, FieldValue>>,
  field: string | null,
): string | null {
  const axis = field === null ? undefined : values[field];
  return typeof axis === 'string' && axis !== '' ? axis : null;
}
