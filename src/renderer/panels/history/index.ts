import { IconHistory } from '@tabler/icons-react';
import { definePanel } from '../define-panel.ts';
import HistoryCorner from './HistoryCorner.tsx';
import HistoryPanel from './HistoryPanel.tsx';

export const historyPanel = definePanel({
  id: 'history',
  title: 'History',
  icon: IconHistory,
  component: HistoryPanel,
  corner: HistoryCorner,
});
