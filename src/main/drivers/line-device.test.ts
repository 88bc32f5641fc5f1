import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { setDevice } from '../device/testing/command.ts';
import { describeReadable } from '../device/testing/describe-readable.ts';
import { describeSettable } from '../device/testing/describe-settable.ts';
import { refusal, until, untilStatus } from '../device/testing/until.ts';
import { lineDeviceConfig } from './line-device-config.ts';
import { lineDevice } from './line-device.ts';
import { openBench } from './testing/bench.ts';
import { canServe, lineKinds, type LineKind } from './testing/lines.ts';
import { ovenConfig, ovenResponder } from './testing/oven.ts';

type Config = z.input<typeof lineDeviceConfig>;

const open = (kind: LineKind, config: Config = ovenConfig) =>
  openBench(kind, ovenResponder, lineDevice, config);

for (const kind of lineKinds) {
  describe(
    `A line device over ${kind}`,
    { concurrent: true, skip: !canServe(kind) },
    () => {
      describeReadable('A temperature', async () => {
        const bench = await open(kind);
        return {
          device: bench.get('temperature'),
          line: bench.line.faults,
          close: () => bench.close(),
        };
      });

      describeSettable('A setpoint', async () => {
        const bench = await open(kind);
        return {
          device: bench.get('setpoint'),
          line: bench.line.faults,
          values: [25, 20.5],
          wrong: { value: 901, code: 'limit' },
          close: () => bench.close(),
        };
      });

      describeSettable('A heater', async () => {
        const bench = await open(kind);
        return {
          device: bench.get('heater'),
          line: bench.line.faults,
          values: ['on', 'off'],
          wrong: { value: 'half', code: 'selection' },
          close: () => bench.close(),
        };
      });
    },
  );
}

/** What was sent, request by request. */
const sent = (bench: Awaited<ReturnType<typeof open>>) =>
  bench.line.faults.sent().split('\r').filter(Boolean);

