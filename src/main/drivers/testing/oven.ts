import type { z } from 'zod';
import type { responderConfig } from '../../simulator/config.ts';
import type { lineDeviceConfig } from '../line-device-config.ts';

/** An oven with a text protocol, as the beamline file tells the simulator of it. */
export const ovenResponder = {
  protocol: 'line-device',
  terminator: '>',
  state: { setpoint: 20, temperature: 20, heater: 0, code: 0 },
  follows: { temperature: { of: 'setpoint', perSecond: 100 } },
  replies: [
    { request: '^ID$', reply: 'OVEN 7' },
    { request: '^REM$', reply: 'OK' },
    {
      request: '^STATUS$',
      reply: 'T={temperature:2};H={heater};S={setpoint:1}',
    },
    { request: '^SP (?<setpoint>\\d+\\.?\\d*)$', reply: 'OK' },
    { request: '^SP ', reply: 'ERR not a temperature' },
    { request: '^HEAT (?<heater>[01])$', reply: 'OK' },
    { request: '^HOLD$', set: { setpoint: '{temperature}' }, reply: 'OK' },
    { request: '^QUIET (?<code>\\d+)$' },
    { request: '^ERR\\?$', reply: '{code}' },
  ],
  otherwise: 'ERR unknown command',
} satisfies z.input<typeof responderConfig>;

/** The same oven, as the beamline file tells the driver of it. Temperatures on the line are in degrees. */
export const ovenConfig = {
  terminators: { out: 'cr', in: '>' },
  timeout: 1,
  identity: { send: 'ID', answer: '^OVEN \\d+$' },
  connect: [{ send: 'REM', answer: '^OK$' }],
  errors: { pattern: '^ERR (?<words>.*)$' },
  queries: {
    status: {
      send: 'STATUS',
      reply:
        '^T=(?<temperature>[+-]?\\d+\\.\\d+);H=(?<heater>[01]);S=(?<asked>\\d+\\.\\d)$',
      poll: 0.3,
    },
  },
  parameters: {
    temperature: { unit: 'degC', decimals: 2, help: 'In the middle.' },
    setpoint: {
      part: 'asked',
      command: 'SP {value}',
      answer: '^OK$',
      unit: 'degC',
      limits: [0, 900],
      stop: { send: 'HOLD', answer: '^OK$' },
    },
    heater: {
      command: 'HEAT {value}',
      answer: '^OK$',
      options: { on: '1', off: '0' },
      safe: 'off',
    },
  },
} satisfies z.input<typeof lineDeviceConfig>;
