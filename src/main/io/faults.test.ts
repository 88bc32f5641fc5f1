import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusal } from '../device/testing/until.ts';
import { canServe, lineKinds } from '../drivers/testing/lines.ts';
import { createRandom } from '../simulator/random.ts';
import { serveTcp } from '../simulator/serve-tcp.ts';
import { VirtualClock } from '../base/virtual-clock.ts';
import { Exchange } from './exchange.ts';
import { lineFraming } from './framing.ts';
import { tcpOpener } from './tcp.ts';
import {
  HostileBench,
  LONGEST_REPLY,
  TIMEOUT_MS,
} from './testing/hostile-bench.ts';

describe.each(lineKinds)('A hostile peer on %s', (kind) => {
  if (!canServe(kind)) return;
  let bench: HostileBench;

  beforeEach(async () => {
    bench = await HostileBench.open(kind);
  });

  afterEach(async () => {
    await bench.close();
    expect(bench.clock.waiting).toBe(0);
  });

  it('is understood wherever it tears its replies', async () => {
    bench.answer = () => null;
    const reply = 'AQ123\r\n';
    for (let at = 1; at < reply.length; at += 1) {
      const asked = bench.exchange.request('Q123');
      await bench.until(() => bench.asked.length === at, 'it is asked');
      bench.say(reply.slice(0, at));
      await pause(1);
      bench.say(reply.slice(at));
      expect(await bench.settle(asked)).toBe('AQ123');
    }
  });

  it('that answers too late is not taken for the answer to the next question', async () => {
    bench.answer = (request) => (request === 'Q1' ? null : `A${request}\r\n`);
    const late = refusal(bench.exchange.request('Q1'));
    await bench.until(() => bench.asked.includes('Q1'), 'it is asked');
    await bench.clock.advance(TIMEOUT_MS);
    expect((await late).message).toMatch(/did not answer "Q1" within 1 s/);
    bench.say('AQ1\r\n');
    expect(await bench.ask('Q2')).toBe('AQ2');
    expect(bench.exchange.health().timeouts).toBe(1);
  });

  it('that says two things at once has only answered once', async () => {
    bench.answer = (request) =>
      request === 'Q1' ? 'AQ1\r\nAX\r\n' : `A${request}\r\n`;
    const both = [bench.exchange.request('Q1'), bench.exchange.request('Q2')];
    expect(await bench.settle(Promise.all(both))).toEqual(['AQ1', 'AQ2']);
  });

  it('may say what means nothing before and after its answer', async () => {
    bench.answer = (request) => `\u0000\u00fe ??\r\n\r\nA${request}\r\n\u0080~`;
    for (const request of ['Q1', 'Q2', 'Q3'])
      expect(await bench.ask(request)).toBe(`A${request}`);
  });

  it('may be silent for a while, and is asked again', async () => {
    bench.answer = () => null;
    const silent = refusal(bench.exchange.request('Q1'));
    await bench.until(() => bench.asked.length > 0, 'it is asked');
    await bench.clock.advance(TIMEOUT_MS);
    expect((await silent).code).toBe('timeout');
    bench.answer = (request) => `A${request}\r\n`;
    expect(await bench.ask('Q2')).toBe('AQ2');
  });

  it('that goes away in the middle of a reply has not answered', async () => {
    bench.answer = () => null;
    const cut = refusal(bench.exchange.request('Q1'));
    await bench.until(() => bench.asked.length > 0, 'it is asked');
    bench.say('AQ');
    bench.line.faults.cut();
    expect((await bench.settle(cut)).message).toMatch(
      /The connection to .* was lost: .* Trying again every/,
    );
    if (!bench.line.faults.comesBack) return;
    bench.answer = (request) => `A${request}\r\n`;
    await bench.connected();
    expect(await bench.ask('Q2')).toBe('AQ2');
    expect(bench.exchange.health().reconnects).toBe(1);
  });

  it('that floods a question fills no memory, and is brought in order', async () => {
    bench.answer = () => null;
    const flooded = refusal(bench.exchange.request('Q1'));
    await bench.until(() => bench.asked.length > 0, 'it is asked');
    for (let count = 0; count <= LONGEST_REPLY / 4096; count += 1)
      bench.say('x'.repeat(4096));
    const { code, message } = await bench.settle(flooded);
    expect(code).toBe('protocol');
    expect(message).toMatch(/sent \d+ bytes after "Q1" and no end of a reply/);
    bench.answer = (request) => `A${request}\r\n`;
    expect(await bench.ask('Q2')).toBe('AQ2');
    for (const { received } of bench.exchange.traffic())
      expect(received?.length ?? 0).toBeLessThanOrEqual(8_000);
  });

  it('that floods while nothing is asked does not wash away what was said', async () => {
    expect(await bench.ask('Q1')).toBe('AQ1');
    for (let count = 0; count < 300; count += 1) {
      bench.say(`noise ${count}\r\n`);
      if (count % 50 === 0) await pause(1);
    }
    const strays = () =>
      bench.exchange.traffic().filter(({ sent }) => sent === '');
    await bench.until(() => strays().length > 0, 'it is heard');
    expect(strays()).toHaveLength(1);
    expect(await bench.ask('Q2')).toBe('AQ2');
    expect(bench.exchange.traffic().map(({ sent }) => sent)).toContain('Q1');
  });

  it('may send any bytes, and is understood when it comes to its senses', async () => {
    const random = createRandom(1, kind);
    const noise = () =>
      Array.from({ length: 300 }, () =>
        String.fromCharCode(Math.floor(random.next() * 256)),
      ).join('');
    bench.answer = noise;
    for (let count = 0; count < 3; count += 1) {
      const noisy = refusal(bench.exchange.request(`Q${count}`));
      expect((await bench.settle(noisy)).code).toBe('timeout');
    }
    expect(bench.asked).toEqual(['Q0', 'Q1', 'Q2']);
    bench.answer = (request) => `A${request}\r\n`;
    expect(await bench.ask('Q9')).toBe('AQ9');
  });

  it('that is not there for a minute is looked for, seldom, and said to be away', async () => {
    await bench.line.close();
    await bench.until(() => bench.exchange.state.kind === 'lost', 'it is lost');
    for (let second = 0; second < 60; second += 1) {
      await bench.clock.advance(1_000);
      await pause(2);
    }
    const refused = await refusal(bench.exchange.request('Q1'));
    expect(refused.code).toBe('disconnected');
    expect(refused.message).toMatch(/Trying again every 10 s\./);
    expect(refused.message).toContain(bench.exchange.address);
  });

  it.each(['silent', 'flooding', 'gone'] as const)(
    'that is %s does not slow another line',
    async (trouble) => {
      const other = await HostileBench.open(kind);
      bench.answer = () => null;
      if (trouble === 'gone') bench.line.faults.cut();
      const hung = refusal(bench.exchange.request('Q1'));
      const before = other.clock.monotonic();
      for (let count = 0; count < 50; count += 1) {
        if (trouble === 'flooding') bench.say('x'.repeat(1024));
        const request = `Q${count}`;
        // Its clock stands still: none of its own time is needed.
        expect(await other.exchange.request(request)).toBe(`A${request}`);
      }
      expect(other.clock.monotonic()).toBe(before);
      expect((await bench.settle(hung)).code).toMatch(/timeout|disconnected/);
      await other.close();
    },
  );
});

