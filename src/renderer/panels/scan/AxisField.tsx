import { Select } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';
import type { DeviceState } from '../../../contract/devices.ts';
import { useDevice, useDeviceList } from '../../stores/devices.ts';
import { formatLimits } from './format-limits.ts';
import classes from './AxisField.module.css';
import form from './ScanForm.module.css';

export interface AxisFieldProps {
  readonly label: ReactNode;
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly onBlur: () => void;
  readonly error: string | null;
  readonly errorProps: { readonly style: CSSProperties };
  readonly styles: { readonly wrapper: CSSProperties };
}

/** Chooses one of the axes; its limits stand at the right of the field. */
export default function AxisField({
  value,
  onChange,
  ...rest
}: AxisFieldProps) {
  const devices = useDeviceList();
  const device = useDevice(value === '' ? null : value);
  const limits = device ? formatLimits(device) : '';
  return (
    <Select
      {...rest}
      className={form['inline']}
      placeholder="Choose an axis"
      data={groupsOf(devices, value)}
      value={value === '' ? null : value}
      onChange={(name) => {
        if (name !== null) onChange(name);
      }}
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage="No axis of this name"
      maxDropdownHeight={320}
      rightSection={
        limits === '' ? undefined : (
          <span className={classes['limits']}>{limits}</span>
        )
      }
      rightSectionWidth={
        limits === '' ? undefined : `${limits.length * 0.42 + 1}rem`
      }
      rightSectionPointerEvents="none"
    />
  );
}

/** The axes by group; a name that is none of them stays visible, so that its problem makes sense. */
function groupsOf(devices: readonly DeviceState[], value: string) {
  const axes = devices.filter(({ can }) => can.move);
  const groups = Map.groupBy(axes, ({ group }) => group);
  const isKnown = value === '' || axes.some(({ name }) => name === value);
  return [
    ...(isKnown ? [] : [{ group: 'Not here', items: [value] }]),
    ...(groups.get('') ?? []).map(({ name }) => name),
    ...[...groups].flatMap(([group, items]) =>
      group === '' ? [] : [{ group, items: items.map(({ name }) => name) }],
    ),
  ];
}
