import { Button, SegmentedControl, Text, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import type { DeviceState } from '../../../contract/devices.ts';
import { accepted } from '../../stores/accepted.ts';
import { ask } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import { formatNumber, typedNumber } from '../../widgets/format.ts';
import { limitsText } from '../../widgets/limits-text.ts';
import { understood } from '../../widgets/read-input.ts';
import classes from './MoveForm.module.css';
import { readTarget } from './target.ts';

export interface MoveFormProps {
  readonly device: DeviceState;
  readonly onDone: () => void;
}

/** The field for a new target: Enter moves, Escape closes, refusals stand under the field. */
export default function MoveForm({ device, onDone }: MoveFormProps) {
  const { name, unit, value, decimals, can, limits } = device;
  const [isRelative, setRelative] = useState(false);
  const [typed, setTyped] = useState(
    typeof value === 'number' ? typedNumber(value, decimals) : '',
  );
  const [problem, setProblem] = useState<string | null>(null);
  const refusal = useControlRefusal();
  const echo = understood(typed, unit);
  const read = readTarget(typed, { name, unit, decimals, value, isRelative });

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if ('problem' in read) {
      setProblem(read.problem);
      return;
    }
    if (refusal !== null) {
      setProblem(refusal);
      return;
    }
    void accepted(
      can.move
        ? ask(
            'devices.move',
            { name, target: read.target },
            { timeoutMs: null },
          )
        : ask('devices.set', { name, value: read.target }),
    ).then((said) => {
      setProblem(said);
      if (said === null) onDone();
    });
  };

  return (
    <form className={classes['form']} onSubmit={submit}>
      {can.move && (
        <SegmentedControl
          fullWidth
          aria-label="How the number is meant"
          value={isRelative ? 'by' : 'to'}
          onChange={(how) => {
            setRelative(how === 'by');
            setTyped(
              how === 'by' || typeof value !== 'number'
                ? ''
                : typedNumber(value, decimals),
            );
            setProblem(null);
          }}
          data={[
            { value: 'to', label: 'Move to' },
            { value: 'by', label: 'Move by' },
          ]}
        />
      )}
      <TextInput
        label={
          isRelative ? `Distance (${unit})` : `${name}${unit && ` (${unit})`}`
        }
        value={typed}
        error={problem}
        data-autofocus
        autoComplete="off"
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setProblem(null);
        }}
      />
      {echo !== null && 'target' in read && (
        <Text size="xs" role="status">
          {echo}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {isRelative && 'target' in read && typeof read.target === 'number'
          ? `Goes to ${formatNumber(read.target, decimals)} ${unit}. `
          : ''}
        {limits ? `Allowed: ${limitsText(limits, decimals, unit)}` : ''}
      </Text>
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button
          type="submit"
          disabled={refusal !== null}
          title={refusal ?? undefined}
        >
          {can.move ? 'Move' : 'Set'}
        </Button>
      </div>
    </form>
  );
}
