import type { Responder } from '../types.ts';

/** A terminal on a responder. */
export interface Dialogue {
  /** Sends text and answers with what came back at once. */
  readonly ask: (text: string) => string;
  /** What has come since the last request. */
  readonly heard: () => string;
}

/** Opens a terminal on a responder. */
export function dialogue(responder: Responder): Dialogue {
  let received = '';
  const reply = (bytes: Uint8Array) => {
    received += Buffer.from(bytes).toString('latin1');
  };
  return {
    ask(text) {
      received = '';
      responder.receive(Buffer.from(text, 'latin1'), reply);
      return received;
    },
    heard: () => received,
  };
}
