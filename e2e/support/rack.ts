import { systemClock } from '../../src/main/base/clock.ts';
import { responderConfig } from '../../src/main/simulator/config.ts';
import { withFaults } from '../../src/main/simulator/faults.ts';
import { createResponder } from '../../src/main/simulator/index.ts';
import { serveTcp, type Served } from '../../src/main/simulator/serve-tcp.ts';
import { worldConfig } from '../../src/main/simulator/world-config.ts';
import { createWorld } from '../../src/main/simulator/world.ts';

const config = responderConfig.parse({
  protocol: 'icepap',
  axes: { 1: { stepsPerUnit: 2000, start: 0, switches: [-20, 20] } },
});

/** An IcePAP rack with one axis on a socket whose cable a test can pull; the rack itself stays on. */
export class Rack {
  /** Of the instrument, for the beamline file: its axis is `slide`, mm. */
  get entry(): string {
    return `  - driver: icepap
    line: { tcp: '127.0.0.1:${this.#port}' }
    axes:
      slide:
        { address: 1, unit: mm, stepsPerUnit: 2000, limits: [-10, 10], velocity: 0.5, acceleration: 20, group: Slide }
`;
  }

  readonly #responder = withFaults(
    createResponder(
      config,
      createWorld(worldConfig.parse({ signals: { i0: {} } }), 1, systemClock),
      systemClock,
    ),
    systemClock,
  );
  #served: Served | undefined;
  #port = 0;

  /** Plugs it in, at first at a free port, later at the same one again. */
  async plugIn(): Promise<void> {
    const served = await serveTcp(this.#responder, { port: this.#port });
    this.#served = served;
    this.#port = served.port;
  }

  /** Pulls the cable; whoever tries to connect is refused. */
  async pull(): Promise<void> {
    const served = this.#served;
    this.#served = undefined;
    await served?.close();
  }

  /** The rack hears nothing any more, though its cable is in; or it does again. */
  set isDeaf(isDeaf: boolean) {
    this.#responder.faults.isDeaf = isDeaf;
  }
}
