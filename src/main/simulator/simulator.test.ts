import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import type { PortOpener } from '../io/types.ts';
import { simulatorConfig } from './config.ts';
import { toBytes } from './inbox.ts';
import { startSimulator, type Simulator } from './index.ts';

let simulator: Simulator | undefined;

afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

const config = {
  speed: 50,
  world: {
    signals: {
      i1: {
        factors: [{ kind: 'gaussian', axis: 'samx', centre: 0, fwhm: 0.2 }],
      },
    },
  },
  responders: {
    rack: { protocol: 'icepap', axes: { 1: { drives: 'samx' } } },
    chain: { protocol: 'pm600', axes: { 1: { drives: 'blade' } } },
    meter: { protocol: 'keithley', signal: 'i1' },
    machine: { protocol: 'machine' },
  },
};

async function start(responders: object = config.responders) {
  simulator = await startSimulator(
    simulatorConfig.parse({ ...config, responders }),
    { clock: systemClock },
  );
  return simulator;
}

async function exchange(
  opener: PortOpener,
  request: string,
  end = '\n',
): Promise<string> {
  const port = await opener.open();
  try {
    return await new Promise<string>((resolve) => {
      let all = '';
      port.onData((bytes) => {
        all += Buffer.from(bytes).toString();
        if (all.endsWith(end)) resolve(all);
      });
      port.write(toBytes(request));
    });
  } finally {
    port.close();
  }
}

test('every instrument answers on its own line', async () => {
  const { opener } = await start();
  expect(await exchange(opener('rack'), '?VER\r')).toBe('?VER 3.17\r\n');
  expect(await exchange(opener('chain'), '1OA\r')).toBe('1OA\r01:0\r\n');
  expect(await exchange(opener('meter'), 'SYST:ZCH?\n')).toBe('1\n');
  expect(await exchange(opener('machine'), 'SHUT?\n')).toBe('OPEN\n');
});

test.each(['tcp', 'serial'])(
  'controllers that have both kinds of line answer over %s',
  async (line) => {
    const { opener } = await start({
      chain: { protocol: 'smc100', axes: { 1: {} } },
      stage: { protocol: 'gcs2', line, axes: { 1: {} } },
      dmc: { protocol: 'galil', line, echo: false, axes: { A: {} } },
    });
    expect(await exchange(opener('chain'), '1TS\r\n')).toBe('1TS00000A\r\n');
    expect(await exchange(opener('stage'), 'POS?\n')).toBe('1=0.0000\n');
    expect(await exchange(opener('dmc'), 'TPA\r', ':')).toBe(' 0\r\n:');
  },
);

test.each([
  [
    { protocol: 'smc100', axes: { 1: { drives: 'samx', state: 'ready' } } },
    '1PA2\r\n1TE\r\n',
    '1TE@\r\n',
  ],
  [
    { protocol: 'gcs2', axes: { 1: { drives: 'samx', isReferenced: true } } },
    'MOV 1 2\nERR?\n',
    '0\n',
  ],
  [
    { protocol: 'galil', axes: { A: { drives: 'samx', isOn: true } } },
    'PAA=2000;BGA\r',
    '::',
  ],
])('a motor of %j moves an axis of the world', async (motor, move, reply) => {
  const { opener, world } = await start({ motor });
  const before = world.rate('i1');
  expect(await exchange(opener('motor'), move, reply)).toBe(reply);
  await expect.poll(() => world.rate('i1')).toBeLessThan(before / 100);
});

test('what a motor does is seen by the detectors', async () => {
  const { opener, world } = await start();
  const before = world.rate('i1');
  await exchange(opener('rack'), '#MOVE 1 2000\r');
  await expect.poll(() => world.rate('i1')).toBeLessThan(before / 100);
  const reading = await exchange(
    opener('meter'),
    'SYST:ZCH OFF;:FORM:ELEM READ;:READ?\n',
  );
  expect(Number(reading)).toBeLessThan(1e-9);
});

test('a name that is not there is refused with those that are', async () => {
  const { opener } = await start();
  expect(() => opener('rac')).toThrow(
    'There is no simulated instrument rac; there are rack, chain, meter, machine.',
  );
});

test('after close nothing listens any more', async () => {
  const { opener, close } = await start();
  const rack = opener('rack');
  await close();
  await expect(rack.open()).rejects.toMatchObject({ code: 'disconnected' });
});
