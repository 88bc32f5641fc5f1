import { IconNotebook, IconNotes } from '@tabler/icons-react';
import { definePanel } from '../define-panel.ts';
import LogCorner from './LogCorner.tsx';
import LogPanel from './LogPanel.tsx';
import NotesPanel from './NotesPanel.tsx';

export const logPanel = definePanel({
  id: 'log',
  title: 'Log',
  icon: IconNotes,
  component: LogPanel,
  corner: LogCorner,
});

export const notesPanel = definePanel({
  id: 'notes',
  title: 'Notes',
  icon: IconNotebook,
  component: NotesPanel,
});
