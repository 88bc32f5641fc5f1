import type { Port } from '../types.ts';
import { type Frame, ipcChannel, isFrame } from './electron-frames.ts';
import { PortBase } from './port-base.ts';

/** As much of Electron's `WebContents` as a port needs. */
export interface PageSender {
  readonly id: number;
  send(channel: string, frame: unknown): void;
  isDestroyed(): boolean;
}

/** As much of Electron's `ipcMain` as a port needs. */
export interface IpcReceiver<E> {
  on(channel: string, listener: (event: E, frame: unknown) => void): unknown;
  removeListener(
    channel: string,
    listener: (event: E, frame: unknown) => void,
  ): unknown;
}

export interface ElectronPortsOptions<E> {
  readonly ipcMain: IpcReceiver<E>;
  /** Whether this sender may speak at all; asked for every single frame. */
  readonly isAllowed: (event: E) => boolean;
  readonly onPort: (port: Port, event: E) => void;
  readonly onRefused: (event: E) => void;
}

export interface ElectronPorts {
  /** The page is gone (it crashed, was closed or goes elsewhere): its port ends. */
  pageGone(senderId: number, reason: string): void;
  close(): void;
}

/** What a message is taken to weigh; events are batched, so most weigh less. */
const bytesPerMessage = 16_000;

/** Makes a port for every page that opens one; a page that was reloaded gets a new one, and its old one ends. */
export function acceptElectronPorts<E extends { readonly sender: PageSender }>({
  ipcMain,
  isAllowed,
  onPort,
  onRefused,
}: ElectronPortsOptions<E>): ElectronPorts {
  const ports = new Map<number, ElectronMainPort>();

  const receive = (event: E, frame: unknown) => {
    if (!isAllowed(event)) {
      onRefused(event);
      return;
    }
    if (!isFrame(frame)) return;
    const { sender } = event;
    if (frame.kind === 'open') {
      ports.get(sender.id)?.replaced();
      const port = new ElectronMainPort(sender, frame.connection);
      ports.set(sender.id, port);
      port.onClosed(() => {
        if (ports.get(sender.id) === port) ports.delete(sender.id);
      });
      port.accept();
      onPort(port, event);
      return;
    }
    const port = ports.get(sender.id);
    if (port?.connection === frame.connection) port.take(frame);
  };

  const pageGone = (senderId: number, reason: string) => {
    ports.get(senderId)?.gone(reason);
  };

  ipcMain.on(ipcChannel, receive);
  return {
    pageGone,
    close() {
      ipcMain.removeListener(ipcChannel, receive);
      for (const port of [...ports.values()]) port.close();
    },
  };
}

class ElectronMainPort extends PortBase {
  readonly connection: string;
  readonly #sender: PageSender;
  #sent = 0;
  #taken = 0;

  constructor(sender: PageSender, connection: string) {
    super();
    this.#sender = sender;
    this.connection = connection;
  }

  accept(): void {
    this.#send({ connection: this.connection, kind: 'opened' });
  }

  take(frame: Frame): void {
    if (frame.kind === 'message') this.deliver(frame.body);
    else if (frame.kind === 'taken') this.#receipt(frame.body);
    else if (frame.kind === 'close')
      this.ended('The page closed the connection.');
  }

  gone(reason: string): void {
    this.ended(reason);
  }

  /** The page opened another connection. If it is still the same page, the old one has to hear of its end. */
  replaced(): void {
    this.#end('The page was loaded again.');
  }

  post(message: unknown): void {
    if (this.isClosed) return;
    this.#sent += 1;
    this.#send({ connection: this.connection, kind: 'message', body: message });
  }

  /** IPC tells no bytes, so messages that the page has not taken count as so many each. */
  override bufferedBytes(): number {
    return (this.#sent - this.#taken) * bytesPerMessage;
  }

  close(): void {
    this.#end('The station closed the connection.');
  }

  #end(reason: string): void {
    if (!this.ended(reason)) return;
    this.#send({ connection: this.connection, kind: 'close', body: reason });
  }

  #receipt(taken: unknown): void {
    if (typeof taken !== 'number' || !(taken > this.#taken)) return;
    if (taken <= this.#sent) this.#taken = taken;
  }

  #send(frame: Frame): void {
    if (!this.#sender.isDestroyed()) this.#sender.send(ipcChannel, frame);
  }
}
