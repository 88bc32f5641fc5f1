import type { SerialPort, SerialPortMock } from 'serialport';
import { BeamtimeError } from '../../contract/errors.ts';
import type { BytePort, PortOpener } from './types.ts';

/** How a serial line is set. */
export interface SerialSettings {
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
  /** How a side that is slow holds the other back: XON and XOFF, RTS and CTS. Left out = not at all. */
  readonly flow?: 'none' | 'software' | 'hardware';
}

/** The settings as the library takes them. */
export type LibrarySettings = Omit<SerialSettings, 'flow'> & {
  readonly autoOpen: false;
  readonly xon: boolean;
  readonly xoff: boolean;
  readonly rtscts: boolean;
};

/** A serial line of the library, over the system's binding or over its mock. */
export type SerialLine = SerialPort | SerialPortMock;

/** Makes a line that is not open yet. Another one than the default puts another binding below, such as the mock. */
export type SerialFactory = (
  settings: LibrarySettings,
) => SerialLine | Promise<SerialLine>;

/** Opens a serial line with the `serialport` library. */
export function serialOpener(
  settings: SerialSettings,
  create: SerialFactory = systemLine,
): PortOpener {
  const { path } = settings;
  return {
    address: path,
    keepsBytes: true,
    async open() {
      try {
        const line = await create(forLibrary(settings));
        await opened(line);
        return serialPort(line);
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new BeamtimeError(
          'disconnected',
          `The serial line ${path} could not be opened: ${whyNotOpened(why)}`,
          { cause },
        );
      }
    },
  };
}

function forLibrary({
  flow = 'none',
  ...settings
}: SerialSettings): LibrarySettings {
  const isSoftware = flow === 'software';
  return {
    ...settings,
    autoOpen: false,
    xon: isSoftware,
    xoff: isSoftware,
    rtscts: flow === 'hardware',
  };
}

// Loaded when a line is opened: a beamline without serial lines runs where the native part is missing.
async function systemLine(settings: LibrarySettings): Promise<SerialLine> {
  const { SerialPort } = await import('serialport');
  return new SerialPort(settings);
}

function opened(line: SerialLine): Promise<void> {
  return new Promise((resolve, reject) => {
    line.open((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function serialPort(line: SerialLine): BytePort {
  const closed = new Set<(reason: string) => void>();
  let reason: string | undefined;
  line.on('error', (error: Error) => {
    reason = inWords(error.message);
  });
  line.on('close', (error: Error | null) => {
    reason ??= error ? inWords(error.message) : 'the line was closed';
    for (const listener of closed) listener(reason);
  });
  return {
    write(bytes) {
      line.write(bytes);
    },
    onData(listener) {
      line.on('data', listener);
      return () => line.off('data', listener);
    },
    onClosed(listener) {
      closed.add(listener);
      return () => closed.delete(listener);
    },
    close() {
      reason ??= 'closed here';
      if (line.isOpen) line.close(() => {});
    },
  };
}

function whyNotOpened(message: string): string {
  if (/no such file|cannot open|does not exist|ENOENT/i.test(message)) {
    return 'there is no such line. Is the adapter plugged in?';
  }
  if (/permission|EACCES/i.test(message)) {
    return 'permission denied. Is this user in the group that may use serial lines (dialout)?';
  }
  if (/lock|busy|in use/i.test(message)) {
    return 'another program uses it. Close that first.';
  }
  return `${inWords(message)}.`;
}

/** The library's own words, without the class of the error. */
function inWords(message: string): string {
  return message.replace(/^(Error|TypeError): /, '').replace(/\.$/, '');
}
