import { describe, expect, it } from 'vitest';
import type { ClientInfo } from '../../contract/control.ts';
import { VirtualClock } from '../base/virtual-clock.ts';
import { Control } from './control.ts';
import { nameOf, type Peer } from './peer.ts';

function client(name: string, kind: ClientInfo['kind'] = 'page'): ClientInfo {
  return { session: `session-${name}`, name, kind };
}

function connect(control: Control, info: ClientInfo): Peer {
  const peer: Peer = { host: 'localhost', client: null };
  control.join(peer, info);
  return peer;
}

describe('Control', () => {
  it('goes to the first page that comes and not to the second', () => {
    const control = new Control(new VirtualClock());
    const first = connect(control, client('anna'));
    const second = connect(control, client('bert'));
    expect(control.state().holder).toBe('session-anna');
    expect(() => {
      control.assertHolds(first);
    }).not.toThrow();
    expect(() => {
      control.assertHolds(second);
    }).toThrow('anna is in control');
  });

  it('does not go to a command line that only looks', () => {
    const control = new Control(new VirtualClock());
    connect(control, client('shell', 'cli'));
    expect(control.state().holder).toBeNull();
  });

  it('goes to a command line that asks while nobody has it', () => {
    const control = new Control(new VirtualClock());
    const shell = connect(control, client('shell', 'cli'));
    control.request(shell);
    expect(control.state().holder).toBe('session-shell');
  });

  it('is asked for, shown to the holder, and given', () => {
    const control = new Control(new VirtualClock());
    const anna = connect(control, client('anna'));
    const bert = connect(control, client('bert'));
    control.request(bert);
    expect(control.state().requests).toEqual(['session-bert']);
    control.give(anna, 'session-bert');
    expect(control.state()).toMatchObject({
      holder: 'session-bert',
      requests: [],
    });
  });

  it('can be taken from whoever has it', () => {
    const control = new Control(new VirtualClock());
    const anna = connect(control, client('anna'));
    const bert = connect(control, client('bert'));
    control.take(bert);
    expect(() => {
      control.assertHolds(anna);
    }).toThrow('bert is in control');
  });

  it('stays with a page that reloads', async () => {
    const clock = new VirtualClock();
    const control = new Control(clock);
    const anna = connect(control, client('anna'));
    control.leave(anna);
    await clock.advance(5_000);
    const again = connect(control, client('anna'));
    await clock.advance(60_000);
    expect(() => {
      control.assertHolds(again);
    }).not.toThrow();
  });

  it('is free some time after its page went away, and at once for who asks', async () => {
    const clock = new VirtualClock();
    const control = new Control(clock);
    const bert = connect(control, client('bert', 'cli'));
    const anna = connect(control, client('anna'));
    control.leave(anna);
    control.request(bert);
    expect(control.state().holder).toBe('session-bert');
    control.release(bert);
    const carla = connect(control, client('carla'));
    control.leave(carla);
    await clock.advance(20_000);
    expect(control.state().holder).toBeNull();
  });

  it('goes to the only page there when its holder is gone and nobody asks', async () => {
    const clock = new VirtualClock();
    const control = new Control(clock);
    const shell = connect(control, client('shell', 'cli'));
    control.request(shell);
    const anna = connect(control, client('anna'));
    expect(control.state().holder).toBe('session-shell');
    control.leave(shell);
    expect(control.state().holder).toBe('session-anna');
    control.leave(anna);
    connect(control, client('bert'));
    expect(control.state().holder).toBe('session-anna');
    await clock.advance(20_000);
    expect(control.state().holder).toBe('session-bert');
  });

  it('is free when its holder is gone and several could have it, or only a command line', async () => {
    const clock = new VirtualClock();
    const control = new Control(clock);
    const anna = connect(control, client('anna'));
    const bert = connect(control, client('bert'));
    const carla = connect(control, client('carla'));
    control.leave(anna);
    await clock.advance(20_000);
    expect(control.state().holder).toBeNull();
    control.take(bert);
    control.leave(carla);
    connect(control, client('shell', 'cli'));
    control.leave(bert);
    await clock.advance(20_000);
    expect(control.state().holder).toBeNull();
  });

  it('stays free when who is alone gave it up', () => {
    const control = new Control(new VirtualClock());
    const anna = connect(control, client('anna'));
    control.release(anna);
    expect(control.state().holder).toBeNull();
  });

  it('stays when one of two windows of the same session closes', () => {
    const control = new Control(new VirtualClock());
    const one = connect(control, client('anna'));
    const two = connect(control, client('anna'));
    control.leave(one);
    expect(() => {
      control.assertHolds(two);
    }).not.toThrow();
    expect(control.state().clients).toHaveLength(1);
  });

  it('gives a number to who has the name of another one', () => {
    const control = new Control(new VirtualClock());
    const same = (session: string): ClientInfo => ({
      session,
      name: 'operator',
      kind: 'page',
    });
    const first = connect(control, same('session-one'));
    const second = connect(control, same('session-two'));
    connect(control, same('session-three'));
    const names = () => control.state().clients.map(({ name }) => name);
    expect(names()).toEqual(['operator', 'operator (2)', 'operator (3)']);
    expect(nameOf(second)).toBe('operator (2)');
    expect(() => {
      control.assertHolds(second);
    }).toThrow('operator is in control');
    control.take(second);
    expect(() => {
      control.assertHolds(first);
    }).toThrow('operator (2) is in control');
    control.join(second, { ...same('session-two'), name: 'anna' });
    expect(names()).toEqual(['operator', 'operator (3)', 'anna']);
    expect(() => {
      control.assertHolds(first);
    }).toThrow('anna is in control');
  });

  it('keeps the name of its holder for it while its page reloads', () => {
    const control = new Control(new VirtualClock());
    const info: ClientInfo = {
      session: 'session-one',
      name: 'operator',
      kind: 'page',
    };
    const first = connect(control, info);
    control.leave(first);
    const stranger = connect(control, { ...info, session: 'session-two' });
    expect(nameOf(stranger)).toBe('operator (2)');
    expect(nameOf(connect(control, info))).toBe('operator');
  });

  it('keeps a numbered name as short as a name may be', () => {
    const control = new Control(new VirtualClock());
    const long = 'x'.repeat(64);
    connect(control, { session: 'session-one', name: long, kind: 'page' });
    const second = connect(control, {
      session: 'session-two',
      name: long,
      kind: 'page',
    });
    expect(nameOf(second)).toBe(`${'x'.repeat(60)} (2)`);
  });
});
