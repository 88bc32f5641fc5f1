import type { createDevices } from '../../src/main/device/registry.ts';
import { galil } from '../../src/main/drivers/galil.ts';
import { gcs2 } from '../../src/main/drivers/gcs2.ts';
import { icepap } from '../../src/main/drivers/icepap.ts';
import { keithley } from '../../src/main/drivers/keithley.ts';
import { lakeshore } from '../../src/main/drivers/lakeshore.ts';
import { lineDevice } from '../../src/main/drivers/line-device.ts';
import { pm600 } from '../../src/main/drivers/pm600.ts';
import { smc100 } from '../../src/main/drivers/smc100.ts';
import { startInstrument } from '../../src/main/drivers/testing/bench.ts';
import {
  ovenConfig,
  ovenResponder,
} from '../../src/main/drivers/testing/oven.ts';
import type { Instrument } from '../../src/main/drivers/types.ts';
import type { PortOpener } from '../../src/main/io/types.ts';
import type { Request } from './round-trip.ts';
import type { Wanted } from './start-responders.ts';

/** A request without its port. */
export type Said = Pick<Request, 'text' | 'end' | 'ends'>;

/** A driver over a line, and what a reading and a move need on that line. */
export interface Subject extends Wanted {
  readonly title: string;
  /** The device that is measured. */
  readonly device: string;
  readonly words: { readonly read: string; readonly act: string };
  /** What is moved or set to, the so-manieth time; neighbours differ. */
  readonly value: (index: number) => number;
  /** Requests, in as few as the protocol allows. */
  readonly needs: {
    readonly read: (value: number) => readonly Said[];
    readonly act: (value: number) => readonly Said[];
  };
  /** Rest before each request that the protocol imposes, ms. */
  readonly restMs: number;
  start(
    devices: ReturnType<typeof createDevices>,
    line: PortOpener,
  ): Instrument;
}

type Bare = Omit<Subject, 'line' | 'title' | 'restMs'> & {
  readonly driver: string;
  readonly restMs?: number;
  readonly lines: readonly Wanted['line'][];
};

const pace = { velocity: 1e3, acceleration: 1e6 };
const steps = { stepsPerUnit: 100 };
/** So fast that a motion is over before the next request comes. */
const motor = { ...pace, ...steps, lag: 0, settlingMs: 0 };

const ofAxis = {
  device: 'samx',
  words: { read: 'position', act: 'shortest move' },
  value: (index: number) => (index % 2) / 100,
};
const ofMeter = { read: 'reading', act: 'exposure set' };
const ofSetpoint = { read: 'reading', act: 'setpoint' };

const inSteps = (value: number) => Math.round(value * steps.stepsPerUnit);
const lf = (text: string, ends = 1): Said => ({ text, ends });
const prompts = (text: string, ends = 1): Said => ({ text, ends, end: ':' });

