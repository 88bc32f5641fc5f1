import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { tcpOpener } from '../io/tcp.ts';
import type { PortOpener } from '../io/types.ts';
import type { ResponderConfig, SimulatorConfig } from './config.ts';
import { withFaults, type FaultyResponder } from './faults.ts';
import { galilResponder } from './galil.ts';
import { gcs2Responder } from './gcs2.ts';
import { icepapResponder } from './icepap.ts';
import { keithley2400Responder } from './keithley-2400.ts';
import { keithleyResponder } from './keithley.ts';
import { lineDeviceResponder } from './line-device.ts';
import { lakeshoreResponder } from './lakeshore.ts';
import { machineResponder } from './machine.ts';
import { pm600Responder } from './pm600.ts';
import { smc100Responder } from './smc100.ts';
import { fasterClock } from './faster-clock.ts';
import { serveSerial } from './serve-serial.ts';
import { serveTcp, type Served } from './serve-tcp.ts';
import type { Responder } from './types.ts';
import { createWorld, type World } from './world.ts';

/** A simulated beamline that runs: instruments on real lines, and the world behind them. */
export interface Simulator {
  readonly world: World;
  /** @throws BeamtimeError `config` for a name that the configuration does not have */
  readonly opener: (name: string) => PortOpener;
  /** The instrument itself, to put faults on its line. */
  readonly responder: (name: string) => FaultyResponder;
  /** Ends every server and timer. */
  readonly close: () => Promise<void>;
}

interface Running {
  readonly responder: FaultyResponder;
  readonly served: Served;
  readonly opener: PortOpener;
}

/** Starts every instrument of the configuration; TCP ones on free ports of loopback, the others as serial lines. */
export async function startSimulator(
  config: SimulatorConfig,
  { clock }: { readonly clock: Clock },
): Promise<Simulator> {
  const time = config.speed === 1 ? clock : fasterClock(clock, config.speed);
  const world = createWorld(config.world, config.seed, time);
  const running = new Map<string, Running>();

  async function close(): Promise<void> {
    for (const { responder } of running.values()) responder.close();
    await Promise.all(
      [...running.values()].map(({ served }) => served.close()),
    );
  }

  function get(name: string): Running {
    const found = running.get(name);
    if (found) return found;
    throw new BeamtimeError(
      'config',
      `There is no simulated instrument ${name}; there are ${[...running.keys()].join(', ')}.`,
    );
  }

  try {
    for (const [name, responderConfig] of Object.entries(config.responders)) {
      const responder = withFaults(
        createResponder(responderConfig, world, time),
        clock,
      );
      running.set(name, await serve(name, responderConfig, responder));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    world,
    opener: (name) => get(name).opener,
    responder: (name) => get(name).responder,
    close,
  };
}

/** An instrument by its configuration, on no line yet. */
export function createResponder(
  config: ResponderConfig,
  world: World,
  clock: Clock,
): Responder {
  switch (config.protocol) {
    case 'icepap':
      return icepapResponder(config, world, clock);
    case 'pm600':
      return pm600Responder(config, world, clock);
    case 'smc100':
      return smc100Responder(config, world, clock);
    case 'gcs2':
      return gcs2Responder(config, world, clock);
    case 'galil':
      return galilResponder(config, world, clock);
    case 'keithley':
      return keithleyResponder(config, world, clock);
    case 'lakeshore':
      return lakeshoreResponder(config, clock);
    case 'keithley-2400':
      return keithley2400Responder(config, clock);
    case 'machine':
      return machineResponder(world);
    case 'line-device':
      return lineDeviceResponder(config, clock);
  }
}

function isSerial(config: ResponderConfig): boolean {
  if ('line' in config) return config.line === 'serial';
  return config.protocol === 'pm600' || config.protocol === 'smc100';
}

async function serve(
  name: string,
  config: ResponderConfig,
  responder: FaultyResponder,
): Promise<Running> {
  if (isSerial(config)) {
    const served = serveSerial(responder, name);
    responder.onDrop(served.drop);
    return { responder, served, opener: served.opener };
  }
  const served = await serveTcp(responder);
  responder.onDrop(served.drop);
  const opener = tcpOpener(served.host, served.port);
  return {
    responder,
    served,
    opener: { ...opener, address: `${name} (simulated, ${served.address})` },
  };
}
