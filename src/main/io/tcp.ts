import { connect, type Socket } from 'node:net';
import { BeamtimeError } from '../../contract/errors.ts';
import { abortReason } from '../base/wait.ts';
import type { BytePort, PortOpener } from './types.ts';

const CONNECT_TIMEOUT_MS = 3_000;

/** Opens TCP connections to `host:port`; every write leaves at once (no Nagle delay). */
export function tcpOpener(host: string, port: number): PortOpener {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return {
    address,
    open(signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(abortReason(signal));
          return;
        }
        const socket = connect({ host, port, noDelay: true, keepAlive: true });
        const timer = setTimeout(() => fail('no answer'), CONNECT_TIMEOUT_MS);
        function settle() {
          clearTimeout(timer);
          signal?.removeEventListener('abort', onAbort);
          socket.off('error', onError);
          socket.off('connect', onConnect);
        }
        function fail(why: string, cause?: unknown) {
          settle();
          socket.on('error', () => {});
          socket.destroy();
          reject(
            new BeamtimeError(
              'disconnected',
              `No connection to ${address}: ${why}. Is it switched on, and is the address right?`,
              { cause },
            ),
          );
        }
        function onError(error: Error) {
          fail(reasonInWords(error), error);
        }
        function onConnect() {
          settle();
          resolve(tcpPort(socket));
        }
        function onAbort() {
          settle();
          socket.on('error', () => {});
          socket.destroy();
          if (signal) reject(abortReason(signal));
        }
        signal?.addEventListener('abort', onAbort, { once: true });
        socket.once('error', onError);
        socket.once('connect', onConnect);
      });
    },
  };
}

function tcpPort(socket: Socket): BytePort {
  let reason: string | undefined;
  const closed = new Set<(reason: string) => void>();
  socket.on('error', (error) => {
    reason = reasonInWords(error);
  });
  socket.on('end', () => {
    reason ??= 'the other side closed the connection';
  });
  socket.on('close', () => {
    for (const listener of closed)
      listener(reason ?? 'the connection was closed');
  });
  return {
    write(bytes) {
      socket.write(bytes);
    },
    onData(listener) {
      socket.on('data', listener);
      return () => socket.off('data', listener);
    },
    onClosed(listener) {
      closed.add(listener);
      return () => closed.delete(listener);
    },
    close() {
      reason ??= 'closed here';
      socket.destroy();
    },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the other side reset the connection',
  EPIPE: 'the other side closed the connection',
  ENOTFOUND: 'no host of that name',
  EAI_AGAIN: 'the name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'no answer',
};

function reasonInWords(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error.message || code);
}
