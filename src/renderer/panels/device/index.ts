import { IconListDetails } from '@tabler/icons-react';
import { useOpenedDevice } from '../../stores/opened-device.ts';
import { definePanel } from '../define-panel.ts';
import DevicePanel from './DevicePanel.tsx';

export const devicePanel = definePanel({
  id: 'device',
  title: 'Device',
  icon: IconListDetails,
  component: DevicePanel,
  useBadge: () => useOpenedDevice(({ name }) => name),
});
