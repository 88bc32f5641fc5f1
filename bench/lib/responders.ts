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

/** Instruments in a process of their own: the program that `startResponders` forks. */

const Wanted = z.array(
  z.object({ line: z.enum(['tcp', 'pty']), config: responderConfig }),
);

/** How fast their time runs, and the pattern of the requests that are told. */
const Options = z.object({ speed: z.number(), tells: z.string().nullable() });
/** Which instrument is to hear nothing; null = all hear. */
const Deaf = z.object({ deaf: z.number().nullable() });

const { speed, tells } = Options.parse(JSON.parse(process.argv[3] ?? '{}'));
const told = tells === null ? undefined : new RegExp(tells);
const clock = fasterClock(systemClock, speed);
const world = createWorld(
  worldConfig.parse({ signals: { i0: {} } }),
  1,
  systemClock,
);
const wanted = Wanted.parse(JSON.parse(process.argv[2] ?? '[]'));
const responders = wanted.map(({ config }) =>
  withFaults(createResponder(config, world, clock), systemClock),
);
const served = await Promise.all(
  responders.map((responder, index) =>
    wanted[index]?.line === 'tcp' ? serveTcp(responder) : servePty(responder),
  ),
);
// Whoever forked this is told when such a request comes in, on the clock that all processes of this machine share.
responders.forEach((responder, index) => {
  responder.onReceived((bytes) => {
    const at = process.hrtime.bigint();
    const text = Buffer.from(bytes).toString('latin1');
    if (told?.test(text)) process.send?.({ of: index, text, atNs: String(at) });
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
