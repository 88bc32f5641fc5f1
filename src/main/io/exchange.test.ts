import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBeamtimeError } from '../../contract/errors.ts';
import { VirtualClock } from '../base/virtual-clock.ts';
import { Exchange } from './exchange.ts';
import { fakeLine, type FakeLine } from './fake.ts';
import { lineFraming } from './framing.ts';

describe('An exchange on a socket', () => {
  let clock: VirtualClock;
  let line: FakeLine;
  let exchange: Exchange;

  beforeEach(async () => {
    clock = new VirtualClock();
    line = fakeLine('rack1:5000');
    exchange = new Exchange({
      opener: line,
      clock,
      framing: lineFraming({ terminator: '\r' }),
      timeoutMs: 1000,
    });
    exchange.start();
    await clock.advance(0);
  });

  afterEach(() => {
    exchange.close();
    expect(clock.waiting).toBe(0);
  });

  it('sends one request at a time and hands each its reply', async () => {
    const first = exchange.request('A');
    const second = exchange.request('B');
    expect(line.written).toEqual(['A\r']);
    line.say('one\r\n');
    expect(line.written).toEqual(['A\r', 'B\r']);
    line.say('two\r\n');
    expect(await first).toBe('one');
    expect(await second).toBe('two');
  });

  it('puts a reply together that comes in pieces, even between CR and LF', async () => {
    const first = exchange.request('A');
    line.say('o');
    line.say('ne\r');
    const second = exchange.request('B');
    line.say('\ntw');
    line.say('o\n');
    expect(await first).toBe('one');
    expect(await second).toBe('two');
  });

  it('never takes a late reply for the answer to the next request', async () => {
    const late = exchange.request('A');
    const failed = code(late);
    const next = exchange.request('B');
    await clock.advance(1000);
    expect(await failed).toBe('timeout');
    expect(line.openings).toBe(2);
    line.say('answer to B\r\n');
    expect(await next).toBe('answer to B');
  });

  it('throws an answer away that arrives while nothing is asked, and starts afresh', async () => {
    line.say('late\r\n');
    const next = exchange.request('B');
    await clock.advance(0);
    expect(line.openings).toBe(2);
    line.say('two\r\n');
    expect(await next).toBe('two');
  });

  it('does not give the second of two glued replies to the next request', async () => {
    const first = exchange.request('A');
    const next = exchange.request('B');
    line.say('one\r\nstray\r\n');
    await clock.advance(0);
    expect(await first).toBe('one');
    expect(line.openings).toBe(2);
    line.say('two\r\n');
    expect(await next).toBe('two');
  });

  it('rejects everything that waits when the line is lost, and comes back by itself', async () => {
    const asked = code(exchange.request('A'));
    const waiting = code(exchange.request('B'));
    line.unplug('the cable was pulled');
    expect(await asked).toBe('disconnected');
    expect(await waiting).toBe('disconnected');
    await expect(exchange.request('C')).rejects.toThrow(
      'The connection to rack1:5000 was lost: the cable was pulled. Trying again every 0.25 s.',
    );
    line.plugIn();
    await clock.advance(250);
    const again = exchange.request('D');
    line.say('back\r\n');
    expect(await again).toBe('back');
  });

  it('tries again less and less often', async () => {
    line.unplug();
    const tries: number[] = [];
    const open = line.open.bind(line);
    line.open = () => {
      tries.push(clock.monotonic());
      return open();
    };
    await clock.advance(60_000);
    const gaps = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(gaps.slice(0, 6)).toEqual([500, 1000, 2000, 4000, 8000, 10_000]);
    expect(gaps.at(-1)).toBe(10_000);
  });

  it('lets a stop go first among those that wait', async () => {
    const asked = exchange.request('A');
    const waiting = exchange.request('B');
    const stop = exchange.urgent('STOP');
    line.say('one\r\n');
    expect(line.written).toEqual(['A\r', 'STOP\r']);
    line.say('stopped\r\n');
    line.say('two\r\n');
    expect(await Promise.all([asked, stop, waiting])).toEqual([
      'one',
      'stopped',
      'two',
    ]);
  });

  it('sends a stop over a request that hangs, a moment later', async () => {
    const hung = code(exchange.request('A'));
    const stop = exchange.urgent('STOP');
    await clock.advance(2);
    expect(line.written).toEqual(['A\r']);
    await clock.advance(1);
    expect(line.written).toEqual(['A\r', 'STOP\r']);
    expect(await hung).toBe('stopped');
    // Whether this answers the stop or the request that hung, nobody can tell.
    line.say('stopped\r\n');
    expect(await stop).toBe('');
    const next = exchange.request('B');
    await clock.advance(0);
    expect(line.openings).toBe(2);
    line.say('two\r\n');
    expect(await next).toBe('two');
  });

  it('sends each of several stops over the one before, on a line that hangs', async () => {
    const ends = [
      code(exchange.request('A')),
      code(exchange.urgent('STOP 1')),
      code(exchange.urgent('STOP 2')),
    ];
    await clock.advance(10);
    expect(line.written).toEqual(['A\r', 'STOP 1\r', 'STOP 2\r']);
    await clock.advance(1000);
    expect(await Promise.all(ends)).toEqual(['stopped', 'stopped', 'timeout']);
  });

  it('sends a stop that found the line lost as soon as it is back', async () => {
    line.unplug();
    const stop = exchange.urgent('STOP');
    line.plugIn();
    await clock.advance(250);
    expect(line.written).toEqual(['STOP\r']);
    line.say('stopped\r\n');
    expect(await stop).toBe('stopped');
  });

  it('says so when the line of a stop does not come back', async () => {
    line.unplug();
    const stop = code(exchange.urgent('STOP'));
    await clock.advance(1000);
    expect(await stop).toBe('disconnected');
  });

  it('withdraws a request that still waits when its signal is aborted', async () => {
    const controller = new AbortController();
    const asked = exchange.request('A');
    const withdrawn = code(
      exchange.request('B', { signal: controller.signal }),
    );
    controller.abort();
    line.say('one\r\n');
    await asked;
    expect(await withdrawn).toBe('aborted');
    expect(line.written).toEqual(['A\r']);
  });

  it('waits for the reply of a request nobody waits for any longer', async () => {
    const controller = new AbortController();
    const given = code(exchange.request('A', { signal: controller.signal }));
    const next = exchange.request('B');
    controller.abort();
    expect(await given).toBe('aborted');
    expect(line.written).toEqual(['A\r']);
    line.say('one\r\n');
    line.say('two\r\n');
    expect(await next).toBe('two');
  });

  it('composes a request when it goes out, not when it was asked for', async () => {
    const axes = [1];
    const asked = exchange.request('A');
    const composed = exchange.request(() => `MOVE ${axes.join(' ')}`);
    axes.push(2);
    line.say('one\r\n');
    expect(line.written.at(-1)).toBe('MOVE 1 2\r');
    line.say('OK\r\n');
    await Promise.all([asked, composed]);
  });

  it('keeps the last 200 exchanges, printable', async () => {
    line.onWrite = () => line.say('\u001bone\u00b5\r\n');
    for (let index = 0; index < 205; index += 1)
      await exchange.request(`A${index}`);
    const traffic = exchange.traffic();
    expect(traffic).toHaveLength(200);
    expect(traffic[0]?.sent).toBe('A5');
    expect(traffic.at(-1)).toMatchObject({
      sent: 'A204',
      received: '<ESC>one<b5>',
      error: null,
    });
  });
});

