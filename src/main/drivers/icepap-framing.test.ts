import { describe, expect, it } from 'vitest';
import { icepapFraming } from './icepap-framing.ts';

const framing = icepapFraming();

describe("IcePAP's framing", () => {
  it('takes the line that begins with the word that was asked', () => {
    expect(framing.take('?FPOS 100\r\n', '?FPOS 1')).toEqual({
      reply: '?FPOS 100',
      rest: '\n',
    });
    expect(framing.take('1:MOVE OK\n', '#1:MOVE 5')).toEqual({
      reply: '1:MOVE OK',
      rest: '',
    });
  });

  it('skips a line that answers something else', () => {
    expect(framing.take('?FSTATUS 0x1\r\n', '?FPOS 1')?.reply).toBeUndefined();
    expect(framing.take('?FPOSX 1\r\n', '?FPOS 1')?.reply).toBeUndefined();
  });

  it('waits for the end of a line, and of a block', () => {
    expect(framing.take('?FPOS 10', '?FPOS 1')).toBeUndefined();
    expect(framing.take('?HELP $\r\none\r\n', '?HELP')).toBeUndefined();
    expect(framing.take('?HELP $\r\none\r\ntwo\r\n$\r\n', '?HELP')).toEqual({
      reply: '?HELP $\none\ntwo',
      rest: '\n',
    });
  });

  it('puts the answers of joined commands together, in their order', () => {
    const request = '?FSTATUS 1;?FPOS 1';
    expect(framing.take('?FSTATUS 0x1\r\n', request)).toBeUndefined();
    expect(
      framing.take('noise\r\n?FSTATUS 0x1\r\n?FPOS 7\r\n', request)?.reply,
    ).toBe('?FSTATUS 0x1\n?FPOS 7');
  });
});
