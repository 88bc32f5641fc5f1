import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from './fixtures.ts';
import { runCli, startCli } from './support/cli.ts';
import { ownFolders } from './support/own-folders.ts';

test.describe('without a running station', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;

  test.beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'beamtime-cli-'));
    env = ownFolders(folder);
  });
  test.afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('run does one scan and prints where its file is', async () => {
    const { code, out, err } = await runCli(
      ['run', 'ascan samx 0 0.2 4 0.05'],
      env,
    );
    expect(err).toContain('Run 1 finished: 5 of 5 points');
    expect(code).toBe(0);
    expect(out.trim()).toContain(path.join(folder, 'beamtime-data'));
    expect(existsSync(out.trim())).toBe(true);
  });

  test('run takes a line without quotes, negative numbers too, and answers in JSON', async () => {
    const { code, out } = await runCli(
      ['run', 'ascan', 'samx', '-0.1', '0.1', '2', '0.05', '--json'],
      env,
    );
    expect(JSON.parse(out)).toMatchObject({
      line: 'ascan samx -0.1 0.1 2 0.05',
      endReason: 'finished',
      point: 3,
    });
    expect(code).toBe(0);
  });

  test('a line that makes no sense ends with 2 and a sentence; nothing is written', async () => {
    const { code, out, err } = await runCli(
      ['run', 'ascan samx 0 one 4 0.05'],
      env,
    );
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/one.* is not a number/);
    expect(existsSync(path.join(folder, 'beamtime-data', 'in-house'))).toBe(
      false,
    );
  });

  test('Ctrl-C aborts the scan, completes its file and ends with 3', async () => {
    const run = startCli(['run', 'ascan samx 0 1 100 0.2'], env);
    await run.said(/point [1-9]\d* of 101/);
    run.child.kill('SIGINT');
    const { code, out, err } = await run.ended;
    expect(err).toMatch(/Run 1 aborted: \d+ of 101 points/);
    expect(existsSync(out.trim())).toBe(true);
    expect(code).toBe(3);
  });

  test('simulate tells points and range, and a limit in the way', async () => {
    const good = await runCli(
      ['simulate', 'mesh samx 0 1 4 samy 0 1 2 0.1', '--json'],
      env,
    );
    expect(JSON.parse(good.out)).toMatchObject({
      points: 15,
      problems: [],
      axes: [{ name: 'samx' }, { name: 'samy' }],
    });
    expect(good.code).toBe(0);
    const beyond = await runCli(['simulate', 'ascan samx 0 9 20 0.1'], env);
    expect(beyond.err).toContain('beyond the upper limit of 4.500 mm');
    expect(beyond.code).toBe(2);
  });

  test('simulate opens no line of a real instrument', async () => {
    let connections = 0;
    const instrument = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) =>
      instrument.listen(0, '127.0.0.1', resolve),
    );
    const address = instrument.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const file = path.join(folder, 'real.yaml');
    writeFileSync(
      file,
      `name: Real
instruments:
  - driver: icepap
    line: { tcp: '127.0.0.1:${port}' }
    axes:
      m1: { address: 1, unit: mm, stepsPerUnit: 1000, limits: [-1, 1], velocity: 1, acceleration: 1 }
  - driver: keithley
    line: { tcp: '127.0.0.1:${port}' }
    counter: i0
`,
    );
    try {
      const { code, out } = await runCli(
        ['simulate', 'ascan m1 0 1 10 0.1', '--beamline', file, '--json'],
        env,
      );
      expect(JSON.parse(out)).toMatchObject({ points: 11, problems: [] });
      expect(code).toBe(0);
      expect(connections).toBe(0);
    } finally {
      instrument.close();
    }
  });

  test('devices lists every device with its value', async () => {
    const { code, out } = await runCli(['devices'], env);
    expect(out).toMatch(/^samx +0\.315 +mm +idle/m);
    expect(out).toMatch(/^shutter +open/m);
    expect(code).toBe(0);
  });

  test('check finds every mistake of a beamline file, with its place', async () => {
    const file = path.join(folder, 'bad.yaml');
    writeFileSync(
      file,
      'name: Bad\ninstruments:\n  - driver: nothing\n  - driver: keithley\n    line: { tcp: bad }\n',
    );
    const { code, err } = await runCli(['check', file], env);
    expect(err).toContain(`${file}:3:13: `);
    expect(err).toContain(`${file}:5:18: `);
    expect(code).toBe(2);
    expect(
      (await runCli(['check', 'resources/beamlines/demo.yaml'], env)).code,
    ).toBe(0);
  });

  test('serve runs until it is told to end', async () => {
    const serve = startCli(['serve', '--port', '0'], env);
    await serve.said(/Beamtime is at http:\/\/127\.0\.0\.1:\d+/);
    serve.child.kill('SIGTERM');
    expect((await serve.ended).code).toBe(0);
  });

  for (const [args, sentence] of [
    [['serve', '--port', '80a'], /--port 80a is not a port/],
    [['serve', '--host', '0.0.0.0'], /needs a token/],
    [['devices', '--beamline', '/nowhere.yaml'], /There is no beamline file/],
    [['launch'], /There is no command "launch"/],
  ] as const) {
    test(`${args.join(' ')} is refused in words`, async () => {
      const { code, err } = await runCli(args, env);
      expect(err).toMatch(sentence);
      expect(code).toBe(2);
    });
  }
});

test.describe('with a running station', () => {
  test('commands attach to it, and leave control to the page unless told to take it', async ({
    beamtime,
    station,
  }) => {
    const state = ['--state', station.stateFolder];
    const refused = await runCli(
      ['run', 'ascan samx 0 0.2 4 0.05', ...state],
      station.env,
    );
    expect(refused.err).toContain('is in control of this station');
    expect(refused.code).toBe(1);

    const real = await runCli(
      ['run', 'ct 0.1', '--no-simulator', ...state],
      station.env,
    );
    expect(real.err).toContain('uses simulated devices');
    expect(real.code).toBe(1);

    const taken = await runCli(
      ['run', 'ascan samx 0 0.2 4 0.05', '--take', ...state],
      station.env,
    );
    expect(taken.code).toBe(0);
    expect(taken.out).toContain(station.dataFolder);
    await beamtime.history.expectOutcome(1, /finished/i);
    await expect(beamtime.header.control).toContainText('Yours');
  });

  test('stop stops everything in it, whoever is in control', async ({
    beamtime,
    station,
  }) => {
    await beamtime.scan.type('ascan samx 0 2 100 0.1');
    await beamtime.runBar.expectPoint(1);
    const { code, out } = await runCli(
      ['stop', '--state', station.stateFolder],
      station.env,
    );
    expect(out).toMatch(/^samx +done/m);
    expect(code).toBe(0);
    await expect(beamtime.header.stopBanner).toBeVisible();
    await beamtime.runBar.expectEnded(/aborted/i);
    await beamtime.header.resetStop.click();
    await expect(beamtime.header.stopBanner).toBeHidden();
  });
});
