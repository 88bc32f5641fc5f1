/** What the stop codes of a status word mean. */
export const stopCodeWords: readonly string[] = [
  'No abnormal stop condition',
  'Stop command',
  'Abort command',
  'Limit+ reached',
  'Limit- reached',
  'Settling timeout',
  'Axis disabled',
  'Unknown',
  'Internal failure',
  'Motor failure',
  'Power overload',
  'Driver overheating',
  'Close loop error',
  'Control encoder error',
  'Unknown',
  'External alarm',
];

const modes = ['OPER', 'PROG', 'TEST', 'FAIL'];
const indexers = ['INTERNAL', 'IN-SYSTEM', 'EXTERNAL', 'LINKED'];

/** The status word in words, one line per field: the lines of `?VSTATUS`. */
export function describeStatus(status: number): string[] {
  const field = (bit: number, width: number) =>
    Math.floor(status / 2 ** bit) % 2 ** width;
  const flag = (bit: number) => String(field(bit, 1));
  const stopCode = field(14, 4);
  return [
    `PRESENT:    ${flag(0)}`,
    `ALIVE:      ${flag(1)}`,
    `MODE:       ${field(2, 2)}: ${modes[field(2, 2)] ?? ''}`,
    `DISABLE:    ${field(4, 3)}`,
    `INDEXER:    ${field(7, 2)}: ${indexers[field(7, 2)] ?? ''}`,
    `READY:      ${flag(9)}`,
    `MOVING:     ${flag(10)}`,
    `SETTLING:   ${flag(11)}`,
    `OUTOFWIN:   ${flag(12)}`,
    `WARNING:    ${flag(13)}`,
    `STOPCODE:   ${stopCode}: ${stopCodeWords[stopCode] ?? ''}`,
    `LIMIT+:     ${flag(18)}`,
    `LIMIT-:     ${flag(19)}`,
    `HOME:       ${flag(20)}`,
    `5VPOWER:    ${flag(21)}`,
    `VERSERR:    ${flag(22)}`,
    `POWERON:    ${flag(23)}`,
  ];
}
