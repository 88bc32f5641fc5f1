import { Popover } from '@mantine/core';
import { useId, useState } from 'react';
import type { Limits } from '../../contract/devices.ts';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import { ask } from '../stores/call.ts';
import { useSteps } from '../stores/steps.ts';
import { typedNumber } from './format.ts';
import { readInput } from '../../contract/typed-number.ts';
import classes from './SmallForm.module.css';

export interface StepFieldProps {
  readonly name: string;
  readonly step: number;
  readonly decimals: number;
  readonly unit: string;
  readonly limits: Limits | null;
}

/** The step of a device, which stays as it was set. Enter takes it or says what is wrong; leaving puts back what is. */
export default function StepField(props: StepFieldProps) {
  const { name, step, decimals, unit } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [isSaid, setSaid] = useState(false);
  const setStep = useSteps((view) => view.setStep);
  const id = useId();
  const [refusal, setRefusal] = useState<string | null>(null);
  const input = readInput(typed ?? '');
  // What it is in the device's unit only the station knows.
  const isQuantity = typeof input === 'string' && quantity.test(input);
  const problem =
    typed === null ? null : isQuantity ? refusal : problemOf(input, props);

  const put = (text: string | null): void => {
    setTyped(text);
    setRefusal(null);
    setSaid(false);
  };
  const take = (): void => {
    if (typeof input === 'number') setStep(name, input);
    put(null);
  };
  const takeQuantity = async (whenRefused: (why: string) => void) => {
    try {
      const value = await ask('devices.toUnit', { name, value: input });
      const why = problemOf(value, props);
      if (why !== null) throw new BeamtimeError('bad-input', why);
      setStep(name, value);
      // What was typed on meanwhile stays.
      setTyped((now) => (now === typed ? null : now));
    } catch (error) {
      whenRefused(toReport(error).message);
    }
  };
  const enter = (): void => {
    if (isQuantity) {
      void takeQuantity((why) => {
        setRefusal(why);
        setSaid(true);
      });
    } else if (problem === null) take();
    else setSaid(true);
  };
  const leave = (): void => {
    if (isQuantity) void takeQuantity(() => put(null));
    else if (problem === null) take();
    else put(null);
  };

  return (
    <Popover
      opened={isSaid && problem !== null}
      width="16rem"
      position="bottom"
      withRoles={false}
      trapFocus={false}
      returnFocus={false}
    >
      <Popover.Target>
        <input
          aria-label={`Step of ${name}${unit && ` in ${unit}`}`}
          aria-invalid={problem !== null}
          aria-describedby={isSaid && problem !== null ? id : undefined}
          title={problem ?? `Step${unit && ` in ${unit}`}`}
          inputMode="decimal"
          autoComplete="off"
          value={typed ?? shownStep(step, decimals)}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onChange={({ currentTarget }) => put(currentTarget.value)}
          onBlur={leave}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Enter') {
              enter();
            } else if (key === 'Escape') {
              put(null);
              currentTarget.blur();
            }
          }}
        />
      </Popover.Target>
      <Popover.Dropdown>
        <p id={id} role="alert" className={classes['problem']}>
          {problem}
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}

/** A number with a unit. */
const quantity = /^[+-]?[\d.]+(e[+-]?\d+)?\s*[^\d\s.,+-]\S*$/i;

/** Why this is no step, in words; null = it is one. */
function problemOf(
  value: number | string,
  { step, unit, limits }: StepFieldProps,
): string | null {
  const inUnit = unit && ` ${unit}`;
  if (typeof value === 'string' || !Number.isFinite(value)) {
    return `"${String(value).slice(0, 20)}" is not a number. Give a step such as ${typedNumber(step, 12)}${inUnit}.`;
  }
  if (value <= 0) {
    return 'A step is above 0; minus and plus choose the direction.';
  }
  const { lower, upper } = limits ?? { lower: null, upper: null };
  if (lower !== null && upper !== null && value > upper - lower) {
    return `The whole travel is ${typedNumber(upper - lower, 12)}${inUnit}. Give a smaller step.`;
  }
  return null;
}

/** With the device's decimals, or as many more as the step needs. */
function shownStep(step: number, decimals: number): string {
  const fixed = step.toFixed(decimals);
  return Number(fixed) === step ? fixed : typedNumber(step, 12);
}
