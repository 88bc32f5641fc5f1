import { Button, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import type { Limits } from '../../../contract/devices.ts';
import { toReport } from '../../../contract/errors.ts';
import { ask } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import classes from './SmallForm.module.css';

export interface LimitsFormProps {
  readonly name: string;
  readonly limits: Limits;
  readonly unit: string;
}

/** The limits of a device. An empty field is an open side. */
export default function LimitsForm({ name, limits, unit }: LimitsFormProps) {
  const [lower, setLower] = useState(textOf(limits.lower));
  const [upper, setUpper] = useState(textOf(limits.upper));
  const [problem, setProblem] = useState<string | null>(null);
  const refusal = useControlRefusal();

  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const wanted = { lower: readLimit(lower), upper: readLimit(upper) };
    if (wanted.lower === undefined || wanted.upper === undefined) {
      setProblem('A limit is a number, or empty for none.');
      return;
    }
    try {
      await ask('devices.setLimits', {
        name,
        limits: { lower: wanted.lower, upper: wanted.upper },
      });
      setProblem(null);
    } catch (error) {
      setProblem(toReport(error).message);
    }
  };

  return (
    <form onSubmit={(event) => void save(event)}>
      <div className={classes['row']}>
        <TextInput
          label={`Lower limit (${unit})`}
          value={lower}
          onChange={({ currentTarget }) => setLower(currentTarget.value)}
        />
        <TextInput
          label={`Upper limit (${unit})`}
          value={upper}
          onChange={({ currentTarget }) => setUpper(currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          disabled={refusal !== null}
          title={refusal ?? undefined}
        >
          Set limits
        </Button>
      </div>
      {problem !== null && (
        <p role="alert" className={classes['problem']}>
          {problem}
        </p>
      )}
    </form>
  );
}

function textOf(limit: number | null): string {
  return limit === null ? '' : String(limit);
}

/** Null = open; undefined = not a number. */
function readLimit(text: string): number | null | undefined {
  const trimmed = text.trim().replace(/\u2212/g, '-');
  if (trimmed === '') {
    return null;
  }
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : undefined;
}
