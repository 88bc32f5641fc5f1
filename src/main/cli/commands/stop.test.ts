import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
  vi,
} from 'vitest';
import { runHeadless } from '../../headless-host.ts';
import { hostOptions } from '../../host-options.ts';
import { enterStation, leaveStation } from '../../server/register.ts';
import { writeStationFile } from '../../server/station-file.ts';
import { attach, findStations, type Connection } from '../connect.ts';
import { runProgram } from '../program.ts';
import { settleDevices } from '../settle.ts';
import { recordingTerminal } from '../testing/recording-terminal.ts';

/** What a command ended with and printed. */
async function beamtime(...args: string[]) {
  const { terminal, printed, said } = recordingTerminal();
  const code = await runProgram([...args, '--state', state], terminal);
  return { code, out: printed.join('\n'), err: said.join('\n') };
}

let folder: string;
let state: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-stop-'));
  state = path.join(folder, 'state');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The same without naming a state folder. */
async function unnamed(...args: string[]) {
  const { terminal, printed, said } = recordingTerminal();
  const code = await runProgram(args, terminal);
  return { code, out: printed.join('\n'), err: said.join('\n') };
}

describe('beamtime stop', () => {
  beforeEach(() => {
    vi.stubEnv('XDG_RUNTIME_DIR', path.join(folder, 'run'));
    vi.stubEnv('XDG_STATE_HOME', path.join(folder, 'states'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('without any station says that nothing was stopped, and fails', async () => {
    const { code, out, err } = await unnamed('stop');
    expect(err).toContain('No station is running here, so NOTHING WAS STOPPED');
    expect(out).toBe('');
    expect(code).toBe(1);
  });

  test('finds a station whose state is kept somewhere else, and forgets it at its end', async () => {
    const options = hostOptions({
      port: '0',
      state: path.join(folder, 'elsewhere'),
      data: path.join(folder, 'elsewhere-data'),
    });
    const host = await runHeadless(options);
    try {
      const stopped = await unnamed('stop');
      expect(stopped.err).not.toContain('NOTHING WAS STOPPED');
      expect(stopped.out).toMatch(/^samx +done .*Stopped with its ramp/m);
      const named = { options: hostOptions({}), isBeamlineNamed: true };
      expect(
        await findStations({ ...named, isStateNamed: false }),
      ).toMatchObject({ running: [{ pid: process.pid }], silent: [] });
    } finally {
      await host.close();
    }
    expect(readdirSync(path.join(folder, 'run', 'beamtime'))).toEqual([]);
  });

  describe('where a station lives but hangs', () => {
    let server: Server;
    let url: string;
    let asked: string[];
    const hung = { token: null, beamline: '/somewhere/hung.yaml' };

    beforeEach(async () => {
      asked = [];
      // It takes what is asked, as a process that is stuck does, and says nothing.
      const take = ({ url: path }: IncomingMessage) => asked.push(path ?? '');
      server = createServer(take).on('upgrade', take);
      await new Promise<void>((resolve) =>
        server.listen(0, '127.0.0.1', resolve),
      );
      const address = server.address();
      if (address === null || typeof address === 'string')
        throw new Error('no port');
      url = `http://127.0.0.1:${address.port}/`;
      const stateFolder = path.join(folder, 'hung');
      const facts = { ...hung, pid: process.pid, url, startedAt: 1 };
      writeStationFile(stateFolder, facts);
      enterStation({ url, stateFolder });
    });
    afterEach(() => {
      leaveStation(url);
      server.closeAllConnections();
      server.close();
    });

    test('names it, tries to stop it all the same, and fails', async () => {
      const { code, out, err } = await unnamed('stop');
      expect(err).toMatch(
        /the station of hung\.yaml \(process \d+, http:.*\) does not answer; trying to stop it/,
      );
      expect(err).toMatch(
        /NOT STOPPED: the station of hung\.yaml .* did not answer within 5 s.* Its devices may still move/,
      );
      expect(out).toBe('');
      expect(code).toBe(1);
      // It was asked whether it is there, and told to stop.
      expect(new Set(asked)).toEqual(new Set(['/health', '/rpc']));
    });

    test('stops the others, and tells programs which one it could not stop', async () => {
      const options = hostOptions({
        port: '0',
        state: path.join(folder, 'well'),
        data: path.join(folder, 'well-data'),
      });
      const host = await runHeadless(options);
      try {
        const { code, out } = await unnamed('stop', '--json');
        expect(JSON.parse(out)).toMatchObject([
          { isLatched: true },
          {
            pid: process.pid,
            beamline: hung.beamline,
            error: { code: 'timeout' },
          },
        ]);
        expect(code).toBe(1);
      } finally {
        await host.close();
      }
    });
  });

  test('passes over what a station left that died', async () => {
    const register = path.join(folder, 'run', 'beamtime');
    mkdirSync(register, { recursive: true, mode: 0o700 });
    const dead = { pid: 2 ** 22 + 12_345, url: 'http://127.0.0.1:1/' };
    writeFileSync(
      path.join(register, 'dead.json'),
      JSON.stringify({ ...dead, stateFolder: folder }),
    );
    expect((await unnamed('stop')).code).toBe(1);
    expect(readdirSync(register)).toEqual([]);
  });
});

describe('beamtime stop --reset', () => {
  test('says that no station runs, to programs too', async () => {
    const { code, out, err } = await beamtime('stop', '--reset', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'state' } });
    expect(err).toContain('No station is running');
  });

  describe('in a running station', () => {
    let host: { close(): Promise<void> };
    let page: Connection;

    beforeAll(async () => {
      const data = path.join(folder, 'data');
      const options = hostOptions({ port: '0', state, data });
      host = await runHeadless(options);
      const attached = await attach({
        options,
        isBeamlineNamed: false,
        isStateNamed: true,
      });
      if (!attached) throw new Error('The station does not answer.');
      page = attached;
      // A device that has not answered yet cannot confirm that it stands.
      await settleDevices(page, 15_000);
      await page.client.call('control.request');
    });
    afterAll(async () => {
      await page.close();
      await host.close();
    });

    test('says when there is nothing to reset, and asks for no control then', async () => {
      const { code, out } = await beamtime('stop', '--reset');
      expect(out).toBe('Nothing is stopped, so there was nothing to reset.');
      expect(code).toBe(0);
      const { out: json } = await beamtime('stop', '--reset', '--json');
      expect(JSON.parse(json)).toMatchObject({ isReset: false });
    });

    test('needs control, or is told to take it; then control goes back', async () => {
      const stopped = await beamtime('stop');
      expect(stopped.code).toBe(0);
      expect(stopped.err).toContain('beamtime stop --reset');

      const refused = await beamtime('stop', '--reset');
      expect(refused.err).toContain('is in control of this station');
      expect(refused.code).toBe(1);
      const move = { name: 'samx', target: 0.4 };
      await expect(page.client.call('devices.move', move)).rejects.toThrow(
        /STOP ALL was pressed by/,
      );

      const reset = await beamtime('stop', '--reset', '--take');
      expect(reset.out).toMatch(/^The stop of .+ is reset/);
      expect(reset.code).toBe(0);
      const { holder } = await page.client.call('control.get');
      expect(holder).toBe(page.session);
      const reached = await page.client.call('devices.move', move);
      expect(reached).toBeCloseTo(move.target, 2);
    });
  });
});
