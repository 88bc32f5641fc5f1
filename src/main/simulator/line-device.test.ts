import { beforeEach, expect, test } from 'vitest';
import type { VirtualClock } from '../base/virtual-clock.ts';
import { lineDeviceConfig } from './line-device-config.ts';
import { lineDeviceResponder } from './line-device.ts';
import { dialogue } from './testing/dialogue.ts';
import { smallWorld } from './testing/small-world.ts';

let clock: VirtualClock;
let line: ReturnType<typeof dialogue>;

beforeEach(() => {
  ({ clock } = smallWorld());
  const config = lineDeviceConfig.parse({
    protocol: 'line-device',
    terminator: 'crlf',
    state: { setpoint: 20, temperature: 20, name: 'OVEN' },
    follows: { temperature: { of: 'setpoint', perSecond: 2 } },
    replies: [
      { request: '^ID$', reply: '{name} 7 {nothing}' },
      { request: '^T\\?$', reply: '{temperature:1}' },
      { request: '^SP (?<setpoint>\\d+)$' },
      { request: '^HOLD$', set: { setpoint: '{temperature}' }, reply: 'OK' },
    ],
    otherwise: 'ERR',
  });
  line = dialogue(lineDeviceResponder(config, clock));
});

test('it answers by its table, with what it remembers', () => {
  expect(line.ask('ID\r')).toBe('OVEN 7 {nothing}\r\n');
  expect(line.ask('T?\r')).toBe('20.0\r\n');
  expect(line.ask('ID\nT?\n')).toBe('OVEN 7 {nothing}\r\n20.0\r\n');
});

test('what is not in its table gets the answer for anything else', () => {
  expect(line.ask('toString\r')).toBe('ERR\r\n');
});

test('a part of a request is remembered, and what follows it gets there in its time', async () => {
  expect(line.ask('SP 30\r')).toBe('');
  await clock.advance(1000);
  expect(line.ask('T?\r')).toBe('22.0\r\n');
  await clock.advance(60_000);
  expect(line.ask('T?\r')).toBe('30.0\r\n');
});

test('a request can set what it remembers', async () => {
  line.ask('SP 30\r');
  await clock.advance(2000);
  expect(line.ask('HOLD\r')).toBe('OK\r\n');
  await clock.advance(2000);
  expect(line.ask('T?\r')).toBe('24.0\r\n');
});

test('a request that comes in pieces is one', () => {
  expect(line.ask('T')).toBe('');
  expect(line.ask('?\r')).toBe('20.0\r\n');
});
