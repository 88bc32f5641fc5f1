import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { isLoopback } from '../base/loopback.ts';

export interface DoorFacts {
  /** Where the server was told to listen. */
  readonly host: string;
  readonly token: string | undefined;
}

/** Says why a request is turned away; undefined = it may come in. */
export interface Doorkeeper {
  /**
   * Against pages of other origins, and against names that were made to point at this machine (DNS rebinding):
   * the name must be one of ours, and a browser's page must come from here.
   */
  refusal(request: IncomingMessage): string | undefined;
  /** Whether the address (`?token=`) or the header (`Authorization: Bearer`) carries the token, if one is needed. */
  hasToken(request: IncomingMessage, url: URL): boolean;
}

export function createDoorkeeper({ host, token }: DoorFacts): Doorkeeper {
  return {
    refusal({ headers }) {
      const asked =
        headers.host === undefined
          ? undefined
          : parseUrl(`http://${headers.host}`);
      if (!asked || !isOurs(asked.hostname, host)) {
        return `This station does not go by the name '${headers.host ?? ''}'. Use the address it printed when it started.`;
      }
      const { origin } = headers;
      if (origin !== undefined && parseUrl(origin)?.host !== asked.host) {
        return `A page from ${origin} may not talk to this station.`;
      }
      return undefined;
    },
    hasToken({ headers }, url) {
      if (token === undefined) return true;
      const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
      return isSame(url.searchParams.get('token') ?? bearer ?? '', token);
    },
  };
}

/** A numeric address cannot be rebound. Of names, only this machine's own and the one it was told to use. */
function isOurs(name: string, host: string): boolean {
  const plain = name.replace(/^\[|\]$/g, '').toLowerCase();
  if (isLoopback(plain)) return true;
  if (isLoopback(host)) return false;
  return (
    isIP(plain) !== 0 ||
    plain === host.toLowerCase() ||
    plain.split('.')[0] === hostname().toLowerCase().split('.')[0]
  );
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** In a time that tells nothing about how much of it was right. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
