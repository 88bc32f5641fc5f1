import { MantineProvider } from '@mantine/core';
import { notifications, Notifications } from '@mantine/notifications';
import { act, cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { contract } from '../../contract/index.ts';
import { createClient } from '../../rpc/client.ts';
import { useConnection } from '../stores/connection.ts';
import { replaceDevices } from '../stores/devices.ts';
import { followStation, loseStation } from '../stores/follow.ts';
import { clearPoints } from '../stores/points.ts';
import { clearPositions } from '../stores/positions.ts';
import { clearStation } from '../stores/station.ts';
import { theme, variables } from '../theme/theme.ts';
import {
  type FakeStation,
  fakeStation,
  type FakeStationOptions,
} from './fake-station.ts';

// The test's DOM has no layout: without a height no row of a long list would be in view.
Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
  configurable: true,
  value: 600,
});
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', {
  configurable: true,
  value: 28,
});

/** Draws a part of the page that is connected to a fake station. */
export async function renderWithStation(
  part: ReactNode,
  options: FakeStationOptions = {},
): Promise<FakeStation> {
  const station = fakeStation(options);
  await connectTo(station);
  render(
    <MantineProvider theme={theme} cssVariablesResolver={variables} env="test">
      <Notifications />
      {part}
    </MantineProvider>,
  );
  return station;
}

/** Connects the stores to a fake station. */
export async function connectTo(station: FakeStation): Promise<void> {
  const client = createClient(contract, await station.connect());
  client.onClosed(loseStation);
  await act(() => followStation(client));
}

/** Lets announcements through and a frame pass. */
export async function settle(): Promise<void> {
  await act(async () => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** Takes the page away and forgets what the stores know. After each test. */
export function tidyUp(): void {
  cleanup();
  notifications.clean();
  useConnection.getState().client?.close();
  useConnection.setState({ status: 'connecting', reason: null, client: null });
  clearStation();
  clearPoints();
  clearPositions();
  replaceDevices([]);
  localStorage.clear();
  sessionStorage.clear();
}
