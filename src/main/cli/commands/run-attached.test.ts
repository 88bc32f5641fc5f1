import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { contract } from '../../../contract/index.ts';
import { createClient } from '../../../rpc/client.ts';
import { openWebSocketPort } from '../../../rpc/ports/websocket-client.ts';
import { runHeadless } from '../../headless-host.ts';
import { hostOptions } from '../../host-options.ts';
import { runProgram } from '../program.ts';
import { recordingTerminal } from '../testing/recording-terminal.ts';

let folder: string;
let host: Awaited<ReturnType<typeof runHeadless>>;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-attached-'));
  vi.stubEnv('XDG_RUNTIME_DIR', folder);
  const state = path.join(folder, 'state');
  const data = path.join(folder, 'data');
  host = await runHeadless(hostOptions({ port: '0', state, data }));
});
afterEach(async () => {
  await host.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A window of that name, which is in control if it is the first. */
async function openPage(name: string) {
  const address = new URL('/rpc', host.url);
  address.protocol = 'ws:';
  const client = createClient(contract, await openWebSocketPort(address.href));
  const session = `page-of-${name}`;
  await client.call('station.hello', { session, name, kind: 'page' });
  await vi.waitFor(
    async () => {
      const devices = await client.call('devices.list');
      expect(devices.filter(({ status }) => status === 'offline')).toEqual([]);
    },
    { timeout: 15_000 },
  );
  const holder = async () => (await client.call('control.get')).holder;
  return { client, session, holder };
}

/** `beamtime run ...` in a terminal of its own. */
function startRun(...args: string[]) {
  const { terminal, printed, said } = recordingTerminal();
  const state = ['--state', path.join(folder, 'state')];
  const ended = runProgram(['run', ...args, ...state], terminal);
  const text = () => said.join('\n');
  const hasPoints = () =>
    vi.waitFor(() => expect(text()).toMatch(/point [1-9]\d* of/), {
      timeout: 15_000,
    });
  return { ended, printed, text, hasPoints };
}

describe('Control', () => {
  test('that is not to be had names who has it', async () => {
    const { client } = await openPage('Ada');
    const run = startRun('ct 0.05');
    expect(await run.ended).toBe(1);
    expect(run.text()).toContain('Ada is in control of this station.');
    client.close();
  });

  test('of a window that was just closed is free', async () => {
    const { client, session, holder } = await openPage('Ada');
    expect(await holder()).toBe(session);
    client.close();
    const looker = await openPage('Bob');
    await vi.waitFor(async () => {
      const { clients } = await looker.client.call('control.get');
      expect(clients).toHaveLength(1);
    });
    // It is kept for a page that reloads.
    expect(await looker.holder()).toBe(session);
    const run = startRun('ct 0.05');
    expect(await run.ended).toBe(0);
    expect(run.text()).toMatch(/^Run 1 finished: 1 of 1 points/m);
    looker.client.close();
  });

  test('taken for a run that is refused goes back', async () => {
    const ada = await openPage('Ada');
    const bob = await openPage('Bob');
    await ada.client.call('runs.start', { line: 'ct 30' });
    const run = startRun('ct 0.05', '--take');
    expect(await run.ended).toBe(1);
    expect(run.text()).toContain('Run 1 is active.');
    expect(await ada.holder()).toBe(ada.session);
    await ada.client.call('runs.abort');
    for (const { client } of [ada, bob]) client.close();
  });

  test('taken away for a while by a second run, which is refused, hides nothing of the first', async () => {
    const ada = await openPage('Ada');
    const first = startRun('ascan samx 0 0.4 40 0.05', '--take');
    await first.hasPoints();
    const second = startRun('ct 0.05', '--take');
    expect(await second.ended).toBe(1);
    expect(await first.ended).toBe(0);
    expect(first.text()).toMatch(/^Run 1 finished: 41 of 41 points/m);
    expect(await ada.holder()).toBe(ada.session);
    ada.client.close();
  });

  test('taken away for good by somebody else stays there, and the result is told all the same', async () => {
    const ada = await openPage('Ada');
    const bob = await openPage('Bob');
    const run = startRun('ascan samx 0 0.4 40 0.05', '--take');
    await run.hasPoints();
    await bob.client.call('control.take');
    expect(await run.ended).toBe(0);
    expect(run.text()).toMatch(/^Run 1 finished: 41 of 41 points/m);
    expect(await ada.holder()).toBe(bob.session);
    for (const { client } of [ada, bob]) client.close();
  });
});

test('A station that is ended during the run aborts it: points and file are told, with 3', async () => {
  const { client } = await openPage('Ada');
  await client.call('control.release');
  const run = startRun('ascan samx 0 2 400 0.05');
  await run.hasPoints();
  await host.close();
  expect(await run.ended).toBe(3);
  expect(run.text()).toMatch(/^Run 1 aborted: \d+ of 401 points/m);
  const [file = ''] = run.printed;
  expect(existsSync(file)).toBe(true);
  client.close();
});
