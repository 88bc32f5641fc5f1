import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hostOptions, type HostOptions } from './host-options.ts';
import { hostStation, type HostedStation } from './host-station.ts';
import { listen } from './server/listen.ts';
import {
  askHealth,
  readStationFile,
  runningStations,
} from './server/station-file.ts';
import type { StationHost } from './server/station-host.ts';

let folder = '';
let hosted: HostedStation<StationHost> | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-host-'));
});
afterEach(async () => {
  await hosted?.close();
  hosted = undefined;
  rmSync(folder, { recursive: true });
});

function options(more: Partial<HostOptions> = {}): HostOptions {
  const usual = hostOptions({ port: '0', beamline: import.meta.filename });
  return { ...usual, dataFolder: folder, stateFolder: folder, ...more };
}

/** A station that is nothing but its face. */
function bareStation() {
  const story: string[] = [];
  const station: StationHost = {
    info: { name: 'demo', version: '0' },
    server: { accept: (port) => port.close() },
    isRunActive: () => true,
    onRunActive: () => () => undefined,
    abortAndClose: () => {
      story.push('closed');
      return Promise.resolve();
    },
  };
  const open = () => {
    story.push('opened');
    return Promise.resolve(station);
  };
  return { story, open };
}

it('can be found by the programs of this machine while it runs, and not after', async () => {
  const { open, story } = bareStation();
  hosted = await hostStation(options({ token: 'open sesame' }), open);
  const [found] = await runningStations([folder]);
  expect(found).toMatchObject({ pid: process.pid, token: 'open sesame' });
  expect(found && (await askHealth(found))).toMatchObject({
    isRunActive: true,
  });
  await Promise.all([hosted.close(), hosted.close()]);
  expect(story).toEqual(['opened', 'closed']);
  expect(existsSync(path.join(folder, 'station.json'))).toBe(false);
});

it('refuses a second station of the same beamline before anything is opened', async () => {
  hosted = await hostStation(options(), bareStation().open);
  const { open, story } = bareStation();
  await expect(hostStation(options(), open)).rejects.toMatchObject({
    code: 'busy',
  });
  expect(story).toEqual([]);
});

it('opens no station when its port is in use', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { open, story } = bareStation();
  await expect(hostStation(options({ port }), open)).rejects.toMatchObject({
    code: 'port-in-use',
  });
  expect(story).toEqual([]);
  other.close();
});

it('gives its port back when the station cannot be opened', async () => {
  const free = await listen({ host: 'localhost', port: 0 });
  await free.close();
  const broken = () => Promise.reject(new Error('no such motor'));
  await expect(
    hostStation(options({ port: free.port }), broken),
  ).rejects.toThrow('no such motor');
  expect(readStationFile(folder)).toBeUndefined();
  hosted = await hostStation(options({ port: free.port }), bareStation().open);
  expect(hosted.url).toContain(`:${free.port}/`);
});

it('opens no station that other machines could reach without a token', async () => {
  const { open, story } = bareStation();
  await expect(
    hostStation(options({ host: '0.0.0.0' }), open),
  ).rejects.toMatchObject({
    code: 'token',
  });
  expect(story).toEqual([]);
});
