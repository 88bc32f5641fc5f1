import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { stopAll } from '../device/stop-all.ts';
import { moveDevice, setDevice } from '../device/testing/command.ts';
import { refusal, until, untilStatus } from '../device/testing/until.ts';
import { galil } from './galil.ts';
import { icepap } from './icepap.ts';
import { lineDeviceConfig } from './line-device-config.ts';
import { lineDevice } from './line-device.ts';
import { pm600 } from './pm600.ts';
import { scpi } from './scpi.ts';
import { openBench, type DriverBench } from './testing/bench.ts';
import { ovenConfig, ovenResponder } from './testing/oven.ts';

const axis = { velocity: 10, acceleration: 100 };

function stopBench(bench: DriverBench) {
  return stopAll(bench.devices.all(), { clock: systemClock, timeoutMs: 5000 });
}

/** An open shutter and nothing else. */
function openShutter(fields: object) {
  return openBench('TCP', { protocol: 'machine' }, scpi, {
    errors: 'SYST:ERR?',
    parameters: {
      shutter: {
        query: 'SHUT?',
        command: 'SHUT {value}',
        options: { open: 'OPEN', closed: 'CLOSED' },
        safe: 'closed',
        poll: 0.1,
        ...fields,
      },
    },
  });
}

describe.concurrent('What is declared for a stop', () => {
  it('an IcePAP rack stops these axes at once, in a command of their own', async () => {
    const bench = await openBench(
      'TCP',
      { protocol: 'icepap', axes: { 1: axis, 2: axis } },
      icepap,
      {
        axes: {
          samx: { address: 1, ...axis, onStop: 'abort' },
          samy: { address: 2, ...axis },
        },
      },
    );
    const samx = bench.get('samx');
    await untilStatus(samx, 'idle');
    await untilStatus(bench.get('samy'), 'idle');
    const moves = ['samx', 'samy'].map((name) =>
      refusal(moveDevice(bench.get(name), 15)),
    );
    await until('they move', () => Number(samx.reading().value) > 0);
    const results = await stopBench(bench);
    expect(bench.line.faults.sent()).toContain('#ABORT 1\r');
    expect(bench.line.faults.sent()).toContain('#STOP 2\r');
    expect(results).toMatchObject([
      { isStopped: true, message: 'Stopped at once, without its ramp.' },
      { isStopped: true, message: 'Stopped with its ramp.' },
    ]);
    expect((await Promise.all(moves)).map(({ code }) => code)).toEqual([
      'stopped',
      'stopped',
    ]);
    expect(await moveDevice(samx, 0.5)).toBe(0.5);
    await bench.close();
  });

  it.each([
    ['abort', '\u0003', 'Stopped at once, without its ramp.'],
    // One of two stops otherwise: each is told by itself.
    ['ramp', '2AB\r', 'Stopped at once, without its ramp.'],
  ] as const)(
    'a PM600 stops at once where the other axis of its chain is declared to %s',
    async (other, sent, message) => {
      const bench = await openBench(
        'TCP',
        { protocol: 'pm600', axes: { 2: axis, 3: axis } },
        pm600,
        {
          axes: {
            s1l: { address: 2, ...axis, onStop: 'abort' },
            s1r: { address: 3, ...axis, onStop: other },
          },
        },
      );
      const s1l = bench.get('s1l');
      await untilStatus(s1l, 'idle');
      await untilStatus(bench.get('s1r'), 'idle');
      const moving = refusal(moveDevice(s1l, 15));
      await until('it moves', () => Number(s1l.reading().value) > 0);
      const [result] = await stopBench(bench);
      expect(result).toMatchObject({ name: 's1l', isStopped: true, message });
      expect(bench.line.faults.sent()).toContain(sent);
      expect((await moving).code).toBe('stopped');
      // What an abort leaves behind does not stand in the way of the next move.
      expect(await s1l.movable?.move(0.5)).toBeCloseTo(0.5, 2);
      await bench.close();
    },
  );

  it('a Galil controller stops all of its axes at once, one alone with its ramp', async () => {
    const bench = await openBench(
      'TCP',
      {
        protocol: 'galil',
        axes: { A: { ...axis, isOn: true }, B: { ...axis, isOn: true } },
      },
      galil,
      {
        onStop: 'abort',
        axes: {
          samx: { address: 'A', ...axis },
          samy: { address: 'B', ...axis },
        },
      },
    );
    const samx = bench.get('samx');
    await untilStatus(samx, 'idle');
    await untilStatus(bench.get('samy'), 'idle');
    const first = refusal(moveDevice(samx, 15));
    await until('it moves', () => Number(samx.reading().value) > 0);
    await samx.stoppable?.stop();
    expect((await first).code).toBe('stopped');
    expect(bench.line.faults.sent()).not.toContain('AB 1');
    const second = refusal(moveDevice(samx, 15));
    await until('it moves', () => samx.reading().status === 'moving');
    const results = await stopBench(bench);
    expect(bench.line.faults.sent()).toContain('AB 1\r');
    expect((await second).code).toBe('stopped');
    expect(results).toMatchObject([
      { isStopped: true, message: 'Stopped at once, without its ramp.' },
      { isStopped: true, message: 'Stopped at once, without its ramp.' },
    ]);
    expect(await moveDevice(samx, 0.5)).toBe(0.5);
    await bench.close();
  });

  it.each([
    { onStop: 'closed', value: 'closed', message: 'Set to closed.' },
    { onStop: 'leave', value: 'open', message: 'Left alone, as configured.' },
  ])(
    'a shutter is on STOP ALL what is declared: $onStop, whoever has locked it',
    async ({ onStop, value, message }) => {
      const bench = await openShutter({ onStop });
      const shutter = bench.get('shutter');
      await untilStatus(shutter, 'idle');
      shutter.locking.take({ who: 'Anna', why: 'beam stays' });
      bench.devices.latch.latch('Anna');
      const [result] = await stopBench(bench);
      expect(result).toMatchObject({ isStopped: true, message });
      expect(await shutter.readable?.read()).toBe(value);
      await bench.close();
    },
  );

  it('a shutter does not open after it was closed by a stop, though somebody was about to open it', async () => {
    const bench = await openShutter({ onStop: 'closed' });
    const shutter = bench.get('shutter');
    await untilStatus(shutter, 'idle');
    await setDevice(shutter, 'closed');
    // Nothing is answered, so what is asked next waits for the line.
    bench.line.faults.mute();
    const opening = refusal(setDevice(shutter, 'open'));
    const stopping = shutter.stoppable?.stop();
    expect((await opening).code).toBe('stopped');
    bench.line.faults.heal();
    await stopping;
    expect(bench.line.faults.sent()).not.toContain('SHUT OPEN');
    expect(await shutter.readable?.read()).toBe('closed');
    await bench.close();
  });

  it('a shutter that does not close is told', async () => {
    const bench = await openShutter({
      onStop: 'closed',
      command: 'NONSENSE {value}',
      travel: 0.3,
    });
    await untilStatus(bench.get('shutter'), 'idle');
    const [result] = await stopBench(bench);
    expect(result).toMatchObject({ isStopped: false, code: 'timeout' });
    expect(result?.message).toMatch(/shutter to become closed/);
    await bench.close();
  });

  it('a line device is set to what is declared', async () => {
    const { heater, setpoint } = ovenConfig.parameters;
    const bench = await openBench('TCP', ovenResponder, lineDevice, {
      ...ovenConfig,
      parameters: {
        ...ovenConfig.parameters,
        setpoint: { ...setpoint, stop: undefined, onStop: 20 },
        heater: { ...heater, onStop: 'off' },
      },
    });
    await untilStatus(bench.get('heater'), 'idle');
    await setDevice(bench.get('heater'), 'on');
    bench.devices.latch.latch('Anna');
    const results = await stopBench(bench);
    expect(results.map(({ name, message }) => [name, message])).toEqual(
      expect.arrayContaining([['heater', 'Set to off.']]),
    );
    expect(await bench.get('heater').readable?.read()).toBe('off');
    await bench.close();
  });
});

