/** The one IPC channel, both ways. */
export const ipcChannel = 'beamtime';

const kinds = ['open', 'opened', 'message', 'taken', 'close'] as const;

/** The page tells how far it is after so many messages: IPC itself does not tell whether anybody listens. */
export const messagesPerReceipt = 32;

/**
 * What passes over it. `connection` tells one page from the one that a reload put in its place: a frame of
 * another connection is an echo of the past.
 */
export interface Frame {
  readonly connection: string;
  readonly kind: (typeof kinds)[number];
  /** The message, why it was closed, or how many messages the page has taken so far. */
  readonly body?: unknown;
}

/** The preload's bridge to that channel: all that a page gets of Electron. */
export interface PageBridge {
  post(frame: unknown): void;
  listen(listener: (frame: unknown) => void): () => void;
}

export function isFrame(value: unknown): value is Frame {
  if (typeof value !== 'object' || value === null) return false;
  const { connection, kind } = value as Partial<Frame>;
  return (
    typeof connection === 'string' &&
    connection.length <= 64 &&
    kinds.some((known) => known === kind)
  );
}