describe('An exchange whose replies name their request', () => {
  it('hands a stop its own reply, and never that of the request it overtook', async () => {
    const clock = new VirtualClock();
    const line = fakeLine('rack1:5000');
    const exchange = new Exchange({
      opener: line,
      clock,
      framing: lineFraming({
        terminator: '\r',
        isAnswer: (reply, request) => reply.startsWith(request),
      }),
      timeoutMs: 1000,
    });
    exchange.start();
    await clock.advance(0);
    const hung = code(exchange.request('A'));
    const stop = exchange.urgent('STOP');
    await clock.advance(3);
    expect(await hung).toBe('stopped');
    line.say('A one\r\nSTOP OK\r\n');
    expect(await stop).toBe('STOP OK');
    exchange.close();
    expect(clock.waiting).toBe(0);
  });
});

describe('An exchange on a serial line', () => {
  it('takes a question that was asked twice for answered when no second answer can come any more', async () => {
    const clock = new VirtualClock();
    const line = fakeLine('/dev/ttyS0', { keepsBytes: true });
    const exchange = new Exchange({
      opener: line,
      clock,
      framing: lineFraming({ terminator: '\r' }),
      timeoutMs: 1000,
      greeting: { probes: ['ID'], isAnswer: (reply) => reply === 'PM600' },
    });
    exchange.start();
    await clock.advance(1100);
    expect(line.written).toEqual(['ID\r', 'ID\r']);
    line.say('PM600\r\n');
    await clock.advance(2900);
    expect(exchange.state.kind).toBe('connecting');
    line.say('PM600\r\n');
    await clock.advance(200);
    expect(exchange.state.kind).toBe('connected');
    const asked = exchange.request('A');
    line.say('one\r\n');
    expect(await asked).toBe('one');
    exchange.close();
    expect(clock.waiting).toBe(0);
  });

  it('drains the line after a timeout and asks a question whose answer it knows', async () => {
    const clock = new VirtualClock();
    const line = fakeLine('/dev/ttyS0', { keepsBytes: true });
    line.onWrite = (text) => {
      if (text === 'ID\r') line.say('PM600\r\n');
    };
    const exchange = new Exchange({
      opener: line,
      clock,
      framing: lineFraming({ terminator: '\r', mayEcho: true }),
      timeoutMs: 1000,
      greeting: { probes: ['ID'], isAnswer: (reply) => reply === 'PM600' },
    });
    exchange.start();
    await clock.advance(100);
    const late = code(exchange.request('A'));
    const next = exchange.request('B');
    await clock.advance(1000);
    expect(await late).toBe('timeout');
    line.say('late answer to A\r\n');
    await clock.advance(200);
    expect(line.openings).toBe(1);
    expect(line.written.at(-1)).toBe('B\r');
    line.say('B\rtwo\r\n');
    expect(await next).toBe('two');
    exchange.close();
    expect(clock.waiting).toBe(0);
  });
});

