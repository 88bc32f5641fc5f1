import { z } from 'zod';
import { systemClock } from '../../src/main/base/clock.ts';
import { responderConfig } from '../../src/main/simulator/config.ts';
import { withFaults } from '../../src/main/simulator/faults.ts';
import { createResponder } from '../../src/main/simulator/index.ts';
import { fasterClock } from '../../src/main/simulator/faster-clock.ts';
import { servePty } from '../../src/main/simulator/serve-pty.ts';
import { serveTcp } from '../../src/main/simulator/serve-tcp.ts';
import { worldConfig } from '../../src/main/simulator/world-config.ts';
import { createWorld } from '../../src/main/simulator/world.ts';

/** Instruments in a process of their own: the program that `startResponders` forks. Their time runs so fast that a motion is over at once. */

const Wanted = z.array(
  z.object({ line: z.enum(['tcp', 'pty']), config: responderConfig }),
);

/** Which instrument is to hear nothing; null = all hear. */
const Deaf = z.object({ deaf: z.number().nullable() });
/** The stops of an IcePAP and of a PM600. */
const STOPS = /#STOP|\u001b/; // eslint-disable-line no-control-regex -- the PM600's halt character

const clock = fasterClock(systemClock, 100_000);
const world = createWorld(worldConfig.parse({}), 1, systemClock);
const wanted = Wanted.parse(JSON.parse(process.argv[2] ?? '[]'));
const responders = wanted.map(({ config }) =>
  withFaults(createResponder(config, world, clock), systemClock),
);
const served = await Promise.all(
  responders.map((responder, index) =>
    wanted[index]?.line === 'tcp' ? serveTcp(responder) : servePty(responder),
  ),
);
// Whoever forked this is told when a stop comes in, on the clock that all processes of this machine share.
responders.forEach((responder, index) => {
  responder.onReceived((bytes) => {
    const at = process.hrtime.bigint();
    if (STOPS.test(Buffer.from(bytes).toString('latin1'))) {
      process.send?.({ stopOf: index, atNs: String(at) });
    }
  });
});
process.on('message', (message) => {
  const { deaf } = Deaf.parse(message);
  responders.forEach(({ faults }, index) => {
    faults.isDeaf = index === deaf;
  });
});
process.once('disconnect', () => {
  void Promise.all(served.map((one) => one.close())).then(() =>
    process.exit(0),
  );
});
process.send?.(served.map(({ address }) => address));
