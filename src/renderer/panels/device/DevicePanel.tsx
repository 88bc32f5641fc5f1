import { Button, Select } from '@mantine/core';
import { useEffect } from 'react';
import { call, showInfo } from '../../stores/call.ts';
import { useDetails, watchDevice } from '../../stores/details.ts';
import { useDevice, useDeviceList } from '../../stores/devices.ts';
import { chooseLine } from '../../stores/lines.ts';
import { openDevice, useOpenedDevice } from '../../stores/opened-device.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import Traffic from '../../widgets/Traffic.tsx';
import { useWorkbench } from '../../workbench/workbench-store.ts';
import DeviceButtons from './DeviceButtons.tsx';
import DeviceHead from './DeviceHead.tsx';
import classes from './DevicePanel.module.css';
import ParameterTable from './ParameterTable.tsx';
import Trend from './Trend.tsx';

/** All of one device: what it can be told, every parameter, its trend, its line. Drawn from what the device says of itself. */
export default function DevicePanel() {
  const name = useOpenedDevice((opened) => opened.name);
  return (
    <section
      className={classes['panel']}
      aria-label={name === null ? 'Device' : `Device ${name}`}
    >
      {name === null ? (
        <>
          <div className={classes['head']}>
            <DevicePicker />
          </div>
          <EmptyState>
            No device is open. Choose one above, or click its name in the list
            of devices and press "All parameters".
          </EmptyState>
        </>
      ) : (
        <Opened key={name} name={name} />
      )}
    </section>
  );
}

function Opened({ name }: { readonly name: string }) {
  const detail = useDetails(({ details }) => details[name]);
  const problem = useDetails(({ problems }) => problems[name]);
  const isThere = useDevice(name) !== undefined;
  const trend = useOpenedDevice((opened) => opened.trend);
  useEffect(() => watchDevice(name), [name]);

  const plotted = detail?.parameters.find(
    (parameter) => parameter.name === trend && parameter.kind === 'quantity',
  );
  return (
    <>
      <DeviceHead name={name} picker={<DevicePicker />} />
      {problem !== undefined && (
        <p role="alert" className={classes['problem']}>
          {problem}
        </p>
      )}
      {detail === undefined ? (
        <EmptyState>
          {isThere
            ? `Asking ${name} for its parameters.`
            : `This beamline has no device called ${name}. Choose another one above.`}
        </EmptyState>
      ) : (
        <>
          <DeviceButtons detail={detail} />
          <div className={classes['scroll']}>
            <ParameterTable detail={detail} />
            <div className={classes['line']}>
              <Traffic name={name} />
              <Button variant="default" onClick={() => void followLine(name)}>
                Follow its line
              </Button>
            </div>
          </div>
          {plotted && (
            <Trend key={plotted.name} device={name} parameter={plotted} />
          )}
        </>
      )}
    </>
  );
}

function DevicePicker() {
  const devices = useDeviceList();
  const name = useOpenedDevice((opened) => opened.name);
  return (
    <Select
      searchable
      aria-label="Device shown"
      placeholder="Choose a device"
      nothingFoundMessage="No device of this name"
      w="10rem"
      data={devices.map((device) => device.name)}
      value={name}
      onChange={(chosen) => chosen !== null && openDevice(chosen)}
    />
  );
}

/** Brings the panel of lines to the front, with the one that leads to this device. */
async function followLine(name: string): Promise<void> {
  const lines = await call('lines.list');
  if (!lines) return;
  const line = lines.find(({ devices }) => devices.includes(name));
  if (!line) {
    showInfo(`${name} has no line of its own.`);
    return;
  }
  chooseLine(line.name);
  useWorkbench.getState().showPanel('wire');
}
