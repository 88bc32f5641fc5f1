import { describe, expect, it } from 'vitest';
import { galilFraming, REVISION } from './galil-framing.ts';

const framing = galilFraming();

describe("Galil's prompts", () => {
  it.each([
    ['TPA', ' 250\r\n:', '250'],
    ['TPAB', ' 0,-250\r\n:', '0,-250'],
    ['MG _BLA,_FLA', ' 1.0000-250.0000\r\n:', '1.0000-250.0000'],
    ['SHA', ':', ':'],
    ['BGA', '?', '?'],
    ['TC1', '22 Begin not possible\r\n:', '22 Begin not possible'],
    [REVISION, 'DMC4080 Rev 1.3a\r\n:', 'DMC4080 Rev 1.3a'],
    // Each command of a line is answered by itself.
    ['TSA;SCA', ' 12\r\n: 1\r\n:', '12\n1'],
    ['XX;SHA', '?:', '?\n:'],
    // With an echo, as it is typed or all at once.
    ['SHA', 'SHA\r:', ':'],
    ['TSA;SCA', 'TSA; 12\r\n:SCA\r 1\r\n:', '12\n1'],
    ['TSA;SCA', 'TSA;SCA\r 12\r\n: 1\r\n:', '12\n1'],
    // Unsolicited lines of programs in the controller.
    ['TPA', 'door is open\r\n 250\r\n:', '250'],
    ['TPA', ' 7 \r\n 250\r\n:', '250'],
    ['SHA', 'ready: go?\r\n:', ':'],
    ['TPA', '\u00e8\u00e5\u00ec\u00ec\u00ef\u008d\u008a 250\r\n:', '250'],
    // A count without end is none.
    ['TPA', ` ${'9'.repeat(400)}\r\n 250\r\n:`, '250'],
  ])('%j answered with %j is %j', (request, received, reply) => {
    expect(framing.take(received, request)).toEqual({ reply, rest: '' });
  });

  it.each([
    ['TPA', ' 250\r\n'],
    ['TPA', ' 2'],
    ['TSA;SCA', ' 12\r\n: 1\r\n'],
    // A colon where a value should be, and fewer or more values than were asked for.
    ['TPA', ':'],
    ['TPAB', ' 7\r\n:'],
    ['TPA', ' 7, 8\r\n:'],
    ['SHA', 'ready: go'],
  ])('%j waits for more than %j', (request, received) => {
    expect(framing.take(received, request)).toBeUndefined();
  });

  it('takes lines that nobody asked for as nothing, and a prompt as something', () => {
    expect(framing.isBlank('door is open: look\r\n')).toBe(true);
    expect(framing.isBlank(' 7\r\n:')).toBe(false);
  });
});
