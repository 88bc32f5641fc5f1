import { expect, test } from 'vitest';
import { responderConfig } from './config.ts';
import { createResponder } from './index.ts';
import { createRandom } from './random.ts';
import { dialogue } from './testing/dialogue.ts';
import { smallWorld } from './testing/small-world.ts';

const instruments = [
  [
    'icepap',
    { axes: { 1: { drives: 'samx' }, 2: {} } },
    '?POWER 1\r',
    '?POWER ON\r\n',
  ],
  ['pm600', { axes: { 1: {} } }, '1ID\r', '1ID\r01: PM600 Ver 3.02\r\n'],
  [
    'smc100',
    { axes: { 1: { drives: 'samx', state: 'ready' }, 2: {} } },
    '1ID?\r\n',
    '1IDUTS100CC\r\n',
  ],
  [
    'gcs2',
    { axes: { 1: { drives: 'samx', isReferenced: true } } },
    'SAI?\n',
    '1\n',
  ],
  [
    'galil',
    { axes: { A: { drives: 'samx', isOn: true }, B: {} } },
    'MG _MTA\r',
    ' 1.0000\r\n:',
  ],
  ['keithley', { signal: 'i0' }, '*OPC?\n', '1\n'],
  [
    'lakeshore',
    { restMs: 0, inputs: { A: {} }, outputs: { 1: { input: 'A' } } },
    'OUTMODE? 1\r\n',
    '1,1,0\r\n',
  ],
  ['keithley-2400', {}, '*OPC?\n', '1\n'],
  [
    'line-device',
    { replies: [{ request: '^ID$', reply: 'OVEN' }], otherwise: 'ERR' },
    'ID\n',
    'OVEN\n',
  ],
  ['machine', {}, 'INT?\n', 'OK\n'],
] as const;

const sample = {
  signals: {
    i0: { factors: [{ kind: 'gaussian', axis: 'samx', centre: 0, fwhm: 1 }] },
  },
};

function start(protocol: string, config: object) {
  const { clock, world } = smallWorld(sample);
  const parsed = responderConfig.parse({ protocol, ...config });
  const responder = createResponder(parsed, world, clock);
  return { clock, responder, ...dialogue(responder) };
}

/** Words of all the protocols, and what breaks them apart. */
const pieces = [
  ...[
    '#',
    '?',
    ':',
    ';',
    ',',
    ' ',
    '"',
    "'",
    '\r',
    '\n',
    '$',
    '.',
    '-',
    '+',
    '\x1b',
  ],
  ...[
    '1',
    '2',
    '99',
    '1e9',
    '-5',
    'NaN',
    'POS',
    'MOVE',
    'JOG',
    'FPOS',
    'STOP',
    'VELOCITY',
  ],
  ...[
    'MA',
    'OA',
    'PA',
    'PR',
    'OR',
    'TE',
    'MOV',
    'FRF',
    'SVO',
    'SPA?',
    'BG',
    'HM',
    '=',
    '\x04',
    '\x18',
    'CV',
    'ST',
    'AP',
    'UL',
    'SL',
    'READ',
    'CURR',
    'NPLC',
    'RANG',
    'FORM',
    'ELEM',
  ],
  ...[
    'SYST',
    'ERR',
    'SHUT',
    'OPEN',
    '\u00ff',
    '\u0000',
    'toString',
    'constructor',
  ],
];

test.each(instruments)(
  '%s takes any nonsense and answers the next question rightly',
  async (protocol, config, question, answer) => {
    const random = createRandom(11, protocol);
    const { ask, heard, clock, responder } = start(protocol, config);
    for (let line = 0; line < 500; line += 1) {
      const words = Array.from(
        { length: 1 + Math.floor(8 * random.next()) },
        () => pieces[Math.floor(pieces.length * random.next())],
      );
      ask(words.join(''));
    }
    ask(protocol.startsWith('keithley') ? '\x03' : '\r\n');
    await clock.advance(100_000);
    ask(question);
    await clock.advance(1000);
    expect(heard()).toBe(answer);
    responder.close();
  },
);

async function experiment(): Promise<string[]> {
  const { clock, world } = smallWorld(sample);
  const [motor, counter] = [
    { protocol: 'icepap', axes: { 1: { drives: 'samx' } } },
    { protocol: 'keithley', signal: 'i0' },
  ].map((config) =>
    dialogue(createResponder(responderConfig.parse(config), world, clock)),
  );
  if (!motor || !counter) throw new Error('Two instruments were asked for.');
  counter.ask('SYST:ZCH OFF;:FORM:ELEM READ\n');
  const readings: string[] = [];
  for (let point = -5; point <= 5; point += 1) {
    motor.ask(`#MOVE 1 ${point * 100}\r`);
    await clock.advance(500);
    counter.ask('READ?\n');
    await clock.advance(200);
    readings.push(counter.heard());
  }
  return readings;
}

test('the same dialogue gives the same readings, noise included', async () => {
  const first = await experiment();
  expect(new Set(first).size).toBe(11);
  expect(await experiment()).toEqual(first);
});
