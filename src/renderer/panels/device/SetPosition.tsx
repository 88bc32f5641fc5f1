import { Button, TextInput } from '@mantine/core';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { toReport } from '../../../contract/errors.ts';
import type {
  ParameterState,
  Redefinition,
} from '../../../contract/parameters.ts';
import { ask, showInfo } from '../../stores/call.ts';
import { formatNumber } from '../../widgets/format.ts';
import { readInput } from '../../../contract/typed-number.ts';
import classes from './SetPosition.module.css';

export interface SetPositionProps {
  readonly device: string;
  readonly position: ParameterState;
  readonly onDone: () => void;
}

const typingMs = 200;

/** "Call this 0": says what the place is called where the device stands, with old and new beside each other before it is done. */
export default function SetPosition({
  device,
  position: { unit, decimals },
  onDone,
}: SetPositionProps) {
  const [typed, setTyped] = useState('0');
  const [trial, setTrial] = useState<Redefinition | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const input = readInput(typed);

  useEffect(() => {
    if (input === '') return undefined;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      ask(
        'devices.redefine',
        { name: device, position: input, isTrial: true },
        { signal: asking.signal },
      ).then(setTrial, (error: unknown) => {
        if (!asking.signal.aborted) setProblem(toReport(error).message);
      });
    }, typingMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [device, input]);

  const words = (value: number): string =>
    `${formatNumber(value, decimals)} ${unit}`.trim();
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    try {
      const done = await ask('devices.redefine', {
        name: device,
        position: input,
      });
      showInfo(
        `${device}: ${words(done.position.before)} is now called ${words(done.position.after)}.`,
      );
      onDone();
    } catch (error) {
      setProblem(toReport(error).message);
    }
  };

  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={`This place is called${unit && ` (${unit})`}`}
        autoComplete="off"
        data-autofocus
        value={typed}
        error={problem}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setTrial(null);
          setProblem(null);
        }}
      />
      <table className={classes['table']} aria-label="Old and new">
        <thead>
          <tr>
            <td />
            <th scope="col">Now</th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          {(['position', 'offset'] as const).map((what) => (
            <tr key={what}>
              <th scope="row">{what === 'position' ? 'Position' : 'Offset'}</th>
              <td>{trial ? words(trial[what].before) : '…'}</td>
              <td>{trial ? words(trial[what].after) : '…'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes['help']}>
        Nothing moves. Limits stay where they physically are, so their numbers
        change with it.
      </p>
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" disabled={trial === null || problem !== null}>
          Set position
        </Button>
      </div>
    </form>
  );
}
