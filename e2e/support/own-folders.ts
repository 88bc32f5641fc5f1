import path from 'node:path';

/** The environment of a program under test: whatever it keeps for its user is below `folder`. */
export function ownFolders(folder: string): NodeJS.ProcessEnv {
  const { XDG_RUNTIME_DIR: session, WAYLAND_DISPLAY: display } = process.env;
  return {
    ...process.env,
    HOME: folder,
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_STATE_HOME: path.join(folder, 'xdg'),
    XDG_RUNTIME_DIR: path.join(folder, 'run'),
    // Named by its whole path, the display is found from another folder, too.
    ...(session &&
      display && { WAYLAND_DISPLAY: path.resolve(session, display) }),
  };
}
