import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { type Table, tableOf } from './entry.ts';
import classes from './Fields.module.css';
import FieldsForm from './FieldsForm.tsx';
import type { EntryField } from './schema-fields.ts';
import { useMistake } from './use-mistake.ts';

const kinds = [
  { value: 'tcp', label: 'TCP' },
  { value: 'serial', label: 'Serial' },
  { value: 'simulator', label: 'Simulated' },
] as const;
type Kind = (typeof kinds)[number]['value'];

const path = ['line'];

/** The line to an instrument: how it is reached. What was typed for another kind comes back with that kind. */
export default function LineFields({
  value,
  original,
  onChange,
}: {
  readonly value: unknown;
  readonly original: unknown;
  readonly onChange: (line: Table) => void;
}) {
  const mistake = useMistake(path);
  const [kind, setKind] = useState<Kind>(() => kindOf(tableOf(value)));
  const [typed, setTyped] = useState<Readonly<Partial<Record<Kind, Table>>>>(
    () => ({ [kind]: tableOf(value) }),
  );
  return (
    <fieldset className={classes['group']}>
      <legend>line</legend>
      <SegmentedControl
        aria-label="How it is reached"
        data={[...kinds]}
        value={kind}
        onChange={(next) => {
          setKind(next);
          onChange(typed[next] ?? {});
        }}
      />
      {mistake !== null && (
        <p className={classes['problem']} role="alert">
          {mistake}
        </p>
      )}
      <FieldsForm
        key={kind}
        fields={fieldsOfKind[kind]}
        value={typed[kind] ?? {}}
        original={tableOf(original)}
        path={path}
        isOpen
        onChange={(line) => {
          setTyped({ ...typed, [kind]: line });
          onChange(line);
        }}
      />
    </fieldset>
  );
}

function kindOf(line: Table): Kind {
  return kinds.find(({ value }) => value in line)?.value ?? 'tcp';
}

const required = { isRequired: true, standard: undefined } as const;

const fieldsOfKind: Readonly<Record<Kind, readonly EntryField[]>> = {
  tcp: [
    {
      ...required,
      kind: 'text',
      name: 'tcp',
      description:
        'host:port of the instrument, or of the terminal server before it: 192.168.1.31:5025.',
    },
  ],
  serial: [
    {
      ...required,
      kind: 'text',
      name: 'serial',
      description: 'Device file of the serial line: /dev/ttyUSB0.',
    },
    optional('baudRate', 'Bits per second.', '9600'),
    optional('dataBits', 'Data bits.', '8', [5, 6, 7, 8]),
    optional('parity', 'Parity.', 'none', ['none', 'even', 'odd']),
    optional('stopBits', 'Stop bits.', '1', [1, 2]),
    optional(
      'flow',
      'software = XON and XOFF, hardware = RTS and CTS.',
      'none',
      ['none', 'software', 'hardware'],
    ),
  ],
  simulator: [
    {
      ...required,
      kind: 'text',
      name: 'simulator',
      description:
        'Name of a simulated instrument: one of simulator: responders: in the file.',
    },
  ],
};

function optional(
  name: string,
  description: string,
  standard: string,
  options?: readonly unknown[],
): EntryField {
  const facts = { name, description, standard, isRequired: false };
  return options === undefined
    ? { ...facts, kind: 'number' }
    : { ...facts, kind: 'choice', options };
}
