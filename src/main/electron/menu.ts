import type { MenuItemConstructorOptions } from 'electron';

/** What the menu does that Electron does not do by itself. */
export interface MenuActions {
  stopAll(): void;
  quit(): void;
  about(): void;
}

/** The menu bar. Ids are for tests and never shown. */
export function menuTemplate(
  actions: MenuActions,
  platform = process.platform,
): MenuItemConstructorOptions[] {
  return [
    // On a Mac the first menu bears the program's name, whatever is in it.
    ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        {
          id: 'quit',
          label: '&Quit',
          accelerator: 'CommandOrControl+Q',
          click: () => actions.quit(),
        },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    {
      label: '&Run',
      submenu: [
        {
          id: 'stop-all',
          label: 'STOP &ALL',
          accelerator: 'CommandOrControl+.',
          click: () => actions.stopAll(),
        },
      ],
    },
    {
      label: '&Help',
      submenu: [
        { id: 'about', label: '&About Beamtime', click: () => actions.about() },
      ],
    },
  ];
}
