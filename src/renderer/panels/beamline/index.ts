import { IconTopologyStar3 } from '@tabler/icons-react';
import { definePanel } from '../define-panel.ts';
import BeamlinePanel from './BeamlinePanel.tsx';

export const beamlinePanel = definePanel({
  id: 'beamline',
  title: 'Beamline',
  icon: IconTopologyStar3,
  component: BeamlinePanel,
});
