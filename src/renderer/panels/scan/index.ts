import { IconRouteAltLeft } from '@tabler/icons-react';
import { definePanel } from '../define-panel.ts';
import ScanPanel from './ScanPanel.tsx';

export const scanPanel = definePanel({
  id: 'scan',
  title: 'Scan',
  icon: IconRouteAltLeft,
  component: ScanPanel,
});
