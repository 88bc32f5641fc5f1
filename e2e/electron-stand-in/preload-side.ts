import { readFileSync } from 'node:fs';
import { decode, encode } from './codec.ts';

/** What the page's side calls to send, and what is called there to receive. */
export const sendName = '__electronStandInSend';
export const receiveName = '__electronStandInReceive';

/**
 * A script that runs a preload before the scripts of the page, in the main frame of the page's own origin. A preload
 * that is not CommonJS, or asks for more than a sandboxed one gets, fails here as it would there.
 */
export function preloadScript(file: string, origin: string): string {
  return `(() => {
  if (globalThis.top !== globalThis || globalThis.location.origin !== ${JSON.stringify(origin)}) return;
  const encode = ${encode.toString()};
  const decode = ${decode.toString()};
  const electron = (${preloadSide.toString()})(encode, decode, ${JSON.stringify(sendName)}, ${JSON.stringify(receiveName)});
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error('module not found: ' + name);
  };
  ((require, module, exports) => {
${readFileSync(file, 'utf8')}
  })(require, { exports: {} }, {});
})();`;
}

/** Electron as a sandboxed preload sees it. Its source is put into the page, so it stands alone. */
function preloadSide(
  encoded: (value: unknown) => string,
  decoded: (text: string) => unknown,
  sendAs: string,
  receiveAs: string,
) {
  type Listener = (...values: unknown[]) => unknown;
  const listeners = new Map<string, Set<Listener>>();
  const sendText: unknown = Reflect.get(globalThis, sendAs);

  const receive = (text: string) => {
    const message = decoded(text);
    if (!Array.isArray(message)) return;
    const all: unknown[] = message;
    const [channel, ...values] = all;
    for (const listener of [...(listeners.get(String(channel)) ?? [])]) {
      listener({}, ...values);
    }
  };
  Object.defineProperty(globalThis, receiveAs, { value: receive });

  /** What passes between the worlds of preload and page: values are cloned, functions stand in for functions. */
  function cross(value: unknown): unknown {
    if (typeof value === 'function') {
      const near: (...values: unknown[]) => unknown = (...values) =>
        cross(Reflect.apply(value, undefined, values.map(cross)));
      return near;
    }
    if (value instanceof Promise) return value.then(cross);
    if (Array.isArray(value)) return value.map(cross);
    const prototype: unknown =
      typeof value === 'object' && value !== null
        ? Object.getPrototypeOf(value)
        : null;
    if (
      typeof value === 'object' &&
      value !== null &&
      prototype === Object.prototype
    ) {
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, cross(each)]),
      );
    }
    return structuredClone(value);
  }

  const ipcRenderer = {
    send(channel: string, ...values: unknown[]) {
      if (typeof sendText !== 'function') return;
      Reflect.apply(sendText, undefined, [encoded([channel, ...values])]);
    },
    on(channel: string, listener: Listener) {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      return ipcRenderer;
    },
    removeListener(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };
  const contextBridge = {
    exposeInMainWorld(name: string, api: unknown) {
      Object.defineProperty(globalThis, name, {
        value: Object.freeze(cross(api)),
        enumerable: true,
      });
    },
  };
  return { contextBridge, ipcRenderer };
}
