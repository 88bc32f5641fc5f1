import { MockBinding, type MockPortBinding } from '@serialport/binding-mock';
import { serialOpener } from '../io/serial.ts';
import type { PortOpener } from '../io/types.ts';
import type { Served } from './serve-tcp.ts';
import type { Responder } from './types.ts';

let count = 0;

/** How a simulated line is set; it does not care. */
const settings = {
  baudRate: 9600,
  dataBits: 8,
  parity: 'none',
  stopBits: 1,
} as const;

/** Serves a responder as a serial line inside this process: the serialport library on its own mock binding. */
export function serveSerial(
  responder: Responder,
  name: string,
): Served & { readonly opener: PortOpener } {
  count += 1;
  const path = `simulated:${name}-${count}`;
  const cuts = new Set<() => void>();
  let isClosed = false;
  MockBinding.createPort(path);

  const binding = {
    list: () => MockBinding.list(),
    async open(options: { path: string; baudRate: number }) {
      if (isClosed) throw new Error(`No such file: ${path}`);
      const port = await MockBinding.open(options);
      connect(port);
      return port;
    },
  };

  function connect(port: MockPortBinding): void {
    const write = port.write.bind(port);
    const close = port.close.bind(port);
    const read = port.read.bind(port);
    const reply = (bytes: Uint8Array) => {
      if (port.isOpen) port.emitData(Buffer.from(bytes));
    };
    port.write = async (buffer) => {
      const bytes = Uint8Array.from(buffer);
      await write(buffer);
      responder.receive(bytes, reply);
    };
    port.close = async () => {
      cuts.delete(cut);
      await close();
    };

    // Pulling the cable makes the read that waits, or the next one, fail: as with a USB adapter.
    let isCut = false;
    let fail: (() => void) | undefined;
    function cut(): void {
      isCut = true;
      fail?.();
    }
    cuts.add(cut);
    port.read = (buffer, offset, length) =>
      new Promise((resolve, reject) => {
        fail = () => reject(new Error('the cable was pulled'));
        if (isCut) fail();
        read(buffer, offset, length).then(resolve, reject);
      });
  }

  function drop(): void {
    for (const cut of [...cuts]) cut();
  }

  return {
    address: path,
    opener: serialOpener({ path, ...settings }, async (line) => {
      // Loaded when a line is opened, as in io: the library brings a native part along.
      const { SerialPortMock } = await import('serialport');
      const options = { ...line, binding };
      return new SerialPortMock(options);
    }),
    drop,
    close() {
      isClosed = true;
      drop();
      return Promise.resolve();
    },
  };
}
