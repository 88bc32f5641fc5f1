import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useDevice, useDeviceList } from '../../stores/devices.ts';
import Num from '../../widgets/Num.tsx';
import classes from './SaveForm.module.css';

export interface AxisChoiceProps {
  /** In the order in which they were ticked: it is that of going back. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** From so many axes on they can be filtered. */
const many = 12;

/** Every axis with its value, to be ticked. */
export default function AxisChoice({ chosen, onChange }: AxisChoiceProps) {
  const [filter, setFilter] = useState('');
  const axes = useDeviceList().filter(({ can }) => can.move);
  const words = filter.trim().toLowerCase();
  const shown = axes.filter(
    ({ name, group }) =>
      name.toLowerCase().includes(words) || group.toLowerCase().includes(words),
  );
  return (
    <>
      <div className={classes['choiceHead']}>
        <p className={classes['help']}>
          They go back in the order in which you tick them.
        </p>
        <Button
          variant="default"
          h="1.5rem"
          disabled={chosen.length === 0}
          onClick={() => onChange([])}
        >
          Untick all
        </Button>
      </div>
      {axes.length > many && (
        <TextInput
          type="search"
          aria-label="Filter axes"
          placeholder="Filter axes"
          mb="xs"
          leftSection={<IconSearch size={14} />}
          value={filter}
          onChange={({ currentTarget }) => setFilter(currentTarget.value)}
          onKeyDown={(event) => {
            // Enter would save, and Escape close the form, in the middle of choosing.
            if (event.key === 'Enter') event.preventDefault();
            if (event.key === 'Escape' && filter !== '') {
              event.stopPropagation();
              setFilter('');
            }
          }}
        />
      )}
      <ul className={classes['axes']} aria-label="Axes">
        {shown.map(({ name }) => (
          <AxisLine
            key={name}
            name={name}
            place={chosen.indexOf(name)}
            onTick={(isTicked) =>
              onChange(
                isTicked
                  ? [...chosen, name]
                  : chosen.filter((other) => other !== name),
              )
            }
          />
        ))}
      </ul>
      {shown.length === 0 && (
        <p className={classes['help']}>
          {axes.length === 0
            ? 'This beamline has no axes.'
            : `No axis fits "${filter}".`}
        </p>
      )}
    </>
  );
}

interface AxisLineProps {
  readonly name: string;
  /** Where it stands in the order, from 0; -1 = not ticked. */
  readonly place: number;
  readonly onTick: (isTicked: boolean) => void;
}

function AxisLine({ name, place, onTick }: AxisLineProps) {
  const device = useDevice(name);
  if (!device) return null;
  const { value, decimals, unit } = device;
  return (
    <li className={classes['axis']}>
      <Checkbox
        label={name}
        checked={place >= 0}
        onChange={({ currentTarget }) => onTick(currentTarget.checked)}
      />
      <span className={classes['place']}>{place >= 0 && `${place + 1}.`}</span>
      <Num value={value} decimals={decimals} className={classes['value']} />
      <span className={classes['unit']}>{unit}</span>
    </li>
  );
}