describe('A line device', () => {
  it('tells the instrument at each connect what it has to know', async () => {
    const bench = await open('TCP');
    await untilStatus(bench.get('temperature'), 'idle');
    expect(sent(bench).slice(0, 3)).toEqual(['ID', 'REM', 'STATUS']);
    bench.line.faults.cut();
    await untilStatus(bench.get('temperature'), 'offline');
    await untilStatus(bench.get('temperature'), 'idle');
    expect(sent(bench).filter((request) => request === 'REM')).toHaveLength(2);
    await bench.close();
  });

  it('reads all values of one reply with one question', async () => {
    const bench = await open('TCP', {
      ...ovenConfig,
      queries: { status: { ...ovenConfig.queries.status, poll: 3600 } },
    });
    const names = ['temperature', 'setpoint', 'heater'];
    for (const name of names) await untilStatus(bench.get(name), 'idle');
    const before = sent(bench).length;
    await Promise.all(
      names.map((name) => Promise.resolve(bench.get(name).readable?.read())),
    );
    expect(sent(bench).slice(before)).toEqual(['STATUS']);
    expect(names.map((name) => bench.get(name).reading().value)).toEqual([
      20,
      20,
      'off',
    ]);
    await bench.close();
  });

  it('scales what it reads and what it sends', async () => {
    const bench = await open('TCP', {
      ...ovenConfig,
      parameters: {
        ...ovenConfig.parameters,
        setpoint: {
          ...ovenConfig.parameters.setpoint,
          unit: 'V',
          scale: 0.1,
        },
      },
    });
    const setpoint = bench.get('setpoint');
    await untilStatus(setpoint, 'idle');
    expect(setpoint.reading().value).toBeCloseTo(2, 9);
    await setDevice(setpoint, '2500 mV');
    expect(sent(bench)).toContain('SP 25');
    await bench.close();
  });

  it('waits for a number with a tolerance until it is there, and is held by a stop', async () => {
    const bench = await open('TCP', {
      ...ovenConfig,
      queries: {
        status: {
          ...ovenConfig.queries.status,
          reply: '^T=(?<oven>[^;]+);H=[01];S=.*$',
        },
      },
      parameters: {
        oven: {
          ...ovenConfig.parameters.setpoint,
          part: 'oven',
          tolerance: 0.5,
        },
      },
    });
    const oven = bench.get('oven');
    await untilStatus(oven, 'idle');
    await setDevice(oven, 30);
    expect(Math.abs(Number(oven.reading().value) - 30)).toBeLessThanOrEqual(
      0.5,
    );
    const setting = refusal(setDevice(oven, 900));
    await until('it is warmer', () => Number(oven.reading().value) > 40);
    expect(oven.reading().status).toBe('moving');
    await oven.stoppable?.stop();
    expect((await setting).code).toBe('stopped');
    expect(sent(bench)).toContain('HOLD');
    await untilStatus(oven, 'idle');
    const held = await oven.readable?.read();
    expect(await oven.readable?.read()).toBe(held);
    expect(held).toBeLessThan(800);
    await bench.close();
  });

  it('takes nothing from a reply that does not fit, and shows it with the pattern', async () => {
    const bench = await open('TCP');
    const temperature = bench.get('temperature');
    await untilStatus(temperature, 'idle');
    bench.line.faults.garbage('\x07\n*');
    const refused = await refusal(
      temperature.readable?.read() ?? Promise.resolve(),
    );
    expect(refused.code).toBe('protocol');
    expect(refused.message).toContain('"STATUS" with "\\x07\\n*T=20.00;H=0');
    expect(refused.message).toContain(ovenConfig.queries.status.reply);
    expect(temperature.reading().value).toBe(20);
    await untilStatus(temperature, 'idle');
    await bench.close();
  });

  it('shows a pattern that never fits as an error, with the reply', async () => {
    const bench = await open('TCP', {
      terminators: ovenConfig.terminators,
      queries: { status: { send: 'STATUS', reply: '^(?<t>\\d+) K$' } },
      parameters: { t: { unit: 'K' } },
    });
    await untilStatus(bench.get('t'), 'error');
    expect(bench.get('t').reading()).toMatchObject({ value: null });
    expect(bench.get('t').reading().message).toContain('"T=20.00;H=0;S=20.0"');
    await bench.close();
  });

  it('gives up a reply that is too long, and a pattern that takes too long', async () => {
    const slow = `^${'1*'.repeat(12)}(?<t>x)$`;
    const bench = await openBench(
      'TCP',
      {
        protocol: 'line-device',
        replies: [
          { request: 'LONG', reply: '1'.repeat(2000) },
          { request: 'SLOW', reply: '1'.repeat(1000) },
        ],
      },
      lineDevice,
      {
        queries: {
          long: { send: 'LONG', reply: '^(?<n>1+)$', poll: 3600 },
          slow: { send: 'SLOW', reply: slow, poll: 3600 },
        },
        parameters: { n: {}, t: {} },
      },
    );
    await untilStatus(bench.get('n'), 'error');
    await untilStatus(bench.get('t'), 'error');
    expect(bench.get('t').reading().message).toMatch(/takes too long/);
    await bench.close();
  });

  it("passes on the instrument's own words when it refuses", async () => {
    const bench = await open('TCP', {
      ...ovenConfig,
      parameters: {
        ...ovenConfig.parameters,
        heater: { ...ovenConfig.parameters.heater, command: 'WARM {value}' },
      },
    });
    const heater = bench.get('heater');
    await untilStatus(heater, 'idle');
    const refused = await refusal(setDevice(heater, 'on'));
    expect(refused.code).toBe('device');
    expect(refused.message).toMatch(/refused "WARM 1": unknown command\.$/);
    expect(heater.reading().value).toBe('off');
    await bench.close();
  });

  it('asks for the error after a command that is not answered', async () => {
    const bench = await open('TCP', {
      ...ovenConfig,
      errors: { query: 'ERR?', none: '^0$' },
      connect: [],
      parameters: {
        ...ovenConfig.parameters,
        quiet: { command: 'QUIET {value}' },
      },
    });
    const quiet = bench.get('quiet');
    await untilStatus(quiet, 'idle');
    await setDevice(quiet, 0);
    expect(quiet.reading().value).toBe(0);
    const refused = await refusal(setDevice(quiet, 13));
    expect(refused.code).toBe('device');
    expect(refused.message).toContain('refused "QUIET 13": 13.');
    await bench.close();
  });

  it('is offline with a sentence while nobody answers, and comes back', async () => {
    const bench = await open('TCP');
    const temperature = bench.get('temperature');
    await untilStatus(temperature, 'idle');
    bench.line.faults.mute();
    await untilStatus(temperature, 'offline');
    expect(temperature.reading().message).toMatch(
      /did not answer "\w+" within 1 s/,
    );
    bench.line.faults.heal();
    await untilStatus(temperature, 'idle');
    await bench.close();
  });

  it('says what it could not be told at connect', async () => {
    const bench = await open('TCP', {
      ...ovenConfig,
      connect: [{ send: 'LOC', answer: '^OK$' }],
    });
    await until('it said so', () =>
      /was not set up.*refused "LOC": unknown command/.test(
        bench.get('heater').reading().message ?? '',
      ),
    );
    expect(bench.get('heater').reading().status).toBe('offline');
    await bench.close();
  });

  it('stops once what several devices stop, and may only be set to what is safe then', async () => {
    const { setpoint, heater } = ovenConfig.parameters;
    const bench = await open('TCP', {
      ...ovenConfig,
      parameters: {
        ...ovenConfig.parameters,
        heater: { ...heater, stop: setpoint.stop },
      },
    });
    await untilStatus(bench.get('heater'), 'idle');
    bench.devices.latch.latch('Anna');
    await Promise.all(
      ['setpoint', 'heater'].map((name) =>
        Promise.resolve(bench.get(name).stoppable?.stop()),
      ),
    );
    expect(sent(bench).filter((request) => request === 'HOLD')).toHaveLength(1);
    await setDevice(bench.get('heater'), 'off');
    expect((await refusal(setDevice(bench.get('heater'), 'on'))).code).toBe(
      'stopped',
    );
    await bench.close();
  });
});

