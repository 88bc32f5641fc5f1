import { IconBookmark } from '@tabler/icons-react';
import { usePositions } from '../../stores/positions.ts';
import { definePanel } from '../define-panel.ts';
import PositionsPanel from './PositionsPanel.tsx';

export const positionsPanel = definePanel({
  id: 'positions',
  title: 'Positions',
  icon: IconBookmark,
  component: PositionsPanel,
  useBadge: () =>
    usePositions(({ restoring, ended }) => {
      if (restoring) return 'moving';
      return ended === null || ended.how === 'there' ? null : ended.how;
    }),
});
