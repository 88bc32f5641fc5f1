import { ActionIcon, Select, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { deviceState, useDeviceList } from '../../stores/devices.ts';
import { useShownDevice } from '../../stores/shown-device.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import DeviceRows from './DeviceRows.tsx';
import classes from './DevicesPanel.module.css';
import { groupsOf, rowsOf } from './rows.ts';
import { revealGroup, useDevicesView } from './view-store.ts';

const all = 'All';

/** Every motor, counter and parameter: its value, and what one can do to it. */
export default function DevicesPanel() {
  const devices = useDeviceList();
  const { filter, group, collapsed, setFilter, setGroup } = useDevicesView();
  const groups = useMemo(() => groupsOf(devices), [devices]);
  const shownGroup = group !== null && groups.includes(group) ? group : null;
  const rows = useMemo(
    () => rowsOf(devices, { filter, group: shownGroup, collapsed }),
    [devices, filter, shownGroup, collapsed],
  );
  const asked = useShownDevice((shown) => shown.name);

  useEffect(() => {
    const device = asked === null ? undefined : deviceState(asked);
    if (device) revealGroup(device.group);
  }, [asked]);

  return (
    <div className={classes['panel']}>
      <div className={classes['bar']}>
        <TextInput
          data-command-target="filter-devices"
          type="search"
          aria-label="Filter devices"
          placeholder="Filter devices"
          leftSection={<IconSearch size={14} />}
          rightSection={
            filter !== '' && (
              <ActionIcon
                size="1.5rem"
                aria-label="Clear the filter"
                onClick={() => setFilter('')}
              >
                <IconX size={14} />
              </ActionIcon>
            )
          }
          value={filter}
          onChange={({ currentTarget }) => setFilter(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setFilter('');
              event.currentTarget.blur();
            }
          }}
        />
        <Select
          aria-label="Group of devices"
          data={[all, ...groups.filter((name) => name !== '')]}
          value={shownGroup ?? all}
          comboboxProps={{ width: 'max-content', position: 'bottom-end' }}
          onChange={(value) => setGroup(value === all ? null : value)}
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState>
          {devices.length === 0
            ? 'No devices yet: the station has not told any.'
            : `No device fits "${filter}". Clear the filter to see all ${devices.length}.`}
        </EmptyState>
      ) : (
        <DeviceRows rows={rows} />
      )}
    </div>
  );
}
