import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BeamlineEdit } from '../../contract/beamline.ts';
import { DemoStation, online } from './testing/demo-station.ts';

let demo: DemoStation;

beforeEach(async () => {
  demo = new DemoStation();
  await demo.open();
});

afterEach(async () => {
  await demo.remove();
});

async function inControl() {
  const client = await demo.connect('anna');
  await online(client);
  return client;
}

const text = () => readFileSync(demo.beamlineFile, 'utf8');

describe('A change of the beamline file', () => {
  it('says which locks go with a device, and leaves one in place that is locked until the station ends', async () => {
    const client = await inControl();
    await client.call('devices.lock', { name: 'samx', why: 'aligned' });
    const edit: BeamlineEdit = { kind: 'remove', instrument: 'samx' };
    const plan = await client.call('beamline.plan', { edit });
    expect(plan.notes).toEqual([
      'samx goes, though it is not free: samx is locked by anna: aligned.',
    ]);
    await client.call('devices.lockParameter', {
      name: 'samx',
      parameter: 'position',
      why: 'window',
      limits: true,
      isPermanent: true,
    });
    const { whyNot, version } = await client.call('beamline.plan', { edit });
    expect(whyNot).toMatch(
      /^samx cannot be taken out now: the limits of samx are locked by anna/,
    );
    await expect(
      client.call('beamline.apply', { edit, version }),
    ).rejects.toMatchObject({ code: 'lock' });
  });

  it('takes nothing in that was changed on the disk since the difference was shown, wherever it stands', async () => {
    const client = await inControl();
    const edit: BeamlineEdit = {
      kind: 'set',
      instrument: 'samx',
      changes: [{ path: ['axes', 'samx', 'decimals'], value: 1 }],
    };
    const { version } = await client.call('beamline.plan', { edit });
    const changed = text().replace(/^( +)velocity: .*$/m, '$1velocity: 3');
    expect(changed).not.toBe(text());
    writeFileSync(demo.beamlineFile, changed);
    await expect(
      client.call('beamline.apply', { edit, version }),
    ).rejects.toMatchObject({
      code: 'state',
      message: expect.stringMatching(/changed meanwhile.*Look at the diff/),
    });
    expect(text()).toBe(changed);
  });
});
