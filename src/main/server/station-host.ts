import type { Port } from '../../rpc/types.ts';

/** What a host (the window, the headless host) needs of the station it gives a face. */
export interface StationHost {
  readonly info: { readonly name: string; readonly version: string };
  readonly server: {
    /** Serves a client; `host` says for people where it connects from. */
    accept(port: Port, peer: { readonly host: string; client: null }): void;
  };
  isRunActive(): boolean;
  /** Tells of every start and end of a run; answers with the way to stop. */
  onRunActive(listener: (isActive: boolean) => void): () => void;
  /** Aborts the active run if there is one, waits until its file is complete, and closes. */
  abortAndClose(): Promise<void>;
}