describe('The description of a line device', () => {
  const status = ovenConfig.queries.status;
  const { setpoint, heater } = ovenConfig.parameters;
  const withReply = (reply: string) => ({
    ...ovenConfig,
    queries: { status: { ...status, reply } },
  });
  const withParameter = (name: string, fields: object) => ({
    ...ovenConfig,
    parameters: { ...ovenConfig.parameters, [name]: fields },
  });

  it.each([
    [
      'no regular expression',
      withReply('^(T'),
      'queries.status.reply',
      /Unterminated group/,
    ],
    [
      'a pattern that can hang',
      withReply('^(?<temperature>(\\d+)*)$'),
      'queries.status.reply',
      /can take for ever/,
    ],
    [
      'a part that no parameter has',
      withReply(`${status.reply.slice(0, -1)}(?<humidity>.*)$`),
      'queries.status.reply',
      /No parameter has the part humidity/,
    ],
    [
      'a pattern without parts',
      { ...withReply('^OK$'), parameters: {} },
      'queries.status.reply',
      /nothing is read/,
    ],
    [
      'a part of two queries',
      { ...ovenConfig, queries: { status, again: status } },
      'queries.again.reply',
      /The query status has a part temperature already/,
    ],
    [
      'a parameter that no query yields',
      withParameter('pressure', { unit: 'mbar' }),
      'parameters.pressure',
      /No query yields pressure.*temperature, heater, asked/,
    ],
    [
      'a part that is not there',
      withParameter('pressure', { part: 'p', command: 'P {value}' }),
      'parameters.pressure.part',
      /No query yields p\./,
    ],
    [
      'a command without a place for the value',
      withParameter('setpoint', { ...setpoint, command: 'SP' }),
      'parameters.setpoint.command',
      /\{value\}/,
    ],
    [
      'a safe choice that is none',
      withParameter('heater', { ...heater, safe: 'cold' }),
      'parameters.heater.safe',
      /Choose on or off/,
    ],
    [
      'crossed limits',
      withParameter('setpoint', { ...setpoint, limits: [9, 1] }),
      'parameters.setpoint.limits',
      /lower limit comes first/,
    ],
    [
      'a stop of what cannot be set',
      withParameter('temperature', { stop: 'HOLD' }),
      'parameters.temperature.stop',
      /no command/,
    ],
    [
      'a query for errors without the good answer',
      { ...ovenConfig, errors: { query: 'ERR?' } },
      'errors',
      /belong together/,
    ],
    [
      'a scale of 0',
      withParameter('temperature', { scale: 0 }),
      'parameters.temperature.scale',
      /loses the value/,
    ],
  ] as const)('is refused with %s', (_, config, place, sentence) => {
    const parsed = lineDeviceConfig.safeParse(config);
    const [issue] = parsed.error?.issues ?? [];
    expect(issue?.path.join('.')).toBe(place);
    expect(issue?.message).toMatch(sentence);
  });
});