const { setpoint, heater } = ovenConfig.parameters;
const withParameter = (name: string, fields: object) => ({
  ...ovenConfig,
  parameters: { ...ovenConfig.parameters, [name]: fields },
});

describe('What is declared for a stop of a line device', () => {
  it.each([
    [
      'a value on a stop that is none of its options',
      withParameter('heater', { ...heater, onStop: 'cold' }),
      'parameters.heater.onStop',
      /Choose leave or on or off/,
    ],
    [
      'a value on a stop beyond its limits',
      withParameter('setpoint', { ...setpoint, stop: undefined, onStop: 9999 }),
      'parameters.setpoint.onStop',
      /beyond its limits/,
    ],
    [
      'a word on a stop where a number is wanted',
      withParameter('setpoint', {
        ...setpoint,
        stop: undefined,
        onStop: 'cold',
      }),
      'parameters.setpoint.onStop',
      /number/,
    ],
    [
      'a value on a stop of what can only be read',
      withParameter('temperature', { onStop: 0 }),
      'parameters.temperature.onStop',
      /no command/,
    ],
    [
      'two things to do on a stop',
      withParameter('setpoint', { ...setpoint, onStop: 20 }),
      'parameters.setpoint.onStop',
      /one of both/,
    ],
  ] as const)('is refused with %s', (_, config, place, sentence) => {
    const parsed = lineDeviceConfig.safeParse(config);
    const [issue] = parsed.error?.issues ?? [];
    expect(issue?.path.join('.')).toBe(place);
    expect(issue?.message).toMatch(sentence);
  });
});
