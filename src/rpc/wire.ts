import { ErrorReport } from '../contract/errors.ts';

/** What a client sends. */
export type ClientMessage =
  | {
      readonly type: 'call';
      readonly id: number;
      readonly name: string;
      readonly input: unknown;
    }
  | { readonly type: 'cancel'; readonly id: number };

/** What a server sends. `revision` alone: the heartbeat, which also tells a client that it missed events. */
export type ServerMessage =
  | { readonly type: 'answer'; readonly id: number; readonly output: unknown }
  | {
      readonly type: 'refusal';
      readonly id: number;
      readonly error: ErrorReport;
    }
  | {
      readonly type: 'event';
      readonly name: string;
      readonly payload: unknown;
      readonly revision: number;
    }
  | { readonly type: 'revision'; readonly revision: number };

/** The message a client sent, or what is wrong with it; `id` if an answer can reach the call it was meant to be. */
export type Received =
  | { readonly message: ClientMessage }
  | { readonly problem: string; readonly id: number | null };

/** Reads what came from a client, who may be anybody. Never throws. */
export function readClientMessage(raw: unknown): Received {
  if (!isRecord(raw)) return { problem: 'It is not an object.', id: null };
  const { type, id, name, input } = raw;
  if (!isId(id)) {
    return { problem: 'Its id is not a whole number from 0 on.', id: null };
  }
  if (type === 'cancel') return { message: { type, id } };
  if (type !== 'call') {
    return { problem: 'Its type is neither call nor cancel.', id };
  }
  if (typeof name !== 'string') {
    return { problem: 'It does not name a method.', id };
  }
  return { message: { type, id, name, input } };
}

/** Reads what came from a server; undefined = not a message of ours. Payloads were validated where they were sent. */
export function readServerMessage(raw: unknown): ServerMessage | undefined {
  if (!isRecord(raw)) return undefined;
  const { type, id, revision } = raw;
  if (type === 'revision') {
    return isId(revision) ? { type, revision } : undefined;
  }
  if (type === 'event') {
    const { name, payload } = raw;
    return typeof name === 'string' && isId(revision)
      ? { type, name, payload, revision }
      : undefined;
  }
  if (!isId(id)) return undefined;
  if (type === 'answer') return { type, id, output: raw['output'] };
  if (type !== 'refusal') return undefined;
  const error = ErrorReport.safeParse(raw['error']);
  return {
    type,
    id,
    error: error.success
      ? error.data
      : {
          code: 'internal',
          message:
            'The call failed, and the reason came in a form that this client does not know. Use the same version on both sides.',
        },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
