import { lineFraming, type Framing, type Taken } from '../io/framing.ts';

/** Bytes that act at once and need no line feed: which axes move, stop all. */
export const MOTION_REQUEST = '\u0005';
export const STOP_ALL = '\u0018';
/** Between the commands of one request; a line feed on the line, but people read it in one line. */
export const JOINT = '; ';
export const IDENTITY = '*IDN?';
/** Asks for the axes, and for a name that cannot be taken for one of them and so ends the reply. */
export const LIST_AXES = `SAI?${JOINT}${IDENTITY}`;

/**
 * GCS replies in lines, and not at all to a query that it refuses. So what it may refuse goes out together with a
 * command that is always answered and ends the reply: `ERR?` with a bare number, which no other line is, or `*IDN?`.
 * A query without either has one line for each axis it names. Lines are handed over without the space that stands
 * before the line feed of all but the last.
 */
export function gcs2Framing(): Framing {
  const lines = lineFraming({ terminator: '\n' });
  return {
    isBlank: (text) => lines.isBlank(text),
    encode: (request) =>
      isSingleByte(request)
        ? request
        : lines.encode(request.replaceAll(JOINT, '\n')),
    take(received, request) {
      if (request === MOTION_REQUEST)
        return takeFirst(lines, received, HEXADECIMAL);
      if (request.endsWith(IDENTITY)) {
        return takeUntil(lines, received, 1, isIdentity, isAxisName);
      }
      const errors = request.split(JOINT).filter((line) => line === 'ERR?');
      if (errors.length > 0) {
        return takeUntil(lines, received, errors.length, isCode, isValue);
      }
      const axes = request.split(' ').slice(1);
      const isOfOne = (line: string) =>
        axes.some((axis) => line.startsWith(`${axis}=`));
      return takeUntil(lines, received, axes.length, isOfOne, () => false);
    },
  };
}

/** Whether a line can be what `*IDN?` says. */
export function isIdentity(line: string): boolean {
  return /Physik Instrumente|.,.*,.*,./i.test(line);
}

const HEXADECIMAL = /^(0x)?[\dA-F]{1,8}$/i;

function isCode(line: string): boolean {
  return /^[+-]?\d{1,6}$/.test(line);
}

/** `1=5.2000`, `1 0xE=1000`. */
function isValue(line: string): boolean {
  return /^[\w-]{1,8}( \w+)?=/.test(line);
}

function isAxisName(line: string): boolean {
  return /^[\w-]{1,8}$/.test(line);
}

function isSingleByte(request: string): boolean {
  return request === MOTION_REQUEST || request === STOP_ALL;
}

function takeFirst(
  lines: Framing,
  received: string,
  pattern: RegExp,
): Taken | undefined {
  const taken = lines.take(received, '');
  if (taken?.reply === undefined) return taken;
  const reply = taken.reply.trim();
  return { reply: pattern.test(reply) ? reply : undefined, rest: taken.rest };
}

/** Gathers lines up to the last of so many `ends`; what is neither an end nor a part is skipped. */
function takeUntil(
  lines: Framing,
  received: string,
  ends: number,
  isEnd: (line: string) => boolean,
  isPart: (line: string) => boolean,
): Taken | undefined {
  const kept: string[] = [];
  let toGo = ends;
  let rest = received;
  while (toGo > 0) {
    const taken = lines.take(rest, '');
    if (taken?.reply === undefined) return undefined;
    const line = taken.reply.trim();
    if (isEnd(line)) toGo -= 1;
    if (isEnd(line) || isPart(line)) kept.push(line);
    ({ rest } = taken);
  }
  return { reply: kept.join('\n'), rest };
}
