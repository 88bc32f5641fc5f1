import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BeamlineEdit } from '../../contract/beamline.ts';
import { DemoStation, nextEnd, online } from './testing/demo-station.ts';

let demo: DemoStation;

/** A second simulated rack that nothing is connected to yet. */
const withFreeRack = (text: string) =>
  text.replace(
    /^( +)responders:\n/m,
    '$1responders:\n$1  rack9: { protocol: icepap, axes: { 1: {}, 2: {} } }\n',
  );

const entry = {
  driver: 'icepap',
  line: { simulator: 'rack9' },
  axes: { newx: { address: 1, velocity: 5 } },
};
const add: BeamlineEdit = { kind: 'add', entry };

beforeEach(async () => {
  demo = new DemoStation();
  await demo.open(true, withFreeRack);
});

afterEach(async () => {
  await demo.remove();
});

async function inControl() {
  const client = await demo.connect('anna');
  await online(client);
  const apply = async (edit: BeamlineEdit) => {
    const { version } = await client.call('beamline.plan', { edit });
    return client.call('beamline.apply', { edit, version });
  };
  const names = async () =>
    (await client.call('devices.list')).map(({ name }) => name);
  return { client, apply, names };
}

const text = () => readFileSync(demo.beamlineFile, 'utf8');

describe('A beamline described by clicking', () => {
  it('gets an instrument that is shown first, tried, written, there without a restart, and moves', async () => {
    const { client, names } = await inControl();
    const before = text();
    const plan = await client.call('beamline.plan', { edit: add });
    expect(plan).toMatchObject({
      added: ['newx'],
      removed: [],
      replaced: [],
      interrupts: [],
      needsRestart: [],
      whyNot: null,
    });
    expect(plan.diff).toContain('+      newx:');
    expect(text()).toBe(before);

    const trial = await client.call('beamline.test', { edit: add });
    expect(trial).toMatchObject({
      isThere: true,
      devices: [{ name: 'newx', status: 'idle' }],
    });
    expect(trial.exchanges.map(({ sent }) => sent).join()).toContain('?VER');
    expect(await names()).not.toContain('newx');

    const told = new Promise<string[]>((resolve) => {
      client.on('devices.listChanged', (devices) => {
        resolve(devices.map(({ name }) => name));
      });
    });
    await client.call('beamline.apply', { edit: add, version: plan.version });
    expect(await told).toContain('newx');
    await online(client);
    expect(await client.call('devices.move', { name: 'newx', target: 1 })).toBe(
      1,
    );
    const state = await client.call('beamline.get');
    expect(state.entries.at(-1)).toMatchObject({
      name: 'newx',
      driver: 'icepap',
      isDisabled: false,
      entry: { axes: { newx: { velocity: 5 } } },
    });
  });

  it('lets the others go on while one instrument is changed, disabled, enabled and removed', async () => {
    const { client, apply, names } = await inControl();
    await apply(add);
    await online(client);
    const offline: string[] = [];
    client.on('devices.changed', (readings) => {
      for (const { name, status } of readings)
        if (status === 'offline') offline.push(name);
    });
    const changed = await apply({
      kind: 'set',
      instrument: 'newx',
      changes: [{ path: ['axes', 'newx', 'decimals'], value: 1 }],
    });
    expect(changed).toMatchObject({ replaced: ['newx'], interrupts: ['newx'] });
    await apply({ kind: 'disable', instrument: 'newx' });
    expect(await names()).not.toContain('newx');
    await apply({ kind: 'enable', instrument: 'newx' });
    expect(await names()).toContain('newx');
    await apply({ kind: 'remove', instrument: 'newx' });
    expect(await names()).not.toContain('newx');
    expect(offline.filter((name) => name !== 'newx')).toEqual([]);
  });

  it('writes nothing with a mistake, and says where it is, without the folder of the file', async () => {
    const { client } = await inControl();
    const before = text();
    const wrong: BeamlineEdit = {
      kind: 'add',
      entry: { ...entry, axes: { samx: { address: 1, unit: 'furlong' } } },
    };
    await expect(
      client.call('beamline.plan', { edit: wrong }),
    ).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(/\ndemo\.yaml:\d+:\d+: /),
    });
    await expect(
      client.call('beamline.apply', { edit: wrong, version: '' }),
    ).rejects.toMatchObject({ code: 'config' });
    expect(text()).toBe(before);
  });

  it('writes only the difference that was looked at', async () => {
    const { client } = await inControl();
    const { version } = await client.call('beamline.plan', { edit: add });
    const before = text();
    await expect(
      client.call('beamline.apply', {
        edit: { ...add, entry: { ...entry, name: 'other' } },
        version,
      }),
    ).rejects.toMatchObject({ code: 'state' });
    expect(text()).toBe(before);
  });

  it('does not touch what a run needs, paused or not, nor what moves', async () => {
    const { client } = await inControl();
    const edit: BeamlineEdit = {
      kind: 'set',
      instrument: 'samx',
      changes: [{ path: ['axes', 'samx', 'decimals'], value: 1 }],
    };
    const { version } = await client.call('beamline.plan', { edit });
    const end = nextEnd(client);
    await client.call('runs.start', { line: 'ascan samx -1 1 500 0.02' });
    const refused = () =>
      expect(client.call('beamline.apply', { edit, version })).rejects;
    await refused().toMatchObject({
      code: 'busy',
      message: expect.stringMatching(/Run \d+ uses \w+ now/),
    });
    await client.call('runs.pause', { now: true });
    await refused().toMatchObject({ code: 'busy' });
    const { whyNot } = await client.call('beamline.plan', { edit });
    expect(whyNot).toMatch(/Run \d+ uses/);
    await client.call('runs.abort');
    await end;
    const moving = client
      .call('devices.move', { name: 'samx', target: 1.9 })
      .catch(() => undefined);
    await refused().toThrow(/is moving now and would be interrupted/);
    await client.call('devices.stop', {});
    await moving;
  });

  it('asks an instrument that runs over the line that it has', async () => {
    const { client } = await inControl();
    const trial = await client.call('beamline.test', { instrument: 'samx' });
    expect(trial).toMatchObject({ isThere: true });
    expect(trial.message).toMatch(/^It runs on this line\. It answers: samx/);
    expect(trial.exchanges.length).toBeGreaterThan(0);
    const edit: BeamlineEdit = {
      kind: 'set',
      instrument: 'samx',
      changes: [{ path: ['axes', 'samx', 'decimals'], value: 1 }],
    };
    const changed = await client.call('beamline.test', { edit });
    expect(changed.message).toMatch(/What was changed is tried when it is/);
  });

  it('does not take a line away from who has it to try another, and says who', async () => {
    const { client } = await inControl();
    const newcomer = {
      ...entry,
      line: { simulator: 'rack1' },
      axes: { newx: { address: 51 } },
    };
    await expect(
      client.call('beamline.test', { edit: { kind: 'add', entry: newcomer } }),
    ).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringMatching(
        /^samx runs on the line rack1, and samx, .* would be interrupted/,
      ),
    });
  });

  it('tries one that is disabled as it would be, and leaves it disabled', async () => {
    const { client, apply, names } = await inControl();
    await apply({ kind: 'disable', instrument: 'samx' });
    expect(await names()).not.toContain('samx');
    const trial = await client.call('beamline.test', { instrument: 'samx' });
    expect(trial.message).toMatch(/^It answers: samx/);
    const edit: BeamlineEdit = {
      kind: 'set',
      instrument: 'samx',
      changes: [{ path: ['line', 'simulator'], value: 'rack9' }],
    };
    const other = await client.call('beamline.test', { edit });
    expect(other.devices.map(({ name }) => name)).toContain('samx');
    expect(await names()).not.toContain('samx');
  });

  it(
    'says at once that nobody answers where a port is refused, and nothing of trying again',
    // Less than an instrument is given that may still come.
    { timeout: 7_500 },
    async () => {
      const { client } = await inControl();
      const trial = await client.call('beamline.test', {
        edit: {
          kind: 'add',
          entry: { ...entry, line: { tcp: '127.0.0.1:9' } },
        },
      });
      expect(trial.isThere).toBe(false);
      expect(trial.message).toMatch(/127\.0\.0\.1:9/);
      expect(JSON.stringify(trial)).not.toMatch(/Trying again/);
    },
  );

  it('says of an instrument without devices that there is nothing to ask, and nothing to see', async () => {
    const { client } = await inControl();
    const edit: BeamlineEdit = {
      kind: 'add',
      entry: { driver: 'lakeshore', line: { tcp: '127.0.0.1:9' } },
    };
    expect(await client.call('beamline.test', { edit })).toMatchObject({
      isThere: false,
      message: expect.stringMatching(/^There is nothing to ask/),
    });
    expect((await client.call('beamline.plan', { edit })).notes).toEqual([
      expect.stringMatching(/describes no device/),
    ]);
  });

  it('gives a device another name, and with it what is made of it, its limits, positions and lock', async () => {
    const { client, apply, names } = await inControl();
    await client.call('devices.setLimits', {
      name: 's1l',
      limits: { lower: -1, upper: 1 },
    });
    await client.call('positions.save', { name: 'out', axes: ['s1l', 's1r'] });
    await client.call('devices.lock', { name: 's1l', why: 'fragile' });
    await client.call('queue.add', { scan: { line: 'ascan s1l 0 1 4 0.1' } });
    const edit: BeamlineEdit = {
      kind: 'rename-device',
      device: 's1l',
      name: 'left',
    };
    const plan = await client.call('beamline.plan', { edit });
    expect(plan.interrupts).toEqual(
      expect.arrayContaining(['s1l', 's1gap', 's1cen']),
    );
    expect(plan.notes).toEqual([
      'What people set goes with it: limits, the positions "out".',
      expect.stringMatching(
        /^Scans that wait still say s1l; .*: ascan s1l 0 1/,
      ),
    ]);
    await apply(edit);
    expect(await names()).toEqual(expect.arrayContaining(['left', 's1gap']));
    expect(await names()).not.toContain('s1l');
    const device = (await client.call('devices.list')).find(
      ({ name }) => name === 'left',
    );
    expect(device).toMatchObject({
      userLimits: { lower: -1, upper: 1 },
      lock: { why: 'fragile' },
    });
    const [out] = await client.call('positions.list');
    expect(out?.positions.map(({ axis }) => axis)).toEqual(['left', 's1r']);

    await client.call('devices.unlock', { name: 'left' });
    await demo.close();
    await demo.open(true, () => text());
    const again = await demo.connect('anna');
    await online(again);
    expect(await again.call('positions.list')).toEqual([out]);
  });

  it('refuses a name that another device has, and changes nothing', async () => {
    const { client } = await inControl();
    const before = text();
    await expect(
      client.call('beamline.plan', {
        edit: { kind: 'rename-device', device: 'samx', name: 'samy' },
      }),
    ).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/^There is a device samy .* already/),
    });
    expect(text()).toBe(before);
  });

  it('says what a new name of the beamline would put out of force, and at every start what it has', async () => {
    const { client } = await inControl();
    await client.call('devices.setLimits', {
      name: 'samx',
      limits: { lower: -1, upper: 1 },
    });
    const named = (name: string) => (file: string) =>
      file.replace(/^name: .*$/m, `name: ${name}`);
    writeFileSync(demo.beamlineFile, named('Other')(text()));
    const change = await client.call('beamline.reload');
    expect(change.needsRestart).toEqual(['name']);
    expect(change.notes).toEqual([
      expect.stringMatching(/^The beamline is called "Other" instead of /),
    ]);
    for (let start = 0; start < 2; start += 1) {
      await demo.close();
      const { notices } = await demo.open(true, named('Other'));
      expect(notices).toEqual([
        expect.stringMatching(/is called "Other" now\. The limits, .*are not/),
      ]);
    }
    await demo.close();
    expect((await demo.open()).notices).toEqual([]);
  });

  it('reads what was changed by hand, and keeps what it has when that is wrong', async () => {
    const { client, names } = await inControl();
    writeFileSync(
      demo.beamlineFile,
      text().replace(
        /^instruments:$/m,
        `instruments:
  - driver: icepap
    line: { simulator: rack9 }
    axes: { newx: { address: 1 } }`,
      ),
    );
    expect(await client.call('beamline.reload')).toMatchObject({
      added: ['newx'],
    });
    expect(await names()).toContain('newx');
    appendFileSync(demo.beamlineFile, '\nnonsense: 1\n');
    await expect(client.call('beamline.reload')).rejects.toMatchObject({
      code: 'config',
    });
    expect(await names()).toContain('newx');
  });

  it('needs control', async () => {
    await inControl();
    const bert = await demo.connect('bert');
    const { version } = await bert.call('beamline.plan', { edit: add });
    await expect(
      bert.call('beamline.apply', { edit: add, version }),
    ).rejects.toMatchObject({ code: 'not-in-control' });
  });
});
