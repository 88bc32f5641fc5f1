import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { definePanel } from '../define-panel.ts';
import DevicesPanel from './DevicesPanel.tsx';

export const devicesPanel = definePanel({
  id: 'devices',
  title: 'Devices',
  icon: IconAdjustmentsHorizontal,
  component: DevicesPanel,
});
