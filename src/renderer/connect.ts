import type { PageBridge } from '../rpc/ports/electron-frames.ts';
import { openElectronPort } from '../rpc/ports/electron-page.ts';
import { openWebSocketPort } from '../rpc/ports/websocket-client.ts';
import type { Port } from '../rpc/types.ts';

declare global {
  interface Window {
    /** There in the desktop window only. */
    readonly beamtimePort?: PageBridge;
  }
}

/** Opens the port to the station this page came from: the window's own, or a WebSocket to where it was loaded from. */
export function openPagePort(): Promise<Port> {
  return window.beamtimePort
    ? openElectronPort(window.beamtimePort)
    : openWebSocketPort(stationAddress(window.location));
}

/** Whether this page is in the desktop window, not in a browser. */
export function isDesktopWindow(): boolean {
  return window.beamtimePort !== undefined;
}

/** `http://host:port/?token=x` or `#token=x` -> `ws://host:port/rpc?token=x`. */
export function stationAddress(
  location: Pick<Location, 'protocol' | 'host' | 'search' | 'hash'>,
): string {
  const token =
    new URLSearchParams(location.search).get('token') ??
    new URLSearchParams(location.hash.replace(/^#/, '')).get('token');
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const query = token === null ? '' : `?token=${encodeURIComponent(token)}`;
  return `${scheme}://${location.host}/rpc${query}`;
}
