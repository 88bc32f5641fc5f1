import { Select, TextInput } from '@mantine/core';
import { useRef } from 'react';
import type { ParameterState } from '../../../contract/parameters.ts';
import { formatValue } from '../../widgets/format.ts';
import Num from '../../widgets/Num.tsx';
import classes from './ParameterTable.module.css';
import type { Editor } from './use-editor.ts';

export interface ParameterValueProps {
  readonly parameter: ParameterState;
  readonly editor: Editor;
}

/** A parameter's value; where it can be set, a click opens the field in its place. */
export default function ParameterValue({
  parameter,
  editor,
}: ParameterValueProps) {
  const { name, value, unit, decimals, options, isWritable, isStale } =
    parameter;
  const { typed, whyNot, problem } = editor;
  const isFocusDue = useRef(false);
  const stale = isStale || undefined;
  const number = <Num value={value} decimals={decimals} />;
  const exact = typeof value === 'number' ? `${value} ${unit}` : undefined;

  if (!isWritable) {
    return (
      <span className={classes['value']} data-stale={stale} title={exact}>
        {number}
      </span>
    );
  }
  if (options !== null) {
    return (
      <Select
        aria-label={`Change ${name}`}
        data={options}
        value={typeof value === 'string' ? value : null}
        placeholder="not known"
        disabled={whyNot !== null}
        error={problem !== null}
        title={whyNot ?? undefined}
        onChange={(option) => option !== null && editor.choose(option)}
      />
    );
  }
  if (typed === null) {
    return (
      <button
        type="button"
        ref={(button) => {
          if (button === null || !isFocusDue.current) return;
          isFocusDue.current = false;
          button.focus();
        }}
        className={classes['value']}
        data-stale={stale}
        aria-label={`Change ${name}, now ${value === null ? 'unknown' : formatValue(value, decimals)} ${unit}`.trimEnd()}
        disabled={whyNot !== null}
        title={
          whyNot ??
          `Change ${name}${exact === undefined ? '' : `, now ${exact}`}`
        }
        onClick={editor.begin}
      >
        {number}
      </button>
    );
  }
  return (
    <TextInput
      aria-label={`New value of ${name}${unit && ` in ${unit}`}`}
      autoComplete="off"
      autoFocus
      w="100%"
      styles={{ input: { textAlign: 'right' } }}
      value={typed}
      error={problem !== null}
      onFocus={({ currentTarget }) => {
        isFocusDue.current = true;
        currentTarget.select();
      }}
      onChange={({ currentTarget }) => editor.type(currentTarget.value)}
      onKeyDown={({ key }) => {
        if (key === 'Enter') editor.send();
        if (key === 'Escape') editor.cancel();
      }}
    />
  );
}
