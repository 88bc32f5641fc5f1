import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BeamtimeError } from '../contract/errors.ts';
import {
  defaultPort,
  demoBeamline,
  hostOptions,
  parseHostOptions,
} from './host-options.ts';

beforeEach(() => {
  vi.stubEnv('BEAMTIME_TOKEN', undefined);
  vi.stubEnv('XDG_STATE_HOME', '/tmp/xdg');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('without options the demo beamline is served on loopback', () => {
  expect(parseHostOptions([])).toMatchObject({
    port: defaultPort,
    host: 'localhost',
    token: undefined,
    beamlineFile: demoBeamline,
    stateFolder: path.join('/tmp/xdg', 'beamtime', 'demo'),
    useSimulator: true,
    isDataFolderNamed: false,
    isForcedToDisk: false,
  });
});

test('options are read as they are typed', () => {
  const options = parseHostOptions([
    '--port',
    '0',
    '--data',
    '/data',
    '--state=/state',
    '--no-simulator',
    '--sync',
    '--no-sandbox',
  ]);
  expect(options).toMatchObject({
    port: 0,
    dataFolder: '/data',
    stateFolder: '/state',
    useSimulator: false,
    isDataFolderNamed: true,
    isForcedToDisk: true,
  });
});

describe('a refusal', () => {
  test('says that the state needs a folder where a file is named', () => {
    const state = import.meta.filename;
    expect(() => hostOptions({ state })).toThrow(
      `--state ${state} is a file, but the station's state is kept in a folder.`,
    );
    expect(hostOptions({ state: path.dirname(state) }).stateFolder).toBe(
      path.dirname(state),
    );
  });

  test.each(['66000', '-1', '80a', '', '1.5'])(
    'names the port %j that is none',
    (port) => {
      expect(() => hostOptions({ port })).toThrow(
        /is not a port: give a whole number/,
      );
    },
  );

  test('says what is known when an option is not', () => {
    expect(() => parseHostOptions(['--prot', '80'])).toThrow(
      /--prot.*Known are --beamline/,
    );
  });

  test('says that a beamline file is not there', () => {
    expect(() => hostOptions({ beamline: '/nowhere/x.yaml' })).toThrow(
      'There is no beamline file /nowhere/x.yaml',
    );
  });

  test('asks for a token where other machines could connect', () => {
    expect(() => hostOptions({ host: '0.0.0.0' })).toThrow(/needs a token/);
    expect(hostOptions({ host: '0.0.0.0', token: 'long-enough' }).host).toBe(
      '0.0.0.0',
    );
  });

  test('has a problem for each option that is wrong', () => {
    try {
      hostOptions({ port: 'x', token: 'short' });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(BeamtimeError);
      expect(error).toMatchObject({
        code: 'bad-input',
        problems: [{ path: ['port'] }, { path: ['token'] }],
      });
    }
  });
});

test('the token may come from the environment', () => {
  vi.stubEnv('BEAMTIME_TOKEN', 'from-the-environment');
  expect(hostOptions({ host: '0.0.0.0' }).token).toBe('from-the-environment');
});
