import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { demoBeamline, hostOptions, stateRoot } from '../host-options.ts';
import { writeStationFile } from '../server/station-file.ts';
import { attach, findStations } from './connect.ts';

let folder: string;
const servers: Server[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-connect-'));
  vi.stubEnv('XDG_RUNTIME_DIR', path.join(folder, 'run'));
  vi.stubEnv('XDG_STATE_HOME', path.join(folder, 'states'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What commands find of a running station; answers with its state folder. */
async function station(name: string, beamline: string): Promise<string> {
  const answer = { program: 'beamtime', pid: process.pid, isRunActive: false };
  const server = createServer((_request, response) =>
    response.end(JSON.stringify(answer)),
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('no port');
  const stateFolder = path.join(stateRoot(), name);
  writeStationFile(stateFolder, {
    pid: process.pid,
    url: `http://127.0.0.1:${address.port}/`,
    token: null,
    beamline,
    startedAt: 1,
  });
  return stateFolder;
}

function unnamed() {
  const options = hostOptions({});
  return { options, isBeamlineNamed: false, isStateNamed: false };
}

describe('Several stations that could be meant', () => {
  test('are told apart by their beamlines', async () => {
    await station('a', '/lab/a.yaml');
    await station('b', '/lab/b.yaml');
    await expect(attach(unnamed())).rejects.toThrow(
      /^Several stations run on this machine: \/lab\/a\.yaml \(http:\S+\/\), \/lab\/b\.yaml \(.*Say which one with --beamline FILE\.$/,
    );
  });

  test('of one beamline are told apart by where they keep their state', async () => {
    const usual = await station('demo', demoBeamline);
    const other = await station('trial', demoBeamline);
    await expect(attach(unnamed())).rejects.toThrow(`state in ${usual})`);
    await expect(attach(unnamed())).rejects.toThrow(`state in ${other})`);
    await expect(attach(unnamed())).rejects.toThrow(
      /Say which one with --state FOLDER\.$/,
    );
  });

  test('of one beamline can each be named with its state folder, the usual one too', async () => {
    const usual = await station('demo', demoBeamline);
    const other = await station('trial', demoBeamline);
    for (const state of [usual, other]) {
      const options = hostOptions({ state, beamline: demoBeamline });
      const choice = { options, isBeamlineNamed: true, isStateNamed: true };
      const { running } = await findStations(choice);
      expect(running.map(({ stateFolder }) => stateFolder)).toEqual([state]);
    }
  });
});
