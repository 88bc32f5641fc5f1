import { EventEmitter } from 'node:events';
import { WebSocketServer } from 'ws';
import {
  acceptElectronPorts,
  type PageSender,
} from '../ports/electron-main.ts';
import { ipcChannel, type PageBridge } from '../ports/electron-frames.ts';
import { openElectronPort } from '../ports/electron-page.ts';
import { memoryPorts } from '../ports/memory.ts';
import { openWebSocketPort } from '../ports/websocket-client.ts';
import { webSocketServerPort } from '../ports/websocket-server.ts';
import type { Port } from '../types.ts';

/** A way to connect clients to whoever accepts ports, and to cut them off. */
export interface Wire {
  /** Opens a client's end; the other end goes to `accept`. */
  connect(): Promise<Port>;
  close(): Promise<void>;
}

export type OpenWire = (accept: (port: Port) => void) => Promise<Wire>;

/** Every transport there is, by name. */
export const wires: Record<string, OpenWire> = {
  memory: (accept) =>
    Promise.resolve({
      connect: () => {
        const [near, far] = memoryPorts();
        accept(far);
        return Promise.resolve(near);
      },
      close: () => Promise.resolve(),
    }),

  electron: (accept) => {
    const ipcMain = new EventEmitter();
    let pages = 0;
    const ports = acceptElectronPorts<{ sender: PageSender }>({
      ipcMain,
      isAllowed: () => true,
      onPort: accept,
      onRefused: () => undefined,
    });
    return Promise.resolve({
      connect: () => openElectronPort(fakePage(ipcMain, ++pages).bridge),
      close: () => {
        ports.close();
        return Promise.resolve();
      },
    });
  },

  websocket: async (accept) => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    server.on('connection', (socket) => accept(webSocketServerPort(socket)));
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    if (typeof address !== 'object' || address === null)
      throw new Error('no port');
    return {
      connect: () => openWebSocketPort(`ws://127.0.0.1:${address.port}/`),
      close: () => {
        for (const socket of server.clients) socket.terminate();
        return new Promise((resolve) => server.close(() => resolve()));
      },
    };
  },
};

/** A page as the main process sees it and as the page sees the main process; frames are cloned as IPC does. */
export function fakePage(
  ipcMain: EventEmitter,
  id: number,
): { readonly bridge: PageBridge; readonly sender: PageSender } {
  const incoming = new EventEmitter();
  const sender: PageSender = {
    id,
    isDestroyed: () => false,
    send(_channel, frame) {
      const copy: unknown = structuredClone(frame);
      setImmediate(() => incoming.emit('frame', copy));
    },
  };
  const bridge: PageBridge = {
    post(frame) {
      const copy: unknown = structuredClone(frame);
      setImmediate(() => ipcMain.emit(ipcChannel, { sender }, copy));
    },
    listen(listener) {
      incoming.on('frame', listener);
      return () => incoming.off('frame', listener);
    },
  };
  return { bridge, sender };
}