const all: readonly Bare[] = [
  {
    driver: 'IcePAP',
    lines: ['tcp'],
    config: { protocol: 'icepap', axes: { 1: motor } },
    ...ofAxis,
    needs: {
      read: () => [lf('?FPOS 1\r')],
      act: (value) => [
        lf(`#MOVE 1 ${inSteps(value)}\r`),
        lf('?FSTATUS 1;?FPOS 1\r', 2),
      ],
    },
    start: (devices, line) =>
      startInstrument(
        icepap,
        { axes: { samx: { address: 1, ...pace, ...steps } } },
        devices,
        line,
      ),
  },
  {
    driver: 'PM600',
    lines: ['pty'],
    config: { protocol: 'pm600', axes: { 1: motor }, echo: false },
    ...ofAxis,
    needs: {
      read: () => [lf('1OA\r')],
      act: (value) => [lf(`1MA${inSteps(value)}\r`), lf('1OS\r'), lf('1OA\r')],
    },
    start: (devices, line) =>
      startInstrument(
        pm600,
        { axes: { samx: { address: 1, ...pace, ...steps } } },
        devices,
        line,
      ),
  },
  {
    driver: 'SMC100',
    lines: ['pty'],
    config: { protocol: 'smc100', axes: { 1: { ...motor, state: 'ready' } } },
    ...ofAxis,
    restMs: 10,
    needs: {
      read: () => [lf('1TP\r\n')],
      act: (value) => [
        lf(`1PA${value}\r\n`, 0),
        lf('1TE\r\n'),
        lf('1TS\r\n'),
        lf('1TP\r\n'),
      ],
    },
    start: (devices, line) =>
      startInstrument(
        smc100,
        { axes: { samx: { address: 1, ...pace } } },
        devices,
        line,
      ),
  },
  {
    driver: 'PI GCS 2',
    lines: ['tcp', 'pty'],
    config: { protocol: 'gcs2', axes: { 1: { ...motor, isReferenced: true } } },
    ...ofAxis,
    needs: {
      read: () => [lf('POS? 1\n')],
      act: (value) => [
        lf(`ERR?\nMOV 1 ${value}\nERR?\n`, 2),
        lf('\u0005'),
        lf('POS? 1\nONT? 1\nSVO? 1\nFRF? 1\nSRG? 1 1\nERR?\n', 6),
      ],
    },
    start: (devices, line) =>
      startInstrument(
        gcs2,
        { axes: { samx: { address: '1', ...pace } } },
        devices,
        line,
      ),
  },
  {
    driver: 'Galil',
    lines: ['tcp', 'pty'],
    config: { protocol: 'galil', axes: { A: { ...motor, isOn: true } } },
    ...ofAxis,
    needs: {
      read: () => [prompts('RPA\r')],
      act: (value) => [
        prompts(`PA ${inSteps(value)}\r`),
        prompts('BGA\r'),
        prompts('TSA;SCA;RPA\r', 3),
      ],
    },
    start: (devices, line) =>
      startInstrument(
        galil,
        { axes: { samx: { address: 'A', ...pace, ...steps } } },
        devices,
        line,
      ),
  },
  {
    driver: 'Keithley',
    lines: ['tcp', 'pty'],
    config: { protocol: 'keithley', signal: 'i0' },
    device: 'i0',
    words: ofMeter,
    value: (index) => 0.0002 * (1 + (index % 2)),
    needs: {
      read: () => [lf('READ?\n')],
      act: (value) => [
        lf(`*CLS;:CURR:NPLC ${value * 50}\n`, 0),
        lf('SYST:ERR?\n'),
      ],
    },
    start: (devices, line) =>
      startInstrument(keithley, { counter: 'i0' }, devices, line),
  },
  {
    driver: 'Lake Shore',
    lines: ['tcp', 'pty'],
    config: {
      protocol: 'lakeshore',
      inputs: { A: {} },
      outputs: { 1: { input: 'A' } },
    },
    device: 'tset',
    words: ofSetpoint,
    value: (index) => 100 + (index % 2),
    restMs: 50,
    needs: {
      read: () => [
        lf('SETP? 1;RAMPST? 1;RANGE? 1;HTR? 1;HTRST? 1;KRDG? A;RDGST? A\r\n'),
      ],
      act: (value) => [lf(`SETP 1,${value};SETP? 1;RAMPST? 1\r\n`)],
    },
    start: (devices, line) =>
      startInstrument(
        lakeshore,
        { loops: { tset: { output: 1, wait: false } }, poll: 3600 },
        devices,
        line,
      ),
  },
  {
    driver: 'line-device',
    lines: ['tcp', 'pty'],
    config: ovenResponder,
    device: 'setpoint',
    words: ofSetpoint,
    value: (index) => 100 + (index % 2),
    needs: {
      read: () => [{ text: 'STATUS\r', end: '>' }],
      act: (value) => [
        { text: `SP ${value}\r`, end: '>' },
        { text: 'STATUS\r', end: '>' },
      ],
    },
    start: (devices, line) =>
      startInstrument(lineDevice, ovenConfig, devices, line),
  },
];

/** Every driver with hardware of its own, over each line that it has. */
export const subjects: readonly Subject[] = all.flatMap(
  ({ driver, lines, restMs = 0, ...rest }) =>
    lines.map((line) => ({
      ...rest,
      line,
      restMs,
      title: `${driver}, ${line === 'tcp' ? 'TCP' : 'pty'}`,
    })),
);
