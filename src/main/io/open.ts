import { z } from 'zod';
import { serialOpener } from './serial.ts';
import { tcpOpener } from './tcp.ts';
import type { PortOpener } from './types.ts';

const tcpLine = z.strictObject({
  tcp: z
    .string()
    .regex(/^(\[[0-9A-Fa-f:.]+\]|[^\s:[\]]+):\d{1,5}$/, {
      error:
        'Write host:port, such as rack1:5000; an IPv6 address in brackets.',
    })
    .refine((address) => splitAddress(address).port <= 65_535, {
      error: 'A port is at most 65535.',
    })
    .describe(
      'host:port of the instrument or of the terminal server before it.',
    ),
});

const serialLine = z.strictObject({
  serial: z
    .string()
    .min(1)
    .describe('Device file of the serial line: /dev/ttyUSB0.'),
  baudRate: z
    .number()
    .int()
    .positive()
    .default(9600)
    .describe('Bits per second.'),
  dataBits: z
    .union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)])
    .default(8)
    .describe('Data bits.'),
  parity: z.enum(['none', 'even', 'odd']).default('none').describe('Parity.'),
  stopBits: z
    .union([z.literal(1), z.literal(2)])
    .default(1)
    .describe('Stop bits.'),
  flow: z
    .enum(['none', 'software', 'hardware'])
    .default('none')
    .describe(
      'How a slow side holds the other back: software = XON and XOFF, hardware = RTS and CTS.',
    ),
});

/** How the beamline file names a line to hardware. */
export const lineConfig = z.union([tcpLine, serialLine]);
export type LineConfig = z.infer<typeof lineConfig>;

/** The way to open a line. */
export function openerFor(config: LineConfig): PortOpener {
  if ('tcp' in config) {
    const { host, port } = splitAddress(config.tcp);
    return tcpOpener(host, port);
  }
  const { serial: path, ...settings } = config;
  return serialOpener({ path, ...settings });
}

function splitAddress(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return {
    host: address.slice(0, colon).replace(/^\[|\]$/g, ''),
    port: Number(address.slice(colon + 1)),
  };
}
