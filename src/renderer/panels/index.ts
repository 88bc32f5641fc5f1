import { beamlinePanel } from './beamline/index.ts';
import { devicePanel } from './device/index.ts';
import { devicesPanel } from './devices/index.ts';
import { historyPanel } from './history/index.ts';
import { logPanel, notesPanel } from './log/index.ts';
import type { Panel } from './define-panel.ts';
import { plotPanel } from './plot/index.ts';
import { positionsPanel } from './positions/index.ts';
import { queuePanel } from './queue/index.ts';
import { scanPanel } from './scan/index.ts';
import { wirePanel } from './wire/index.ts';

/** Every panel of the workbench. To add one: a folder beside these, and a line here. */
export const panels = [
  devicesPanel,
  positionsPanel,
  plotPanel,
  devicePanel,
  beamlinePanel,
  scanPanel,
  queuePanel,
  historyPanel,
  logPanel,
  notesPanel,
  wirePanel,
] satisfies readonly Panel[];
