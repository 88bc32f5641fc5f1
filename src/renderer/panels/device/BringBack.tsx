import { Button } from '@mantine/core';
import type { ParameterState } from '../../../contract/parameters.ts';
import { call } from '../../stores/call.ts';
import { formatValue } from '../../widgets/format.ts';
import classes from './SetPosition.module.css';

export interface BringBackProps {
  readonly device: string;
  /** Those that have a value put aside. */
  readonly parameters: readonly ParameterState[];
  readonly onDone: () => void;
}

/** What was put aside of a whole device beside what is now, and what will move, before it is brought back. */
export default function BringBack({
  device,
  parameters,
  onDone,
}: BringBackProps) {
  const position = parameters.find(({ name }) => name === 'position');
  const restore = (): void => {
    void call('devices.restore', { name: device }, { timeoutMs: null });
    onDone();
  };
  return (
    <div className={classes['form']}>
      {position && isOther(position) && (
        <p role="status">
          {device} moves from {inWords(position, position.value)} to{' '}
          {inWords(position, position.stashedValue)}.
        </p>
      )}
      <table aria-label="Now and then">
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <th scope="col">Now</th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map((parameter) => (
            <tr key={parameter.name}>
              <th scope="row">{parameter.name}</th>
              <td>{inWords(parameter, parameter.value)}</td>
              <td>{inWords(parameter, parameter.stashedValue)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button onClick={restore}>Bring back</Button>
      </div>
    </div>
  );
}

/** Not where it was, as far as one can see. */
function isOther({ value, stashedValue, decimals }: ParameterState): boolean {
  return formatValue(value, decimals) !== formatValue(stashedValue, decimals);
}

function inWords(
  { decimals, unit }: ParameterState,
  value: number | string | null,
): string {
  return `${formatValue(value, decimals)} ${unit}`.trim();
}
