import type { ClientInfo } from '../../contract/control.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import { type BeamtimeContract, contract } from '../../contract/index.ts';
import type { Snapshot } from '../../contract/station.ts';
import { memoryPorts } from '../../rpc/ports/memory.ts';
import { createServer } from '../../rpc/server.ts';
import type { EventName, Handlers, PayloadOf, Port } from '../../rpc/types.ts';
import { snapshot } from './fake-data.ts';

/** What the fake station knows of who calls. */
export interface FakePeer {
  client: ClientInfo | null;
}

/** Calls by which the page only follows the station. */
const following = [
  'station.hello',
  'station.snapshot',
  'runs.get',
  'runs.data',
  'positions.list',
];

type FakeHandlers = Handlers<BeamtimeContract, FakePeer>;

/** A call as it came in. */
export interface RecordedCall {
  readonly name: string;
  readonly input: unknown;
}

export interface FakeStation {
  /** Every call but hello and snapshot, in order. */
  readonly calls: readonly RecordedCall[];
  /** What the next snapshot says. */
  state: Snapshot;
  emit<K extends EventName<BeamtimeContract>>(
    name: K,
    payload: PayloadOf<BeamtimeContract, K>,
  ): void;
  /** A port of a new peer. */
  connect(): Promise<Port>;
  /** Cuts every peer off. */
  cut(): void;
}

export interface FakeStationOptions {
  readonly state?: Partial<Snapshot>;
  /** Calls that answer otherwise; the rest answers with what does nothing. */
  readonly handlers?: Partial<FakeHandlers>;
}

/** A station without hardware or rules for tests of the page: it gives control to who comes, and records the calls. */
export function fakeStation(options: FakeStationOptions = {}): FakeStation {
  const calls: RecordedCall[] = [];
  const ports = new Set<Port>();
  let state = snapshot(options.state);
  const now = (): Snapshot => ({ ...state, revision: server.revision });
  const handlers = { ...quiet(now, hello), ...options.handlers };
  const server = createServer<BeamtimeContract, FakePeer>(contract, handlers);

  function hello(client: ClientInfo, peer: FakePeer): void {
    peer.client = client;
    const { control } = state;
    const entry = {
      ...client,
      host: 'localhost',
      connectedAt: state.station.startedAt,
    };
    state = {
      ...state,
      control: {
        ...control,
        holder: control.holder ?? client.session,
        clients: [
          ...control.clients.filter(
            ({ session }) => session !== client.session,
          ),
          entry,
        ],
      },
    };
  }

  return {
    calls,
    get state() {
      return state;
    },
    set state(next) {
      state = next;
    },
    emit: (name, payload) => {
      server.emit(name, payload);
    },
    connect: () => {
      const [page, station] = memoryPorts();
      ports.add(page);
      server.accept(station, { client: null });
      return Promise.resolve(recording(page, calls));
    },
    cut: () => {
      for (const port of ports) {
        port.close();
      }
      ports.clear();
    },
  };
}

function recording(port: Port, calls: RecordedCall[]): Port {
  return {
    post: (message) => {
      if (isCall(message) && !following.includes(message.name)) {
        calls.push({ name: message.name, input: message.input });
      }
      port.post(message);
    },
    listen: (listener) => port.listen(listener),
    onClosed: (listener) => port.onClosed(listener),
    close: () => port.close(),
    bufferedBytes: () => port.bufferedBytes(),
  };
}

function isCall(
  message: unknown,
): message is { name: string; input?: unknown } {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'call' &&
    'name' in message &&
    typeof message.name === 'string'
  );
}

function quiet(
  now: () => Snapshot,
  hello: (client: ClientInfo, peer: FakePeer) => void,
): FakeHandlers {
  const nothing = (): void => undefined;
  const refuse = (): never => {
    throw new BeamtimeError(
      'unsupported',
      'This station is a fake and cannot do that.',
    );
  };
  return {
    'station.hello': (client, { peer }) => {
      hello(client, peer);
      return now();
    },
    'station.snapshot': now,
    'experiment.set': ({ proposal, sample, dataset }) => {
      const { experiment } = now();
      return {
        proposal: proposal ?? experiment.proposal,
        sample: sample ?? experiment.sample,
        dataset: dataset ?? experiment.dataset,
      };
    },
    'devices.list': () => now().devices,
    'devices.move': ({ target }) => Number.parseFloat(String(target)),
    'devices.jog': ({ by }) => by,
    'devices.set': nothing,
    'devices.toUnit': ({ value }) => Number.parseFloat(String(value)),
    'devices.read': ({ name }) =>
      now().devices.find((device) => device.name === name) ?? refuse(),
    'devices.setLimits': nothing,
    'devices.lock': nothing,
    'devices.unlock': nothing,
    'devices.stop': nothing,
    'devices.stopAll': () => now().stop,
    'devices.resetStop': nothing,
    'devices.traffic': () => [],
    'beamline.get': refuse,
    'beamline.drivers': () => [],
    'beamline.plan': refuse,
    'beamline.test': refuse,
    'beamline.apply': refuse,
    'beamline.reload': refuse,
    'positions.list': () => [],
    'positions.save': refuse,
    'positions.remove': nothing,
    'positions.compare': () => [],
    'positions.restore': nothing,
    'devices.watch': refuse,
    'lines.list': () => [],
    'lines.watch': () => ({ lines: [], traffic: null }),
    'lines.unwatch': nothing,
    'lines.send': refuse,
    'devices.unwatch': nothing,
    'devices.readParameter': refuse,
    'devices.setParameter': nothing,
    'devices.setParameterLimits': nothing,
    'devices.lockParameter': nothing,
    'devices.unlockParameter': nothing,
    'devices.stash': nothing,
    'devices.restore': nothing,
    'devices.call': nothing,
    'devices.redefine': refuse,
    'scans.types': () => [],
    'scans.check': refuse,
    'runs.start': () => ({ run: 1 }),
    'runs.pause': nothing,
    'runs.resume': nothing,
    'runs.skip': nothing,
    'runs.abort': nothing,
    'runs.list': () => [],
    'runs.get': ({ run }) =>
      [now().run, ...now().history].find((one) => one?.number === run) ??
      refuse(),
    'runs.data': ({ run, from }) => ({
      run,
      first: from,
      count: 0,
      columns: [],
    }),
    'runs.peak': () => ({
      max: null,
      min: null,
      centre: null,
      centreOfMass: null,
      fwhm: null,
    }),
    'queue.get': () => now().queue,
    'queue.add': () => ({ id: 1 }),
    'queue.edit': nothing,
    'queue.duplicate': () => ({ id: 2 }),
    'queue.move': nothing,
    'queue.remove': nothing,
    'queue.clear': nothing,
    'queue.start': nothing,
    'queue.hold': nothing,
    'control.get': () => now().control,
    'control.request': nothing,
    'control.take': nothing,
    'control.release': nothing,
    'control.give': nothing,
    'log.list': () => [],
    'log.note': nothing,
    'host.saveText': refuse,
    'host.openText': refuse,
  };
}
