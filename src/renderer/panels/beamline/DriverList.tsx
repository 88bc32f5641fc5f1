import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useBeamline } from '../../stores/beamline.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import classes from './BeamlinePanel.module.css';
import { begin, leave } from './view-store.ts';

/** The first step of adding: which driver speaks with the instrument. */
export default function DriverList() {
  const drivers = useBeamline((beamline) => beamline.drivers);
  const [sought, setSought] = useState('');
  const words = sought.toLowerCase().split(/\s+/);
  const found = drivers.filter(({ name, title }) =>
    words.every((word) => `${name} ${title}`.toLowerCase().includes(word)),
  );
  return (
    <>
      <div className={classes['bar']}>
        <Button
          variant="subtle"
          h="var(--control)"
          px="0.5rem"
          leftSection={<IconArrowLeft size={15} />}
          onClick={leave}
        >
          All instruments
        </Button>
        <TextInput
          type="search"
          className={classes['search'] ?? ''}
          aria-label="Search drivers"
          placeholder="Search drivers"
          leftSection={<IconSearch size={14} />}
          // Who wants to add something has just pressed the button that was here.
          autoFocus
          value={sought}
          onChange={({ currentTarget }) => setSought(currentTarget.value)}
        />
      </div>
      {found.length === 0 ? (
        <EmptyState>
          No driver is called so. An instrument that is asked and set by lines
          of text can be described with "Instrument with simple parameters" or
          "Instrument with a text protocol of its own".
        </EmptyState>
      ) : (
        <ul className={classes['drivers']} aria-label="Drivers">
          {found.map(({ name, title, needsLine }) => (
            <li key={name}>
              <button
                type="button"
                onClick={() => begin({ kind: 'add', driver: name })}
              >
                <strong>{title}</strong>
                <span>
                  {name}
                  {needsLine ? '' : ' · no hardware of its own'}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
