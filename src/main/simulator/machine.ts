import { illegalValue, missingParameter } from './scpi-errors.ts';
import { scpiResponder } from './scpi.ts';
import type { Responder } from './types.ts';
import type { World } from './world.ts';

/**
 * The machine as a small SCPI instrument: ring current (mA), lifetime (h), beam shutter, interlock.
 * The shutter reports the side it comes from until it has arrived.
 */
export function machineResponder(world: World): Responder {
  return scpiResponder({
    terminator: '\n',
    clear: () => undefined,
    commands: {
      '*IDN?': () => 'BEAMTIME,SIMULATED MACHINE,1,1.0',
      '*OPC?': () => '1',
      '*RST': () => undefined,
      'RING:CURRent?': () => world.ring.current().toFixed(3),
      'RING:LIFetime?': () => world.ring.lifetimeHours.toFixed(1),
      'SHUTter[:STATe]?': () => (world.shutter.isOpen() ? 'OPEN' : 'CLOSED'),
      'SHUTter[:STATe]': ([word]) => {
        if (word === undefined) throw missingParameter();
        if (!/^(OPEN|CLOSED?)$/i.test(word)) throw illegalValue();
        world.shutter.set(word.toUpperCase() === 'OPEN');
      },
      'INTerlock?': () => 'OK',
    },
  });
}
