import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toReport } from '../../contract/errors.ts';
import type { StopState } from '../../contract/devices.ts';
import { DemoStation, nextEnd, online } from './testing/demo-station.ts';

let demo: DemoStation;

beforeEach(() => {
  demo = new DemoStation();
});

afterEach(async () => {
  await demo.remove();
});

/** A machine that is busy with other tests takes its time. */
const PATIENCE = { timeout: 20_000 };
const LINES = 20;
const AXES = 10;

/** 200 axes on 20 IcePAP racks, each with a connection of its own. */
function manyAxes(): string {
  const boards = Array.from(
    { length: AXES },
    (_, index) => Math.floor(index / 8) * 10 + (index % 8) + 1,
  );
  const racks = Array.from({ length: LINES }, (_, index) => index);
  const axis = 'velocity: 1, acceleration: 10';
  return [
    'name: Many axes',
    'instruments:',
    ...racks.flatMap((rack) => [
      `  - driver: icepap`,
      `    line: { simulator: rack${String(rack)} }`,
      `    axes:`,
      ...boards.map(
        (board) =>
          `      m${String(rack)}_${String(board)}: { address: ${String(board)}, ${axis} }`,
      ),
    ]),
    'simulator:',
    '  responders:',
    ...racks.flatMap((rack) => [
      `    rack${String(rack)}:`,
      `      protocol: icepap`,
      `      axes:`,
      ...boards.map((board) => `        ${String(board)}: { ${axis} }`),
    ]),
  ].join('\n');
}

