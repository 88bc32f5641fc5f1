import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
  const move = (name: string, target: number) =>
    client.call('devices.move', { name, target });
  const value = async (name: string) => {
    const all = await client.call('devices.list');
    return all.find((device) => device.name === name)?.value;
  };
  return { client, move, value };
}

const axes = ['samx', 'samy'];
const park = { name: 'park' };

describe('Named positions', () => {
  it('bring axes back where they were, with the difference told first', async () => {
    const { client, move, value } = await inControl();
    await move('samx', 0.5);
    await move('samy', -0.5);
    const told = new Promise((resolve) => {
      client.on('positions.changed', resolve);
    });
    await client.call('positions.save', { ...park, axes });
    expect(await told).toMatchObject([
      { name: 'park', savedBy: 'anna', positions: [{ axis: 'samx' }, {}] },
    ]);
    await move('samx', 0.75);
    expect(await client.call('positions.compare', park)).toMatchObject([
      { axis: 'samx', target: 0.5, now: 0.75, difference: -0.25, whyNot: null },
      { axis: 'samy', target: -0.5, now: -0.5, difference: 0, whyNot: null },
    ]);
    await client.call('positions.restore', park);
    expect(await value('samx')).toBe(0.5);
  });

  it('move one axis after the other in the order given, or all together', async () => {
    const { client, move } = await inControl();
    await client.call('positions.save', { ...park, axes });
    const started: string[] = [];
    client.on('devices.changed', (readings) => {
      for (const { name, status } of readings)
        if (status === 'moving' && !started.includes(name)) started.push(name);
    });
    const away = async () => {
      await move('samx', 1);
      await move('samy', 1);
      await new Promise((resolve) => setTimeout(resolve, 120));
      started.length = 0;
    };
    await away();
    await client.call('positions.restore', { ...park, axes: ['samy', 'samx'] });
    expect(started).toEqual(['samy', 'samx']);
    await away();
    await client.call('positions.restore', { ...park, isTogether: true });
    expect(started.toSorted()).toEqual(axes);
  });

  it('without names are those of every axis with a place of its own', async () => {
    const { client } = await inControl();
    const { positions } = await client.call('positions.save', park);
    const names = positions.map(({ axis }) => axis);
    expect(names).toContain('samx');
    expect(names).not.toContain('s1gap');
    expect(positions.every(({ dial }) => dial !== undefined)).toBe(true);
  });

  it('are places, whatever they are called since', async () => {
    const { client, move, value } = await inControl();
    await move('samx', 0.5);
    await client.call('positions.save', { ...park, axes: ['samx'] });
    await client.call('devices.redefine', { name: 'samx', position: 10 });
    await move('samx', 9.8);
    expect(await client.call('positions.compare', park)).toMatchObject([
      { target: 10, isRedefined: true },
    ]);
    await client.call('positions.restore', park);
    expect(await value('samx')).toBeCloseTo(10);
  });

  it('move nothing when one of them cannot go there', async () => {
    const { client, move, value } = await inControl();
    await client.call('positions.save', { ...park, axes });
    const before = await value('samx');
    await move('samx', 1);
    await client.call('devices.lock', { name: 'samy', why: 'glued' });
    expect(await client.call('positions.compare', park)).toMatchObject([
      { whyNot: null },
      { whyNot: expect.stringContaining('glued') },
    ]);
    await expect(client.call('positions.restore', park)).rejects.toMatchObject({
      code: 'lock',
    });
    expect(await value('samx')).toBe(1);
    await client.call('positions.restore', { ...park, axes: ['samx'] });
    expect(await value('samx')).toBe(before);
  });

  it('say who stayed when one axis failed on the way', async () => {
    const { client, move } = await inControl();
    await client.call('positions.save', { ...park, axes });
    await move('samx', 1.5);
    await move('samy', 1);
    const stopped = expect(
      client.call('positions.restore', park),
    ).rejects.toThrow(/samx was stopped .*Not moved because of that: samy\./);
    await new Promise((resolve) => setTimeout(resolve, 15));
    await client.call('devices.stop', { names: ['samx'] });
    await stopped;
  });

  it('refuse a name that is taken, one that is not there, and an axis named twice', async () => {
    const { client } = await inControl();
    const save = (more: { axes?: string[]; isReplacing?: boolean }) =>
      client.call('positions.save', { ...park, axes, ...more });
    await save({});
    await expect(save({})).rejects.toThrow(/called "park" already/);
    await save({ isReplacing: true });
    await expect(
      client.call('positions.compare', { name: 'prak' }),
    ).rejects.toThrow(/There are: park/);
    await expect(
      save({ axes: ['samx', 'samx'], isReplacing: true }),
    ).rejects.toThrow(/named twice/);
    await expect(
      client.call('positions.save', { name: ' ' }),
    ).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('outlive the station; one that cannot be read is said and costs only itself', async () => {
    const { client } = await inControl();
    await client.call('positions.save', { ...park, axes });
    await client.call('positions.save', { name: 'open', axes });
    await demo.close();
    demo.tamper(`UPDATE named_positions SET value = '{' WHERE name = 'open'`);
    const station = await demo.open();
    expect(station.notices.join(' ')).toContain(
      'The positions saved as "open" cannot be read',
    );
    const again = await demo.connect('anna');
    expect(await again.call('positions.list', undefined)).toMatchObject([park]);
    await again.call('positions.remove', park);
    expect(await again.call('positions.list', undefined)).toEqual([]);
  });
});
