import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runHeadless } from '../../headless-host.ts';
import { hostOptions } from '../../host-options.ts';
import { attach, type Connection } from '../connect.ts';
import { runProgram } from '../program.ts';
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
      const attached = await attach({ options, isNamed: true });
      if (!attached) throw new Error('The station does not answer.');
      page = attached;
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
