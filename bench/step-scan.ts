import { systemClock } from '../src/main/base/clock.ts';
import { createDevices } from '../src/main/device/registry.ts';
import { icepap } from '../src/main/drivers/icepap.ts';
import { pm600 } from '../src/main/drivers/pm600.ts';
import { scpi } from '../src/main/drivers/scpi.ts';
import { startInstrument } from '../src/main/drivers/testing/bench.ts';
import type { Instrument } from '../src/main/drivers/types.ts';
import { Engine } from '../src/main/engine/engine.ts';
import type { PortOpener } from '../src/main/io/types.ts';
import { buildScan, parseScan } from '../src/main/scan/index.ts';
import { untilIdle } from './lib/instruments.ts';
import { withFolder } from './lib/folder.ts';
import { bareRoundTrips } from './lib/round-trip.ts';
import { facts, journalOnly, stamping } from './lib/runs.ts';
import { startResponders, type Wanted } from './lib/start-responders.ts';
import { inMicroseconds, tableOf, type Row } from './lib/table.ts';

const POINTS = 2000;
const ROUNDS = 6;

/** So fast that a motion is over before the next request comes. */
const INSTANT = { velocity: 1e6, acceleration: 1e12, stepsPerUnit: 1 };
const motor = { ...INSTANT, lag: 0, settlingMs: 0 };

interface Beamline {
  readonly title: string;
  readonly line: Wanted['line'];
  readonly motor: Wanted['config'];
  /** What has to be said to the motor at a point: go there, are you there, where are you. */
  readonly requests: (position: number) => readonly string[];
  create(
    devices: ReturnType<typeof createDevices>,
    line: PortOpener,
  ): Instrument;
}

const beamlines: readonly Beamline[] = [
  {
    title: 'TCP (IcePAP, ring current)',
    line: 'tcp',
    motor: { protocol: 'icepap', axes: { 1: motor } },
    requests: (position) => [
      `#MOVE 1 ${position}\r`,
      '?FSTATUS 1\r',
      '?FPOS 1\r',
    ],
    create: (devices, line) =>
      startInstrument(
        icepap,
        { axes: { samx: { address: 1, ...INSTANT } } },
        devices,
        line,
      ),
  },
  {
    title: 'pty (PM600, ring current)',
    line: 'pty',
    motor: { protocol: 'pm600', axes: { 1: motor }, echo: false },
    requests: (position) => [`1MA${position}\r`, '1OS\r', '1OA\r'],
    create: (devices, line) =>
      startInstrument(
        pm600,
        { axes: { samx: { address: 1, ...INSTANT } } },
        devices,
        line,
      ),
  },
];

/** A step scan over real lines beside bare round trips to the same instruments, one after the other. */
export async function measureStepScans(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const beamline of beamlines) rows.push(await measure(beamline));
  return rows;
}

async function measure(beamline: Beamline): Promise<Row> {
  const { line } = beamline;
  const far = await startResponders([
    { line, config: beamline.motor },
    { line, config: { protocol: 'machine' } },
  ]);
  const [motorLine, machineLine] = far.openers;
  if (!motorLine || !machineLine) throw new Error('There are no lines.');
  try {
    const ours: number[] = [];
    const bare: number[] = [];
    // Scans and bare round trips alternate: what disturbs one disturbs the other.
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await roundTrips(beamline, motorLine, machineLine));
      ours.push(await scanOnce(beamline, motorLine, machineLine));
    }
    // What else the machine does can only make a round slower.
    const mine = Math.min(...ours);
    const reference = Math.min(...bare);
    return {
      what: `point of a step scan, ${beamline.title}`,
      ours: inMicroseconds(mine),
      reference: `${inMicroseconds(reference)} the bare round trips`,
      ratio: mine / reference,
      goal: 'at most 1.25',
      holds: mine / reference <= 1.25,
    };
  } finally {
    await far.close();
  }
}

/** ms of what has to go over the lines for one point, with nothing around it. */
async function roundTrips(
  { requests }: Beamline,
  motorLine: PortOpener,
  machineLine: PortOpener,
): Promise<number> {
  const motors = await motorLine.open();
  const machine = await machineLine.open();
  try {
    return await bareRoundTrips(
      (index) => [
        ...requests(index).map((text) => ({ port: motors, text })),
        { port: machine, text: 'RING:CURR?\n' },
      ],
      POINTS,
    );
  } finally {
    motors.close();
    machine.close();
  }
}

/** ms per point of a scan over the same lines. */
async function scanOnce(
  beamline: Beamline,
  motorLine: PortOpener,
  machineLine: PortOpener,
): Promise<number> {
  const devices = createDevices();
  const ring = { query: 'RING:CURR?', unit: 'mA', poll: 3600 };
  const instruments = [
    beamline.create(devices, motorLine),
    startInstrument(scpi, { parameters: { ring } }, devices, machineLine),
  ];
  try {
    await untilIdle(devices);
    return await withFolder(async (folder) => {
      const { output, msPerPoint } = stamping(journalOnly(folder));
      const engine = new Engine({ devices, clock: systemClock, output });
      const line = `ascan samx 0 ${POINTS - 1} ${POINTS - 1} 0 detectors=ring`;
      const scan = buildScan(parseScan({ line }), devices);
      const footer = await engine.start(scan, facts(1, `${folder}/1.h5`));
      if (footer.points !== POINTS)
        throw new Error(footer.message ?? 'The run ended early.');
      return msPerPoint();
    });
  } finally {
    await Promise.all(instruments.map((one) => one.close()));
  }
}

if (import.meta.main) console.log(tableOf(await measureStepScans()));
