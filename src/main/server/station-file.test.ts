import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  lookForStations,
  readStationFile,
  removeStationFile,
  runningStations,
  stateFoldersIn,
  writeStationFile,
} from './station-file.ts';

let folder: string;
let server: Server;
let url: string;
let answer: unknown;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-station-file-'));
  answer = { program: 'beamtime', pid: process.pid, isRunActive: false };
  server = createServer((_request, response) =>
    response.end(JSON.stringify(answer)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('no port');
  url = `http://127.0.0.1:${address.port}/`;
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function facts(pid = process.pid) {
  return { pid, url, token: null, beamline: 'demo', startedAt: 1 };
}

test('a station that lives and answers is found', async () => {
  const stateFolder = path.join(folder, 'demo');
  writeStationFile(stateFolder, facts());
  expect(await runningStations(stateFoldersIn(folder))).toEqual([
    { ...facts(), stateFolder },
  ]);
});

test('the file is for its owner only', () => {
  writeStationFile(folder, facts());
  expect(statSync(path.join(folder, 'station.json')).mode & 0o777).toBe(0o600);
});

test('a file whose process is gone counts as none', async () => {
  writeStationFile(folder, facts(2 ** 22 + 12_345));
  expect(await runningStations([folder])).toEqual([]);
});

test('something else that answers on the port is not taken for the station', async () => {
  writeStationFile(folder, facts());
  answer = { program: 'beamtime', pid: process.pid + 1, isRunActive: false };
  expect(await runningStations([folder])).toEqual([]);
  answer = 'hello';
  expect(await runningStations([folder])).toEqual([]);
});

test('a station that takes the connection and says nothing is told apart from one that is gone', async () => {
  writeStationFile(folder, facts());
  server.removeAllListeners('request');
  expect(await lookForStations([folder], 200)).toEqual({
    running: [],
    silent: [{ ...facts(), stateFolder: folder }],
  });
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  const nobody = { running: [], silent: [] };
  expect(await lookForStations([folder], 200)).toEqual(nobody);
});

test('a broken file counts as none', () => {
  writeFileSync(path.join(folder, 'station.json'), '{ "pid": ');
  expect(readStationFile(folder)).toBeUndefined();
});

test("a station does not remove another one's file", () => {
  writeStationFile(folder, facts(process.ppid));
  removeStationFile(folder);
  expect(readStationFile(folder)?.pid).toBe(process.ppid);
  writeStationFile(folder, facts());
  removeStationFile(folder);
  expect(readStationFile(folder)).toBeUndefined();
});