/** A server that accepts and never says anything. */
async function silentServer(): Promise<{ port: number; close: () => void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** So that an axis is still on its way when it is stopped, however busy the machine is. */
function slowly(text: string): string {
  return text.replaceAll(/velocity: 2\b(?!\.)/g, 'velocity: 0.1');
}

function stoppedOf({ results }: StopState): string[] {
  return results.filter(({ isStopped }) => isStopped).map(({ name }) => name);
}

describe('STOP ALL', () => {
  it(
    'stops 200 moving axes on 20 lines, each with a result of its own',
    { timeout: 60_000 },
    async () => {
      await demo.open(true, manyAxes);
      const client = await demo.connect('anna');
      await online(client);
      const names = (await client.call('devices.list')).map(({ name }) => name);
      expect(names).toHaveLength(LINES * AXES);
      const moves = names.map((name) =>
        client.call('devices.move', { name, target: 50 }).then(
          () => 'arrived',
          (error: unknown) => toReport(error).code,
        ),
      );
      await expect
        .poll(async () => {
          const all = await client.call('devices.list');
          return all.filter(({ value }) => Number(value) > 0).length;
        }, PATIENCE)
        .toBe(names.length);
      const state = await client.call('devices.stopAll');
      expect(stoppedOf(state)).toHaveLength(names.length);
      expect(new Set(await Promise.all(moves))).toEqual(new Set(['stopped']));
      const standing = await client.call('devices.list');
      expect(standing.every(({ status }) => status === 'idle')).toBe(true);
      expect(standing.every(({ value }) => Number(value) < 50)).toBe(true);
    },
  );

  it('does not wait for a line that hangs or a device that refuses, and says so of them', async () => {
    const silent = await silentServer();
    try {
      await demo.open(true, (text) =>
        text.replace(
          /^instruments:$/m,
          `instruments:
  - driver: icepap
    line: { tcp: "127.0.0.1:${String(silent.port)}" }
    axes: { mute: { address: 1 } }
  - driver: icepap
    line: { simulator: rack1 }
    axes: { gone: { address: 158 } }`,
        ),
      );
      const client = await demo.connect('anna');
      await expect
        .poll(async () => {
          const all = await client.call('devices.list');
          return all.find(({ name }) => name === 'samx')?.status;
        }, PATIENCE)
        .toBe('idle');
      const move = client.call('devices.move', { name: 'samx', target: 1.9 });
      const failed = expect(move).rejects.toMatchObject({ code: 'stopped' });
      const state = await client.call('devices.stopAll');
      await failed;
      expect(stoppedOf(state)).toContain('samx');
      const result = (name: string) =>
        state.results.find((one) => one.name === name);
      for (const name of ['mute', 'gone']) {
        expect(result(name)?.isStopped).toBe(false);
        expect(result(name)?.message).not.toBe('');
      }
      // The one that answers has its result long before the others have given up.
      expect(result('samx')?.milliseconds).toBeLessThan(
        result('mute')?.milliseconds ?? 0,
      );
    } finally {
      silent.close();
    }
  });

  it('does to each device what its configuration says, and tells what that was', async () => {
    await demo.open(true, (text) =>
      slowly(text.replace(/onStop: leave$/m, 'onStop: closed')),
    );
    const client = await demo.connect('anna');
    await online(client);
    const value = async (name: string) =>
      (await client.call('devices.list')).find((one) => one.name === name)
        ?.value;
    await client.call('devices.setParameter', {
      name: 'tset',
      parameter: 'range',
      value: 'high',
    });
    const moves = ['samx', 's1gap'].map((name) =>
      client.call('devices.move', { name, target: 4 }).then(
        () => 'arrived',
        (error: unknown) => toReport(error).code,
      ),
    );
    await expect
      .poll(async () => Number(await value('samx')) > 0.4, PATIENCE)
      .toBe(true);
    expect(await value('shutter')).toBe('open');
    const { results } = await client.call('devices.stopAll');
    const said = new Map(results.map((one) => [one.name, one.message]));
    expect(said.get('samx')).toBe('Stopped with its ramp.');
    expect(said.get('s1gap')).toBe('Stopped with s1l, s1r.');
    expect(said.get('i0')).toBe('Not counting any more.');
    expect(said.get('shutter')).toBe('Set to closed.');
    expect(said.get('tset')).toBe('Left alone, as configured.');
    expect(results.filter(({ isStopped }) => !isStopped)).toEqual([]);
    // What can only be read cannot be stopped.
    expect(said.has('ring')).toBe(false);
    expect(await Promise.all(moves)).toEqual(['stopped', 'stopped']);
    expect(await value('samx')).toBeLessThan(4);
    expect(await value('s1gap')).toBeLessThan(4);
    expect(await value('shutter')).toBe('closed');
    const { parameters } = await client.call('devices.watch', {
      name: 'tset',
    });
    expect(parameters.find(({ name }) => name === 'range')?.value).toBe('high');
  });

  it('works for who only watches, while the page that started the move is away', async () => {
    await demo.open(true, slowly);
    const anna = await demo.connect('anna');
    const bert = await demo.connect('bert');
    await online(anna);
    anna
      .call('devices.move', { name: 'samx', target: 1.9 })
      .catch(() => undefined);
    await expect
      .poll(async () => {
        const all = await bert.call('devices.list');
        return all.find(({ name }) => name === 'samx')?.status;
      }, PATIENCE)
      .toBe('moving');
    anna.close();
    const state = await bert.call('devices.stopAll');
    expect(stoppedOf(state)).toContain('samx');
    const all = await bert.call('devices.list');
    expect(all.find(({ name }) => name === 'samx')?.value).not.toBe(1.9);
  });

  it('ends a scan at full speed with one footer, and nothing starts until it is reset', async () => {
    await demo.open();
    const client = await demo.connect('anna');
    await online(client);
    const ends: number[] = [];
    client.on('runs.changed', ({ number, endedAt }) => {
      if (endedAt !== null) ends.push(number);
    });
    const end = nextEnd(client);
    const { run } = await client.call('runs.start', {
      line: 'ascan samx -1 1 2000 0.01',
    });
    await expect
      .poll(
        async () => (await client.call('runs.get', { run })).point,
        PATIENCE,
      )
      .toBeGreaterThan(2);
    await client.call('devices.stopAll');
    expect(await end).toMatchObject({ number: run, endReason: 'aborted' });
    await expect(
      client.call('devices.move', { name: 'samx', target: 0 }),
    ).rejects.toMatchObject({ code: 'stopped' });
    await expect(
      client.call('devices.call', { name: 'samx', method: 'home' }),
    ).rejects.toMatchObject({ code: 'stopped' });
    await client.call('devices.resetStop');
    await client.call('devices.move', { name: 'samx', target: 0 });
    expect(ends).toEqual([run]);
  });
});
