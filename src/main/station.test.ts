import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DemoStation,
  nextEnd,
  online,
} from './station/testing/demo-station.ts';

let demo: DemoStation;

beforeEach(() => {
  demo = new DemoStation();
});

afterEach(async () => {
  await demo.remove();
});

describe('A station', () => {
  it('runs a scan and announces every point exactly once', async () => {
    await demo.open();
    const client = await demo.connect('anna');
    await online(client);
    const told: number[] = [];
    client.on('runs.points', ({ first, count }) => {
      for (let i = 0; i < count; i += 1) told.push(first + i);
    });
    const end = nextEnd(client);
    const { run } = await client.call('runs.start', {
      line: 'ascan samx -0.5 0.5 20 0.02',
    });
    expect(await end).toMatchObject({
      number: run,
      endReason: 'finished',
      point: 21,
    });
    expect(told).toEqual(Array.from({ length: 21 }, (_, i) => i));
    expect((await client.call('runs.list', { limit: 5 }))[0]).toMatchObject({
      number: run,
      state: 'finished',
    });
  });

  it('writes a real minus in its sentences and a plain one in scan lines, which can be pasted', async () => {
    await demo.open();
    const client = await demo.connect('anna');
    await online(client);
    const isOver = nextEnd(client);
    await client.call('runs.start', { line: 'ascan samx -0.1 0.1 1 0.01' });
    await isOver;
    await client.call('devices.move', { name: 'samx', target: -0.2 });
    const beyond = { name: 'samx', target: -90 };
    await expect(client.call('devices.move', beyond)).rejects.toThrow(
      'samx: \u221290.000 mm is beyond the lower limit of \u22122.000 mm',
    );
    const log = await client.call('log.list', { limit: 20 });
    const texts = log.map(({ text }) => text);
    expect(texts).toContain('Move samx to \u22120.200 mm');
    expect(texts).toContain('Run 1 started: ascan samx -0.1 0.1 1 0.01');
  });

  it('lets one client steer, and every client stop', async () => {
    await demo.open();
    const anna = await demo.connect('anna');
    const bert = await demo.connect('bert');
    await online(anna);
    await expect(
      bert.call('devices.move', { name: 'samx', target: 1 }),
    ).rejects.toMatchObject({ code: 'not-in-control' });
    const end = nextEnd(anna);
    await anna.call('runs.start', { line: 'ascan samx -1 1 500 0.05' });
    const stop = await bert.call('devices.stopAll');
    expect(stop.isLatched).toBe(true);
    expect(stop.results.every(({ isStopped }) => isStopped)).toBe(true);
    expect(await end).toMatchObject({ endReason: 'aborted' });
    expect((await end).message).toContain('STOP ALL was pressed by bert');
  });

  it('starts nothing while STOP ALL is latched', async () => {
    await demo.open();
    const client = await demo.connect('anna');
    await online(client);
    await client.call('devices.stopAll');
    for (const call of [
      client.call('devices.move', { name: 'samx', target: 1 }),
      client.call('devices.jog', { name: 'samx', by: 0.1 }),
      client.call('runs.start', { line: 'ct 0.1' }),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'stopped' });
    }
    await client.call('devices.resetStop');
    await expect(
      client.call('devices.move', { name: 'samx', target: 1 }),
    ).resolves.toBeCloseTo(1, 2);
  });

  it('does not let a hand move what a scan moves, but everything else', async () => {
    await demo.open();
    const client = await demo.connect('anna');
    await online(client);
    const end = nextEnd(client);
    await client.call('runs.start', { line: 'ascan s1gap 0.2 1 400 0.05' });
    for (const name of ['s1gap', 's1l', 's1cen']) {
      await expect(
        client.call('devices.move', { name, target: 0.1 }),
      ).rejects.toMatchObject({ code: 'busy' });
    }
    await client.call('devices.move', { name: 'samy', target: 1 });
    await client.call('runs.abort');
    await end;
    await client.call('devices.move', { name: 's1gap', target: 0.5 });
  });

  it('says once in the log that a run was aborted or skipped, under the name of who did it', async () => {
    await demo.open();
    const anna = await demo.connect('anna');
    await online(anna);
    for (const verb of ['runs.abort', 'runs.skip'] as const) {
      const started = await demo.connect('anna');
      const end = nextEnd(anna);
      await started.call('runs.start', { line: 'ascan samx 0 1 400 0.05' });
      const bert = await demo.connect('bert');
      await bert.call('control.take');
      await bert.call(verb);
      await end;
      await anna.call('control.take');
    }
    const log = await anna.call('log.list', { limit: 100 });
    const ends = log.filter(({ text }) => /abort|skip/i.test(text));
    expect(ends.map(({ who }) => who)).toEqual(['bert', 'bert']);
    for (const { text } of ends) {
      expect(text).toMatch(/^Run \d (aborted|skipped), \d+ of 401 points$/);
    }
  });

  it('goes on moving an axis whose page went away, and stops it when the call is cancelled', async () => {
    await demo.open();
    const watcher = await demo.connect('watcher', 'cli');
    const leaving = await demo.connect('anna');
    await online(watcher);
    void leaving
      .call('devices.move', { name: 'samx', target: 4 }, { timeoutMs: null })
      .catch(() => undefined);
    await expect.poll(() => statusOf('samx')).toBe('moving');
    leaving.close();
    await expect.poll(() => valueOf('samx'), { timeout: 15_000 }).toBe(4);

    const back = await demo.connect('anna');
    const controller = new AbortController();
    const move = back.call(
      'devices.move',
      { name: 'samx', target: -2 },
      { signal: controller.signal, timeoutMs: null },
    );
    await expect.poll(() => statusOf('samx')).toBe('moving');
    controller.abort();
    await expect(move).rejects.toMatchObject({ code: 'aborted' });
    await expect.poll(() => statusOf('samx')).toBe('idle');
    expect(await valueOf('samx')).toBeGreaterThan(-2);

    async function deviceOf(name: string) {
      const devices = await watcher.call('devices.list');
      return devices.find((device) => device.name === name);
    }
    async function statusOf(name: string) {
      return (await deviceOf(name))?.status;
    }
    async function valueOf(name: string) {
      return (await deviceOf(name))?.value;
    }
  });

  it('works off its queue, holds it after an abort, and remembers it', async () => {
    await demo.open();
    const client = await demo.connect('anna');
    await online(client);
    await client.call('queue.add', { scan: { line: 'ct 0.02' } });
    await client.call('queue.add', { scan: { line: 'loopscan 2000 0.05' } });
    await client.call('queue.add', { scan: { line: 'ct 0.03' } });
    const first = nextEnd(client);
    await client.call('queue.start');
    expect(await first).toMatchObject({ line: 'ct 0.02' });
    await expect
      .poll(async () => (await client.call('station.snapshot')).run?.line)
      .toBe('loopscan 2000 0.05');
    const second = nextEnd(client);
    await client.call('runs.abort');
    expect(await second).toMatchObject({ endReason: 'aborted' });
    await expect
      .poll(async () => (await client.call('queue.get')).isHeld)
      .toBe(true);
    await demo.close();
    await demo.open();
    const again = await demo.connect('anna');
    const queue = await again.call('queue.get');
    expect(queue.isHeld).toBe(true);
    expect(queue.items.map(({ line }) => line)).toEqual([
      'loopscan 2000 0.05',
      'ct 0.03',
    ]);
  });

  it('says of a waiting scan why it cannot start, as soon as that is so', async () => {
    await demo.open();
    const client = await demo.connect('anna');
    await online(client);
    await client.call('queue.add', { scan: { line: 'ascan samx 0 4 10 0.1' } });
    const problem = async () =>
      (await client.call('queue.get')).items[0]?.problem ?? null;
    expect(await problem()).toBeNull();
    const narrow = { lower: -1, upper: 1 };
    await client.call('devices.setLimits', { name: 'samx', limits: narrow });
    await expect.poll(problem).toMatch(/upper limit/);
    const wide = { lower: -2, upper: 4.5 };
    await client.call('devices.setLimits', { name: 'samx', limits: wide });
    await expect.poll(problem).toBeNull();
  });

  it('keeps limits that somebody set, over a restart', async () => {
    await demo.open();
    const client = await demo.connect('anna');
    const limits = { lower: -0.5, upper: 0.75 };
    await client.call('devices.setLimits', { name: 'samx', limits });
    await demo.close();
    await demo.open();
    const again = await demo.connect('anna');
    const devices = await again.call('devices.list');
    expect(devices.find(({ name }) => name === 'samx')?.limits).toEqual(limits);
  });

  it('says in the log and at the start which kept limits do not fit or cannot be read', async () => {
    await demo.open();
    const client = await demo.connect('anna');
    for (const name of ['samx', 'samy', 'samz']) {
      const limits = { lower: 0.5, upper: 4 };
      await client.call('devices.setLimits', { name, limits });
    }
    await demo.close();
    demo.tamper(
      "UPDATE device_settings SET value = 'broken' WHERE device = 'samy'",
    );
    const { notices } = await demo.open(true, (text) =>
      text.replace('limits: [-2, 4.5]', 'limits: [-2, 3]'),
    );
    expect(notices).toHaveLength(2);
    expect(notices[0]).toMatch(/^The upper limit of 4.000 mm .* samx /);
    expect(notices[1]).toMatch(/samy .* cannot be read/);
    const again = await demo.connect('anna');
    const { devices, log } = await again.call('station.snapshot');
    const said = log.filter(({ level }) => level === 'warning');
    expect(said.map(({ text }) => text)).toEqual(notices);
    const limitsOf = (wanted: string) => {
      const device = devices.find(({ name }) => name === wanted);
      return [device?.userLimits, device?.deviceLimits, device?.limits];
    };
    expect(limitsOf('samx')).toEqual([
      { lower: 0.5, upper: null },
      { lower: -2, upper: 3 },
      { lower: 0.5, upper: 3 },
    ]);
    expect(limitsOf('samz')[0]).toEqual({ lower: 0.5, upper: 4 });
  });

  it('tells the truth when limits cannot be kept: they are in force until the station ends', async () => {
    await demo.open();
    await demo.close();
    demo.tamper(
      "CREATE TRIGGER planted BEFORE INSERT ON device_settings BEGIN SELECT RAISE(ABORT, 'no room'); END",
    );
    await demo.open();
    const client = await demo.connect('anna');
    const limits = { lower: -0.5, upper: '0.05 cm' };
    await expect(
      client.call('devices.setLimits', { name: 'samx', limits }),
    ).rejects.toMatchObject({
      code: 'database',
      message: expect.stringContaining('in force, but they will not outlive'),
    });
    const { devices, log } = await client.call('station.snapshot');
    const samx = devices.find(({ name }) => name === 'samx');
    expect(samx?.limits).toEqual({ lower: -0.5, upper: 0.5 });
    expect(log.slice(-2).map(({ level, who }) => `${level} ${who}`)).toEqual([
      'info anna',
      'error anna',
    ]);
  });

  it('says in the log who took control, changed the sample and filled the queue', async () => {
    await demo.open();
    const anna = await demo.connect('anna');
    const bert = await demo.connect('bert');
    await bert.call('control.take');
    await bert.call('experiment.set', { sample: 'Si_640d' });
    await bert.call('queue.add', { scan: { line: 'ct 0.1' } });
    const entries = await anna.call('log.list', { limit: 10 });
    const said = entries.map(({ who, text }) => `${who}: ${text}`);
    expect(said).toContain('bert: Took control');
    expect(said.some((text) => text.includes('sample Si_640d'))).toBe(true);
    expect(said).toContain('bert: Added to the queue: ct 0.1');
  });

  it('refuses a second station in the same folder, in words', async () => {
    await demo.open();
    const second = new DemoStation();
    Object.assign(second, { stateFolder: demo.stateFolder });
    await expect(second.open()).rejects.toMatchObject({ code: 'busy' });
    await second.remove();
  });

  it('goes on with a broken database: moved aside, said in the log, history back from the journals', async () => {
    await demo.open();
    const client = await demo.connect('anna');
    await online(client);
    const end = nextEnd(client);
    await client.call('runs.start', { line: 'ct 0.02' });
    await end;
    await demo.close();
    writeFileSync(
      path.join(demo.stateFolder, 'beamtime.sqlite'),
      'no database',
    );
    await demo.open();
    const again = await demo.connect('anna');
    const { log, history } = await again.call('station.snapshot');
    expect(log.some(({ code }) => code === 'database')).toBe(true);
    expect(history.map(({ number }) => number)).toEqual([1]);
    expect(
      readdirSync(demo.stateFolder).some((name) => name.includes('broken')),
    ).toBe(true);
  });

  it('shows simulated devices as offline, with the reason, when simulation is off', async () => {
    await demo.open(false);
    const client = await demo.connect('anna');
    await expect
      .poll(async () => {
        const devices = await client.call('devices.list');
        const samx = devices.find(({ name }) => name === 'samx');
        return `${samx?.status ?? ''}: ${samx?.message ?? ''}`;
      })
      .toMatch(/^offline: .*simulation is switched off/);
  });

  it('refuses a scan that cannot be started, and reserves nothing for it', async () => {
    await demo.open();
    const client = await demo.connect('anna');
    await online(client);
    await expect(
      client.call('runs.start', { line: 'ascan samx 0 99 10 0.1' }),
    ).rejects.toMatchObject({ code: 'bad-input' });
    const plan = await client.call('scans.check', { line: 'ct 0.1' });
    expect(plan.runNumber).toBe(1);
  });
});
