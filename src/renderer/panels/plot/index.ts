import { IconChartLine } from '@tabler/icons-react';
import { definePanel } from '../define-panel.ts';
import PlotMenu from './PlotMenu.tsx';
import PlotPanel from './PlotPanel.tsx';

export const plotPanel = definePanel({
  id: 'plot',
  title: 'Live',
  icon: IconChartLine,
  component: PlotPanel,
  corner: PlotMenu,
});