describe('An exchange with an instrument that wants to rest', () => {
  async function open() {
    const clock = new VirtualClock();
    const line = fakeLine('cryo:7777');
    const exchange = new Exchange({
      opener: line,
      clock,
      framing: lineFraming({ terminator: '\n' }),
      timeoutMs: 1000,
      gapMs: 50,
    });
    exchange.start();
    await clock.advance(0);
    return { clock, line, exchange };
  }

  it('sends the next request when the rest after the last reply is over, not before', async () => {
    const { clock, line, exchange } = await open();
    const first = exchange.request('A');
    const second = exchange.request('B');
    await clock.advance(30);
    line.say('one\r\n');
    expect(await first).toBe('one');
    await clock.advance(49);
    expect(line.written).toEqual(['A\n']);
    await clock.advance(1);
    expect(line.written).toEqual(['A\n', 'B\n']);
    line.say('two\r\n');
    expect(await second).toBe('two');
    await clock.advance(50);
    void exchange.request('C', { hasReply: false });
    expect(line.written.at(-1)).toBe('C\n');
    exchange.close();
    expect(clock.waiting).toBe(0);
  });

  it('rests after a command without a reply, and sends a stop first when that is over', async () => {
    const { clock, line, exchange } = await open();
    await exchange.request('A', { hasReply: false });
    void exchange.request('B', { hasReply: false });
    const stop = exchange.urgent('STOP', { hasReply: false });
    await clock.advance(50);
    expect(line.written).toEqual(['A\n', 'STOP\n']);
    await stop;
    await clock.advance(50);
    expect(line.written.at(-1)).toBe('B\n');
    exchange.close();
    expect(clock.waiting).toBe(0);
  });

  it('leaves nothing behind when it is closed in its rest', async () => {
    const { clock, exchange } = await open();
    await exchange.request('A', { hasReply: false });
    const waiting = code(exchange.request('B'));
    exchange.close();
    expect(await waiting).toBe('disconnected');
    expect(clock.waiting).toBe(0);
  });
});

/** How a request was refused. */
async function code(promise: Promise<unknown>): Promise<string> {
  try {
    return `resolved: ${String(await promise)}`;
  } catch (error) {
    return isBeamtimeError(error) ? error.code : String(error);
  }
}
