import { IconPlugConnected } from '@tabler/icons-react';
import { definePanel } from '../define-panel.ts';
import WirePanel from './WirePanel.tsx';

export const wirePanel = definePanel({
  id: 'wire',
  title: 'Lines',
  icon: IconPlugConnected,
  component: WirePanel,
});
