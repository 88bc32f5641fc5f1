import { contextBridge, ipcRenderer } from 'electron';
import { ipcChannel, type PageBridge } from '../rpc/ports/electron-frames.ts';

// The page gets one port and nothing else; the main process checks every message that comes through it.
contextBridge.exposeInMainWorld('beamtimePort', {
  post(frame) {
    ipcRenderer.send(ipcChannel, frame);
  },
  listen(listener) {
    const pass = (_event: unknown, frame: unknown) => listener(frame);
    ipcRenderer.on(ipcChannel, pass);
    return () => {
      ipcRenderer.removeListener(ipcChannel, pass);
    };
  },
} satisfies PageBridge);
