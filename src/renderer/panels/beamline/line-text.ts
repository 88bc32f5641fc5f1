import { isTable } from './entry.ts';
import { freeText } from './field-text.ts';

/** A line as one would say it: `rack1:5000`, `/dev/ttyUSB0, 9600 baud`, `simulated: rack1`. */
export function lineText(line: unknown): string {
  if (!isTable(line)) return 'no line of its own';
  const { tcp, serial, baudRate, simulator } = line;
  if (simulator !== undefined) return `simulated: ${freeText(simulator)}`;
  if (serial === undefined) return freeText(tcp);
  return baudRate === undefined
    ? freeText(serial)
    : `${freeText(serial)}, ${freeText(baudRate)} baud`;
}
