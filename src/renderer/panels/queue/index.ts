import { IconList } from '@tabler/icons-react';
import { useStation } from '../../stores/station.ts';
import { formatCount } from '../../widgets/format.ts';
import { definePanel } from '../define-panel.ts';
import QueueCorner from './QueueCorner.tsx';
import QueueMenu from './QueueMenu.tsx';
import QueuePanel from './QueuePanel.tsx';

export const queuePanel = definePanel({
  id: 'queue',
  title: 'Queue',
  icon: IconList,
  component: QueuePanel,
  useBadge: () => useStation(({ queue }) => formatCount(queue.items.length)),
  corner: QueueCorner,
  menu: QueueMenu,
});
