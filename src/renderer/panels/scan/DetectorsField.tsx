import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useDeviceList } from '../../stores/devices.ts';
import { usePlan } from '../../stores/plan.ts';
import classes from './DetectorsField.module.css';

export interface DetectorsFieldProps {
  readonly label: ReactNode;
  /** Empty = all counters of the beamline, whichever they will be. */
  readonly value: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
  readonly problem: string | null;
}

/** Chooses detectors. At least one stays chosen; all of them is the same as no choice. */
export default function DetectorsField({
  label,
  value,
  onChange,
  problem,
}: DetectorsFieldProps) {
  const devices = useDeviceList();
  const planned = usePlan((state) => state.plan?.detectors);
  const counters = devices
    .filter(({ can }) => can.count)
    .map(({ name }) => name);
  const offered = [...new Set([...counters, ...value])];
  // What "all" means only the station knows (a counter may need another that is not there).
  const chosen =
    value.length > 0 ? value : planned?.length ? planned : counters;

  const toggle = (name: string): void => {
    const next = chosen.includes(name)
      ? chosen.filter((other) => other !== name)
      : offered.filter((other) => chosen.includes(other) || other === name);
    if (next.length > 0)
      onChange(counters.every((counter) => next.includes(counter)) ? [] : next);
  };

  return (
    <fieldset className={classes['field']} data-error={problem !== null}>
      <legend>{label}</legend>
      <div className={classes['chips']}>
        {offered.map((name) => (
          <label key={name} className={classes['chip']}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={() => {
                toggle(name);
              }}
            />
            {chosen.includes(name) && <IconCheck size={14} aria-hidden />}
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
