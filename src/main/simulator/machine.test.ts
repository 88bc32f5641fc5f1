import { expect, test } from 'vitest';
import { machineResponder } from './machine.ts';
import { dialogue } from './testing/dialogue.ts';
import { smallWorld } from './testing/small-world.ts';

test('the machine tells its ring current, lifetime and interlock', () => {
  const { ask } = dialogue(machineResponder(smallWorld().world));
  expect(ask('RING:CURR?\n')).toBe('200.000\n');
  expect(ask(':ring:lif?;:INT?\n')).toBe('10.0;OK\n');
});

test('the shutter reports the side it comes from until it has arrived', async () => {
  const { clock, world } = smallWorld({ shutter: { travelMs: 150 } });
  const { ask } = dialogue(machineResponder(world));
  expect(ask('SHUT CLOSED;SHUT?\n')).toBe('OPEN\n');
  await clock.advance(150);
  expect(ask('SHUT?\n')).toBe('CLOSED\n');
  ask('SHUT:STAT OPEN\n');
  await clock.advance(100);
  expect(ask('SHUT?\n')).toBe('CLOSED\n');
  await clock.advance(50);
  expect(ask('SHUTter:STATe?\n')).toBe('OPEN\n');
});

test('a word that is no side of the shutter is refused and changes nothing', () => {
  const { ask } = dialogue(machineResponder(smallWorld().world));
  expect(ask('SHUT AJAR\nSHUT?;:SYST:ERR?\n')).toBe(
    'OPEN;-224,"Illegal parameter value"\n',
  );
});
