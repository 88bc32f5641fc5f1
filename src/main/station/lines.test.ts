import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LineState, LineTraffic } from '../../contract/lines.ts';
import { DemoStation, nextEnd, online } from './testing/demo-station.ts';

let demo: DemoStation;

beforeEach(async () => {
  demo = new DemoStation();
  await demo.open();
});

afterEach(async () => {
  await demo.remove();
});

async function connected(name: string) {
  const client = await demo.connect(name);
  await online(client);
  return client;
}

type Client = Awaited<ReturnType<typeof connected>>;

async function lineOf(client: Client, device: string): Promise<LineState> {
  const lines = await client.call('lines.list');
  const line = lines.find(({ devices }) => devices.includes(device));
  if (!line) throw new Error(`${device} has no line.`);
  return line;
}

describe('The lines of a station', () => {
  it('tell whose they are and how they do', async () => {
    const client = await connected('anna');
    const line = await lineOf(client, 'samx');
    expect(line).toMatchObject({
      state: 'connected',
      reason: null,
      timeouts: 0,
      reconnects: 0,
    });
    expect(line.devices).toEqual(['samx', 'samy', 'samz', 'theta', 'tth']);
    expect(line.exchanges).toBeGreaterThan(0);
    const { min = NaN, median = NaN, max = NaN } = line.roundTrip ?? {};
    expect(min).toBeLessThanOrEqual(median);
    expect(median).toBeLessThanOrEqual(max);
  });

  it('are told to who looks at them, with what is said on the one chosen, each exchange once', async () => {
    const client = await connected('anna');
    const { name } = await lineOf(client, 's1l');
    const { traffic, lines } = await client.call('lines.watch', { name });
    expect(lines.map((line) => line.name)).toContain(name);
    const known = traffic?.exchanges ?? [];
    const told = await new Promise<LineTraffic>((resolve) => {
      client.on('lines.said', resolve);
    });
    expect(told.name).toBe(name);
    const ids = [...known, ...told.exchanges].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(ids.toSorted((one, other) => one - other));
  });

  it('take one command by hand, and log it', async () => {
    const client = await connected('anna');
    const { name } = await lineOf(client, 'samx');
    const sent = await client.call('lines.send', { name, text: '1:?POS' });
    expect(sent.reply).toMatch(/^1:\?POS /);
    const log = await client.call('log.list', { limit: 10 });
    expect(log.map(({ text }) => text).join('\n')).toContain(
      `Sent "1:?POS" on ${name} by hand; it answered "1:?POS`,
    );
  });

  it('take none from who is not in control, and none that is two', async () => {
    const client = await connected('anna');
    const other = await demo.connect('bert');
    const { name } = await lineOf(client, 'samx');
    await expect(
      other.call('lines.send', { name, text: '1:?POS' }),
    ).rejects.toMatchObject({ code: 'not-in-control' });
    for (const text of ['1:?POS\\r1:?POS', '1:?POS\n', '\u2192'])
      await expect(
        client.call('lines.send', { name, text }),
      ).rejects.toMatchObject({ code: 'bad-input' });
    await expect(
      client.call('lines.send', { name: 'nowhere', text: 'A' }),
    ).rejects.toThrow(/There is no line nowhere; there are /);
  });

  it('take none while a run uses one of its devices, is it an axis or a detector', async () => {
    const client = await connected('anna');
    const rack = await lineOf(client, 'samx');
    const slits = await lineOf(client, 's1l');
    const ended = nextEnd(client);
    await client.call('runs.start', { line: 'ascan samx 0 1 20 0.2' });
    await expect(
      client.call('lines.send', { name: rack.name, text: '1:?POS' }),
    ).rejects.toThrow(/Run 1 uses samx on this line now. Pause or abort/);
    const meter = await lineOf(client, 'i0');
    await expect(
      client.call('lines.send', { name: meter.name, text: '*IDN?' }),
    ).rejects.toMatchObject({ code: 'busy' });
    const free = await client.call('lines.send', {
      name: slits.name,
      text: '1ID',
    });
    expect(free.reply).toMatch(/PM600/);
    await client.call('runs.abort');
    await ended;
  });

  it('take none after STOP ALL, nor past a lock', async () => {
    const client = await connected('anna');
    const { name } = await lineOf(client, 'samx');
    const send = () => client.call('lines.send', { name, text: '1:?POS' });
    await client.call('devices.stopAll');
    await expect(send()).rejects.toThrow(/Nothing is sent by hand after STOP/);
    await client.call('devices.resetStop');
    await client.call('devices.lock', { name: 'samy', why: 'glued' });
    await expect(send()).rejects.toThrow(/samy is locked by anna: glued/);
    await client.call('devices.unlock', { name: 'samy' });
    await send();
  });
});
