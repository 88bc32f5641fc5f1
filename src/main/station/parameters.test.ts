import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  DeviceDetail,
  ParameterState,
} from '../../contract/parameters.ts';
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

function parameter(detail: DeviceDetail, name: string): ParameterState {
  const found = detail.parameters.find((one) => one.name === name);
  if (!found) throw new Error(`${detail.name} has no ${name}.`);
  return found;
}

const samx = { name: 'samx' };
const velocity = { name: 'samx', parameter: 'velocity' };

describe('The parameters of a device', () => {
  it('are told to who looks at it, and every change of them', async () => {
    const client = await inControl();
    const before = await client.call('devices.watch', samx);
    expect(parameter(before, 'velocity')).toMatchObject({
      kind: 'quantity',
      unit: 'mm/s',
      isWritable: true,
      whyNot: null,
    });
    expect(parameter(before, 'dial')).toMatchObject({ isWritable: false });
    const changed = new Promise<DeviceDetail>((resolve) => {
      client.on('devices.detailChanged', ([detail]) => {
        if (detail && parameter(detail, 'velocity').value === 2.5)
          resolve(detail);
      });
    });
    await client.call('devices.setParameter', {
      ...velocity,
      value: '0.25 cm/s',
    });
    expect((await changed).name).toBe('samx');
  });

  it('are not told any more to who has looked away or is gone', async () => {
    const client = await inControl();
    const other = await demo.connect('bert');
    await client.call('devices.watch', samx);
    await client.call('devices.unwatch', samx);
    await other.call('devices.watch', samx);
    other.close();
    const told: string[] = [];
    client.on('devices.detailChanged', (details) => {
      told.push(...details.map(({ name }) => name));
    });
    await client.call('devices.setParameter', { ...velocity, value: 3 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(told).toEqual([]);
  });

  it('refuse what does not fit, with its own code, and keep what they have', async () => {
    const client = await inControl();
    const set = (parameter: string, value: number | string) =>
      client.call('devices.setParameter', { ...samx, parameter, value });
    await expect(set('velocity', '3 K')).rejects.toMatchObject({
      code: 'unit',
    });
    await expect(set('velocity', 0)).rejects.toMatchObject({ code: 'limit' });
    await expect(set('velocity', 'fast')).rejects.toMatchObject({
      code: 'parameter',
    });
    await expect(set('dial', 1)).rejects.toMatchObject({
      code: 'write-access',
    });
    await expect(set('velocty', 1)).rejects.toThrow(/Did you mean velocity/);
    const detail = await client.call('devices.watch', samx);
    expect(parameter(detail, 'velocity').value).not.toBe(0);
  });

  it('are locked one by one and all together, their limits too, clearing included', async () => {
    const client = await inControl();
    await client.call('devices.lockParameter', { ...velocity, why: 'fragile' });
    const setVelocity = () =>
      client.call('devices.setParameter', { ...velocity, value: 1 });
    await expect(setVelocity()).rejects.toThrow(/locked by anna: fragile/);
    await client.call('devices.unlockParameter', velocity);
    await client.call('devices.lock', { ...samx, why: 'aligned' });
    await expect(setVelocity()).rejects.toThrow(/aligned/);
    await expect(
      client.call('devices.move', { ...samx, target: 0.1 }),
    ).rejects.toMatchObject({ code: 'lock' });
    await expect(
      client.call('devices.call', { ...samx, method: 'home' }),
    ).rejects.toMatchObject({ code: 'lock' });
    await expect(
      client.call('devices.setLimits', {
        ...samx,
        limits: { lower: null, upper: null },
      }),
    ).rejects.toMatchObject({ code: 'lock' });
    await client.call('devices.unlock', samx);
    await setVelocity();
  });

  it('keep the lock of another until its owner, or who means it, ends it', async () => {
    const anna = await inControl();
    await anna.call('devices.lock', { ...samx, why: 'aligned' });
    const bert = await demo.connect('bert');
    await bert.call('control.take');
    await expect(
      bert.call('devices.lock', { ...samx, why: 'mine' }),
    ).rejects.toThrow(/samx is locked by anna: aligned/);
    await expect(bert.call('devices.unlock', samx)).rejects.toMatchObject({
      code: 'lock',
      message:
        'anna locked samx: aligned. Ask anna, or unlock it all the same.',
    });
    await bert.call('devices.unlock', { ...samx, force: true });
    await bert.call('devices.lock', { ...samx, why: 'mine' });
    await bert.call('devices.lock', { ...samx, why: 'still mine' });
    await bert.call('devices.unlock', samx);
  });

  it('are neither locked nor limited while a run moves the device', async () => {
    const client = await inControl();
    const { name } = samx;
    await client.call('runs.start', { line: 'ascan samx 0 1 50 1' });
    const limits = { lower: -1, upper: 1 };
    for (const refused of [
      client.call('devices.lock', { name, why: 'mine' }),
      client.call('devices.setLimits', { name, limits }),
      client.call('devices.lockParameter', { ...velocity, why: 'mine' }),
      client.call('devices.setParameterLimits', {
        name,
        parameter: 'position',
        limits,
      }),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 'busy' });
    }
    await client.call('runs.abort');
  });

  it('keep a permanent lock until the station ends', async () => {
    const client = await inControl();
    const position = { ...samx, parameter: 'position', limits: true };
    await client.call('devices.lockParameter', {
      ...position,
      why: 'detector is near',
      isPermanent: true,
    });
    await expect(
      client.call('devices.unlockParameter', position),
    ).rejects.toMatchObject({ code: 'lock' });
    await expect(
      client.call('devices.setParameterLimits', {
        ...samx,
        parameter: 'position',
        limits: { lower: null, upper: null },
      }),
    ).rejects.toThrow(/permanent/);
  });

  it('are put aside and brought back, last first', async () => {
    const client = await inControl();
    const set = (value: number) =>
      client.call('devices.setParameter', { ...velocity, value });
    const now = async () =>
      parameter(await client.call('devices.watch', samx), 'velocity');
    await set(2);
    await client.call('devices.stash', velocity);
    await set(3);
    await client.call('devices.stash', samx);
    await set(4);
    expect((await now()).stashed).toBe(2);
    await client.call('devices.restore', samx);
    expect(await now()).toMatchObject({
      value: 3,
      stashed: 1,
      stashedValue: 2,
    });
    await client.call('devices.restore', velocity);
    expect(await now()).toMatchObject({
      value: 2,
      stashed: 0,
      stashedValue: null,
    });
  });
});

describe('A motor', () => {
  it('finds its reference when it is told to', async () => {
    const client = await inControl();
    const before = await client.call('devices.watch', samx);
    expect(before.methods.map(({ name }) => name)).toContain('home');
    await client.call('devices.call', { ...samx, method: 'home' });
    const after = await client.call('devices.watch', samx);
    expect(parameter(after, 'reference').value).toBe('found');
  });

  it('is called something else where it stands, after it said what would change, and stays so', async () => {
    const client = await inControl();
    await client.call('devices.setLimits', {
      ...samx,
      limits: { lower: -0.5, upper: 1 },
    });
    await client.call('devices.move', { ...samx, target: 0.25 });
    const redefine = { ...samx, position: 10 };
    const trial = await client.call('devices.redefine', {
      ...redefine,
      isTrial: true,
    });
    expect(trial.position).toEqual({ before: 0.25, after: 10 });
    const state = async () => {
      const all = await client.call('devices.list');
      return all.find(({ name }) => name === 'samx');
    };
    expect((await state())?.value).toBe(0.25);
    await client.call('devices.redefine', redefine);
    expect(await state()).toMatchObject({
      value: 10,
      userLimits: { lower: 9.25, upper: 10.75 },
    });

    await demo.close();
    await demo.open();
    const again = await demo.connect('anna');
    await online(again);
    const kept = await again.call('devices.watch', samx);
    expect(parameter(kept, 'offset').value).toBeCloseTo(trial.offset.after);
    expect(parameter(kept, 'position').userLimits?.upper).toBeCloseTo(10.75);
  });

  it('keeps the limits of its position, given by this way, for the next start', async () => {
    const client = await inControl();
    await client.call('devices.setParameterLimits', {
      ...samx,
      parameter: 'position',
      limits: { lower: '-0.05 cm', upper: null },
    });
    await demo.close();
    await demo.open();
    const again = await demo.connect('anna');
    const kept = await again.call('devices.watch', samx);
    expect(parameter(kept, 'position').userLimits).toEqual({
      lower: -0.5,
      upper: null,
    });
  });

  it('says whether its place can be called something else: an axis made of others has none of its own', async () => {
    const client = await inControl();
    const of = async (name: string) =>
      (await client.call('devices.watch', { name })).canRedefine;
    expect(await of('samx')).toBe(true);
    expect(await of('s1gap')).toBe(false);
    expect(await of('i0')).toBe(false);
  });

  it('is counted as the beamline file says once its offset was changed there, and that is said', async () => {
    const client = await inControl();
    await client.call('devices.redefine', { ...samx, position: 10 });
    await demo.close();
    const station = await demo.open(true, (text) =>
      text.replace(/^( +)samx:\n/m, '$1samx:\n$1  offset: 1\n'),
    );
    expect(station.notices.join(' ')).toMatch(
      /The position of samx had been redefined .*beamline file says another offset/,
    );
  });
});
