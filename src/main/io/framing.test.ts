import { describe, expect, it } from 'vitest';
import { lineFraming } from './framing.ts';

describe('Framing in lines', () => {
  const plain = lineFraming({ terminator: '\r' });

  it('ends what is sent, and accepts any line end in what comes back', () => {
    expect(plain.encode('A')).toBe('A\r');
    for (const end of ['\r', '\n', '\r\n']) {
      expect(plain.take(`one${end}`, 'A')?.reply).toBe('one');
    }
  });

  it('skips line ends that are left over', () => {
    expect(plain.take('\n\r\none\n', 'A')).toEqual({ reply: 'one', rest: '' });
    expect(plain.isBlank('\r\n\n')).toBe(true);
    expect(plain.isBlank(' \n')).toBe(false);
  });

  it('waits for the end of a line', () => {
    expect(plain.take('', 'A')).toBeUndefined();
    expect(plain.take('on', 'A')).toBeUndefined();
  });

  it('takes one line and leaves the rest', () => {
    expect(plain.take('one\ntwo\n', 'A')).toEqual({
      reply: 'one',
      rest: 'two\n',
    });
  });

  it('strips an echo where there is one, and does not need it', () => {
    const echoed = lineFraming({ terminator: '\r', mayEcho: true });
    expect(echoed.take('1OC\r01:5\r\n', '1OC')).toEqual({
      reply: undefined,
      rest: '01:5\r\n',
    });
    expect(echoed.take('01:5\r\n', '1OC')?.reply).toBe('01:5');
  });

  it('does not see bytes that are to be ignored', () => {
    const quiet = lineFraming({ terminator: '\r', ignored: /!/g });
    expect(quiet.take('o!n!e\n', 'A')?.reply).toBe('one');
    expect(quiet.isBlank('!!\r')).toBe(true);
  });
});
