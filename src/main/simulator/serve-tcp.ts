import {
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import type { Responder } from './types.ts';

/** A responder that can be reached. */
export interface Served {
  /** `127.0.0.1:40213`, `/tmp/beamtime-x/tty`: where. */
  readonly address: string;
  /** Cuts every connection; new ones are welcome. */
  readonly drop: () => void;
  readonly close: () => Promise<void>;
}

/** Serves a responder over TCP on loopback; port 0 = any free one. */
export async function serveTcp(
  responder: Responder,
  { port = 0 } = {},
): Promise<Served & { readonly host: string; readonly port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    const reply = (bytes: Uint8Array) => {
      if (socket.writable) socket.write(bytes);
    };
    sockets.add(socket);
    socket.on('data', (bytes) => responder.receive(bytes, reply));
    // What went wrong with a connection shows as its close.
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  const host = '127.0.0.1';
  await listen(server, host, port);
  const bound = portOf(server.address());
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    host,
    port: bound,
    address: `${host}:${bound}`,
    drop,
    close() {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(address: AddressInfo | string | null): number {
  return address !== null && typeof address === 'object' ? address.port : 0;
}
