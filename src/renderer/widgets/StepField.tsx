import { Popover } from '@mantine/core';
import { useId, useState } from 'react';
import type { Limits } from '../../contract/devices.ts';
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
  const value = numberOf(typed ?? '');
  const problem = typed === null ? null : problemOf(typed, value, props);

  const put = (text: string | null): void => {
    setTyped(text);
    setSaid(false);
  };
  const take = (): void => {
    if (typed !== null) setStep(name, value);
    put(null);
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
          onBlur={() => (problem === null ? take() : put(null))}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Enter') {
              if (problem === null) take();
              else setSaid(true);
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

/** Not a number where it is none, such as nothing or a number with a unit. */
function numberOf(typed: string): number {
  const input = readInput(typed);
  return typeof input === 'number' ? input : NaN;
}

/** Why this is no step, in words; null = it is one. */
function problemOf(
  typed: string,
  value: number,
  { step, unit, limits }: StepFieldProps,
): string | null {
  const inUnit = unit && ` ${unit}`;
  if (!Number.isFinite(value)) {
    return `"${typed.slice(0, 20)}" is not a number. Give a step such as ${typedNumber(step, 12)}${inUnit}.`;
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
