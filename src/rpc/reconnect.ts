import { createClient, type ClientOptions } from './client.ts';
import type { Client, ContractShape, Port } from './types.ts';

export interface KeepConnectedOptions<C extends ContractShape> {
  readonly contract: C;
  readonly connect: () => Promise<Port>;
  /**
   * A port is open: say hello and fetch a snapshot here. When it fails, the port is closed and tried again.
   */
  readonly onOpen: (client: Client<C>) => Promise<void> | void;
  /** Not connected, and why; told once per loss and once per failed attempt. */
  readonly onLost: (reason: string) => void;
  readonly client?: ClientOptions;
  /** First and longest pause between attempts. Default 250 and 5000. */
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
}

/** Keeps a client connected, whatever happens, until it is stopped. */
export function keepConnected<C extends ContractShape>(
  options: KeepConnectedOptions<C>,
): { readonly stop: () => void } {
  const { firstPauseMs = 250, longestPauseMs = 5000 } = options;
  let isStopped = false;
  let pauseMs = firstPauseMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let client: Client<C> | undefined;

  const lost = (reason: string) => {
    client = undefined;
    if (isStopped) return;
    options.onLost(reason);
    timer = setTimeout(() => void attempt(), pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  };

  const attempt = async () => {
    let port: Port;
    try {
      port = await options.connect();
    } catch (error) {
      lost(sentence(error));
      return;
    }
    if (isStopped) {
      port.close();
      return;
    }
    const opened = createClient(options.contract, port, options.client);
    client = opened;
    let failure: string | undefined;
    opened.onClosed((reason) => lost(failure ?? reason));
    try {
      await options.onOpen(opened);
      pauseMs = firstPauseMs;
    } catch (error) {
      failure = sentence(error);
      opened.close();
    }
  };

  void attempt();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
      client?.close();
    },
  };
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