describe.each([true, false])('A peer that echoes: %s', (echoes) => {
  it.each(lineKinds)('is understood on %s', async (kind) => {
    if (!canServe(kind)) return;
    const bench = await HostileBench.open(kind, true);
    bench.answer = (request) =>
      `${echoes ? `${request}\r` : ''}A${request}\r\n`;
    for (const request of ['Q1', 'Q2'])
      expect(await bench.ask(request)).toBe(`A${request}`);
    await bench.close();
  });
});

describe('A socket that is refused for a minute', () => {
  it('is opened again by itself when somebody listens', async () => {
    const responder = {
      receive(bytes: Uint8Array, reply: (bytes: Uint8Array) => void) {
        reply(Buffer.from(`A${Buffer.from(bytes).toString('latin1')}`));
      },
      close: () => undefined,
    };
    const first = await serveTcp(responder);
    await first.close();
    const clock = new VirtualClock();
    const exchange = new Exchange({
      opener: tcpOpener(first.host, first.port),
      clock,
      timeoutMs: TIMEOUT_MS,
      framing: lineFraming({ terminator: '\r' }),
    });
    exchange.start();
    for (let second = 0; second < 60; second += 1) {
      await clock.advance(1_000);
      await pause(2);
    }
    expect(exchange.state.reason).toMatch(/connection refused.* every 10 s/);
    const again = await serveTcp(responder, { port: first.port });
    for (let tries = 0; exchange.state.kind !== 'connected'; tries += 1) {
      if (tries > 1_000) throw new Error('It did not come back.');
      await clock.advance(1_000);
      await pause(2);
    }
    expect(await exchange.request('Q1')).toBe('AQ1');
    exchange.close();
    await again.close();
    expect(clock.waiting).toBe(0);
  });
});
