import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BeamtimeError } from '../../contract/errors.ts';
import { isLoopback } from '../base/loopback.ts';

/** Where clients connect, and what they must know. */
export interface Address {
  /** `localhost` = IPv4 and IPv6 loopback. */
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** Required where other machines can connect. */
  readonly token?: string | undefined;
}

/** HTTP servers on one port of every address wanted, not yet answering anything. */
export interface Listening extends Address {
  readonly servers: readonly Server[];
  /** Ends every connection; the port is free when it resolves. */
  close(): Promise<void>;
}

/**
 * Listens on `host`; `localhost` stands for the loopback of both IPv4 and IPv6, of which one may be missing.
 * Port 0 picks one that is free on all of them.
 *
 * @throws BeamtimeError `token` when other machines could connect without one, `port-in-use`, `bad-input` for an address or port that this machine or account does not have
 */
export async function listen(address: Address): Promise<Listening> {
  const { host, port, token } = address;
  if (!isLoopback(host) && token === undefined) {
    throw new BeamtimeError(
      'token',
      `--host ${host} lets other machines connect, so a token is needed: add --token SECRET, or set BEAMTIME_TOKEN.`,
    );
  }
  const addresses = host === 'localhost' ? ['127.0.0.1', '::1'] : [host];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { servers, actualPort } = await listenOnAll(addresses, port);
      return {
        ...address,
        port: actualPort,
        servers,
        close: async () => {
          await Promise.all(servers.map(closed));
        },
      };
    } catch (error) {
      const isTaken = errorCode(error) === 'EADDRINUSE';
      // A port that was picked on IPv4 can be taken on IPv6: pick another.
      if (isTaken && port === 0 && attempt < 20) continue;
      throw explained(error, host, port);
    }
  }
}

async function listenOnAll(
  addresses: readonly string[],
  port: number,
): Promise<{ servers: readonly Server[]; actualPort: number }> {
  const servers: Server[] = [];
  let actualPort = port;
  let missing: unknown;
  try {
    for (const address of addresses) {
      const server = createServer();
      try {
        actualPort = await listenOn(server, address, actualPort);
        servers.push(server);
      } catch (error) {
        if (!isMissingFamily(error)) throw error;
        missing = error;
      }
    }
    if (servers.length === 0) throw missing;
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
  return { servers, actualPort };
}

function listenOn(
  server: Server,
  address: string,
  port: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, ipv6Only: true }, () => {
      server.off('error', reject);
      const bound = server.address();
      if (isAddressInfo(bound)) resolve(bound.port);
      else reject(new Error('The server has no port.'));
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function explained(error: unknown, host: string, port: number): BeamtimeError {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new BeamtimeError(
        'port-in-use',
        `Port ${port} is in use, perhaps by another Beamtime on this machine. Close that, or choose another port with --port (0 picks a free one).`,
        { cause: error },
      );
    case 'EACCES':
      return new BeamtimeError(
        'bad-input',
        `This account may not listen on port ${port}. Choose one above 1023 with --port.`,
        { cause: error },
      );
    default:
      return new BeamtimeError(
        'bad-input',
        `This machine cannot listen on '${host}': ${error instanceof Error ? error.message : String(error)}. Check --host.`,
        { cause: error },
      );
  }
}

function isMissingFamily(error: unknown): boolean {
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(errorCode(error));
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function isAddressInfo(
  address: AddressInfo | string | null,
): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
