import { beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../base/virtual-clock.ts';
import { lakeshoreConfig } from './lakeshore-config.ts';
import { lakeshoreResponder } from './lakeshore.ts';
import { dialogue } from './testing/dialogue.ts';

let clock: VirtualClock;
let ask: (text: string) => Promise<string>;

function start(more: object = {}, output: object = {}) {
  clock = new VirtualClock();
  const config = lakeshoreConfig.parse({
    protocol: 'lakeshore',
    inputs: {
      A: { start: 100, rest: 50, reach: 200, timeConstant: 10, ...more },
      B: { start: 300, rest: 300 },
    },
    outputs: { 1: { input: 'A', ...output }, 3: { input: 'B' } },
  });
  const terminal = dialogue(lakeshoreResponder(config, clock));
  ask = async (text) => {
    await clock.advance(50);
    return terminal.ask(`${text}\r\n`);
  };
}

beforeEach(() => {
  start();
});

test.each([
  ['*IDN?', 'LSCI,MODEL336,LSA2A1B/LSA2C3D,2.9\r\n'],
  ['KRDG? B', '+300.000\r\n'],
  ['krdg? b;RDGST? B', '+300.000;000\r\n'],
  ['KRDG? C;RDGST? C', '+000.000;001\r\n'],
  ['INTYPE? A;INTYPE? C', '1,0,0,0,1;0,0,0,0,1\r\n'],
  ['OUTMODE? 1;OUTMODE? 3', '1,1,0;1,2,0\r\n'],
  ['SETP? 1;RANGE? 1;HTR? 1;RAMPST? 1', '+100.000;0;+000.0;0\r\n'],
  ['SETP 1,77.25;SETP? 1', '+077.250\r\n'],
  ['PID 1,30,10,0;PID? 1', '+030.0,+010.0,+000.0\r\n'],
  ['RAMP 1,1,5;RAMP? 1', '1,+005.0\r\n'],
  ['RANGE 3,1;RANGE? 3;AOUT? 3', '1;+000.0\r\n'],
  ['RANGE 1,2', ''],
  // Refusals say nothing and leave a bit behind; asking forgets it.
  ['NONSENSE?;*ESR?;*ESR?', '032;000\r\n'],
  ['SETP 2,77;*ESR?', '016\r\n'],
  ['RANGE 3,2;*ESR?', '016\r\n'],
  ['SETP 1,cold;*ESR?', '032\r\n'],
  ['HTR? 3;AOUT? 1;*ESR?', '016\r\n'],
])('%j is answered with %j', async (request, reply) => {
  expect(await ask(request)).toBe(reply);
});

test('what comes within 50 ms of the last line is lost', async () => {
  const terminal = dialogue(
    lakeshoreResponder(
      lakeshoreConfig.parse({ protocol: 'lakeshore', inputs: { A: {} } }),
      clock,
    ),
  );
  expect(terminal.ask('RDGST? A\r\n')).toBe('000\r\n');
  expect(terminal.ask('RDGST? A\r\n')).toBe('');
  await clock.advance(49);
  expect(terminal.ask('RDGST? A\r\n')).toBe('');
  await clock.advance(1);
  expect(terminal.ask('RDGST? A\r\n')).toBe('000\r\n');
});

test('a temperature goes to its setpoint with its time constant, and back without heat', async () => {
  await ask('SETP 1,200;RANGE 1,3');
  await clock.advance(10_000);
  expect(Number(await ask('KRDG? A'))).toBeCloseTo(200 - 100 / Math.E, 0);
  await clock.advance(200_000);
  expect(await ask('KRDG? A;HTR? 1')).toBe('+200.000;+075.0\r\n');
  await ask('RANGE 1,0');
  await clock.advance(200_000);
  expect(await ask('KRDG? A;HTR? 1')).toBe('+050.000;+000.0\r\n');
});

test('a low range reaches less far', async () => {
  await ask('SETP 1,200;RANGE 1,1');
  await clock.advance(400_000);
  expect(await ask('KRDG? A;HTR? 1')).toBe('+070.000;+100.0\r\n');
});

test('a ramp takes the setpoint along, and tells when it is over', async () => {
  await ask('RAMP 1,1,60;RANGE 1,3;SETP 1,110');
  await clock.advance(5_000);
  const [setpoint, isRamping] = (await ask('SETP? 1;RAMPST? 1')).split(';');
  expect(Number(setpoint)).toBeCloseTo(105, 0);
  expect(isRamping).toBe('1\r\n');
  await clock.advance(10_000);
  expect(await ask('SETP? 1;RAMPST? 1')).toBe('+110.000;0\r\n');
});

test.each([
  [{ sensor: 'disconnected' }, '+000.000;128\r\n'],
  [{ sensor: 'shorted' }, '+000.000;064\r\n'],
  [{ sensor: 'invalid' }, '+000.000;001\r\n'],
  [{ curve: [1, 90] }, '+000.000;032\r\n'],
  [{ curve: [110, 300] }, '+000.000;016\r\n'],
])('%j reads 0 and says why', async (input, reply) => {
  start(input);
  expect(await ask('KRDG? A;RDGST? A')).toBe(reply);
});

test('a heater that is not connected switches its output off, and is told once', async () => {
  start({}, { heater: 'open' });
  expect(await ask('RANGE 1,3;RANGE? 1;HTRST? 1;HTRST? 1')).toBe('0;1;0\r\n');
});

test('in open loop the output is what it was set to', async () => {
  await ask('OUTMODE 1,3,1,0;MOUT 1,25;RANGE 1,3');
  await clock.advance(400_000);
  expect(await ask('KRDG? A;HTR? 1;MOUT? 1')).toBe(
    '+100.000;+025.0;+025.00\r\n',
  );
});
