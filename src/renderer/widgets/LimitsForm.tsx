import { Button, TextInput } from '@mantine/core';
import { type SyntheticEvent, useId, useState } from 'react';
import type { Limits, LimitsInput } from '../../contract/devices.ts';
import { toReport } from '../../contract/errors.ts';
import { useControlRefusal } from '../stores/control.ts';
import { formatNumber } from './format.ts';
import classes from './SmallForm.module.css';
import { readInput } from '../../contract/typed-number.ts';

export interface LimitsFormProps {
  /** Sets them, or throws the station's refusal. */
  readonly send: (limits: LimitsInput) => Promise<unknown>;
  /** Why they cannot be set now, whoever asks. */
  readonly whyNot?: string | null;
  readonly unit: string;
  readonly decimals: number;
  readonly userLimits: Limits;
  readonly deviceLimits: Limits;
}

type Side = keyof Limits;

/** What the station said, and of which sides; none = of both together. */
interface LimitsProblem {
  readonly message: string;
  readonly sides: readonly Side[];
}

const sides = [
  ['lower', 'Lower limit'],
  ['upper', 'Upper limit'],
] as const;

const untouched: Readonly<Record<Side, string | null>> = {
  lower: null,
  upper: null,
};

/** The limits that people set, beside those of the device itself. An empty field is an open side. */
export default function LimitsForm(props: LimitsFormProps) {
  const { send, whyNot, unit, decimals, userLimits, deviceLimits } = props;
  const [typed, setTyped] = useState(untouched);
  const [problem, setProblem] = useState<LimitsProblem | null>(null);
  const control = useControlRefusal();
  const refusal = control ?? whyNot ?? null;
  const id = useId();

  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const input = (side: Side): number | string | null => {
      const text = typed[side];
      // What nobody touched goes back as it is, with all its digits.
      if (text === null) return userLimits[side];
      const read = readInput(text);
      return read === '' ? null : read;
    };
    try {
      const limits = { lower: input('lower'), upper: input('upper') };
      await send(limits);
      setTyped(untouched);
      setProblem(null);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };

  return (
    <form onSubmit={(event) => void save(event)}>
      <div className={classes['row']}>
        {sides.map(([side, label]) => (
          <TextInput
            key={side}
            label={`${label}${unit && ` (${unit})`}`}
            description={`Device: ${boundText(deviceLimits[side], decimals)}`}
            placeholder="open"
            autoComplete="off"
            error={problem?.sides.includes(side) ?? false}
            aria-errormessage={problem === null ? undefined : id}
            value={typed[side] ?? limitText(userLimits[side])}
            onChange={({ currentTarget }) => {
              setTyped({ ...typed, [side]: currentTarget.value });
              setProblem(null);
            }}
          />
        ))}
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
        <p id={id} role="alert" className={classes['problem']}>
          {problem.message}
        </p>
      )}
    </form>
  );
}

function boundText(limit: number | null, decimals: number): string {
  return limit === null ? 'open' : formatNumber(limit, decimals);
}

/** As one would type it; the rounding noise of the dial is not shown. */
function limitText(limit: number | null): string {
  return limit === null ? '' : String(Number(limit.toPrecision(12)));
}

function problemOf(error: unknown): LimitsProblem {
  const { message, problems = [] } = toReport(error);
  const bad = sides.flatMap(([side, label]) => {
    const found = problems.find(({ path }) => path.at(-1) === side);
    return found ? [{ side, text: `${label}: ${found.message}` }] : [];
  });
  return {
    message:
      bad.length === 0 ? message : bad.map(({ text }) => text).join('\n'),
    sides: bad.map(({ side }) => side),
  };
}
