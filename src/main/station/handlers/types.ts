import type { BeamtimeContract } from '../../../contract/index.ts';
import type { Handlers, MethodName } from '../../../rpc/types.ts';
import type { Peer } from '../peer.ts';

/** One handler per call of the contract. Each file of this folder gives those of one area. */
export type StationHandlers = Handlers<BeamtimeContract, Peer>;

/** What a client may do without being in control: to look, to check, and to stop. */
const freeCalls: readonly MethodName<BeamtimeContract>[] = [
  'station.hello',
  'station.snapshot',
  'beamline.get',
  'beamline.drivers',
  'beamline.plan',
  'devices.list',
  'devices.read',
  'devices.toUnit',
  'devices.traffic',
  'devices.watch',
  'devices.unwatch',
  'devices.readParameter',
  'lines.list',
  'lines.watch',
  'lines.unwatch',
  'devices.stop',
  'devices.stopAll',
  'positions.list',
  'positions.compare',
  'scans.types',
  'scans.check',
  'runs.list',
  'runs.get',
  'runs.data',
  'runs.peak',
  'queue.get',
  'control.get',
  'control.request',
  'control.take',
  'control.release',
  'control.give',
  'log.list',
  'log.note',
  'host.saveText',
  'host.openText',
];

/** Whether only the client in control may make this call. */
export function needsControl(name: string): boolean {
  return !freeCalls.some((free) => free === name);
}
