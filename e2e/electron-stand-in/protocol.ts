import type { Route } from '@playwright/test';
import { assertNotReady, assertReady } from './app.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const privileged = new Set<string>();
const handlers = new Map<string, Handler>();
/** Chromium knows no schemes but its own, so a scheme becomes the end of a host name, of a secure origin. */
const ending = '.scheme.stand-in';

export const protocol = {
  registerSchemesAsPrivileged(
    schemes: readonly { readonly scheme: string }[],
  ): void {
    assertNotReady('protocol.registerSchemesAsPrivileged');
    for (const { scheme } of schemes) privileged.add(scheme);
  },
  handle(scheme: string, handler: Handler): void {
    assertReady('protocol.handle');
    if (handlers.has(scheme))
      throw new Error(`The scheme ${scheme} has been handled already`);
    handlers.set(scheme, handler);
  },
};

/** `beamtime://page/x` -> what Chromium gets to see. */
export function toBrowser(url: string): string {
  const [, scheme, rest = ''] = /^([a-z]+):\/\/(.*)$/.exec(url) ?? [];
  if (scheme === undefined || !privileged.has(scheme)) return url;
  const [host, ...segments] = rest.split('/');
  return `https://${host ?? ''}.${scheme}${ending}/${segments.join('/')}`;
}

/** The way back. */
export function fromBrowser(url: string): string {
  const [, host, scheme, rest] =
    /^https:\/\/(.+)\.([a-z]+)\.scheme\.stand-in\/(.*)$/.exec(url) ?? [];
  return scheme === undefined ? url : `${scheme}://${host ?? ''}/${rest ?? ''}`;
}

/** Answers a request of the page by the handler of its scheme; there is nothing else. */
export async function answer(route: Route): Promise<void> {
  const url = fromBrowser(route.request().url());
  const handler = handlers.get(url.split(':')[0] ?? '');
  if (!handler) {
    // A page that may go elsewhere arrives there, so that a test sees it; nothing else is fetched from anywhere.
    if (route.request().isNavigationRequest()) {
      await route.fulfill({ contentType: 'text/html', body: 'Elsewhere.' });
    } else {
      await route.abort('addressunreachable');
    }
    return;
  }
  const response = await handler(new Request(url));
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}
