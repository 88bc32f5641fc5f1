import path from 'node:path';
import { closeNames } from '../device/registry.ts';
import type { Driver } from '../drivers/types.ts';
import { activeParts, type Active, type Where } from './active.ts';
import { readBundle, type Bundle } from './bundle.ts';
import { readText, type ReadText } from './files.ts';
import { checkInstrument, type CheckedInstrument } from './instruments.ts';
import { asList, asRecord, isRecord } from './json-schema.ts';
import type { InstrumentContext } from './line.ts';
import { configError, placeInWords } from './render.ts';
import { beamlineSchema, defaultExperiment } from './schema.ts';
import { checkSimulator } from './simulated.ts';
import { checkTogether, deviceNames } from './together.ts';
import type {
  Beamline,
  BeamlineEntry,
  BeamlineInstrument,
  Mistake,
  Path,
  Place,
} from './types.ts';
import { withVariables, type Environment } from './variables.ts';
import { listed } from './wording.ts';
import { mistakesOf } from './zod-mistakes.ts';

/** Where texts and variables come from; tests and edits bring their own. */
export interface LoadOptions {
  /** Reads included files. */
  readonly read?: ReadText;
  /** Overrides variables. */
  readonly environment?: Environment;
}

/**
 * Reads a beamline file with all that it includes, and checks all of it.
 *
 * @throws BeamtimeError `config` with every mistake at once: `problems` has a sentence for each, and
 * `detail.mistakes` its file, line and column
 */
export function loadBeamline(
  file: string,
  drivers: readonly Driver[],
  options: LoadOptions = {},
): Beamline {
  const { read = readText } = options;
  return parseBeamline(read(file), file, drivers, options);
}

/** The same from a text; `file` is for the sentences, and includes count from its folder. */
export function parseBeamline(
  text: string,
  file: string,
  drivers: readonly Driver[],
  options: LoadOptions = {},
): Beamline {
  return examine(text, file, drivers, options).beamline;
}

/** A good file, and what it was made of. */
export interface Examined {
  readonly beamline: Beamline;
  readonly bundle: Bundle;
  /** Every entry under `instruments`, disabled or not. */
  readonly checked: readonly CheckedInstrument[];
}

/** Loads a text, for those who want to know where everything stands. @throws BeamtimeError `config` */
export function examine(
  text: string,
  file: string,
  drivers: readonly Driver[],
  { read = readText, environment = process.env }: LoadOptions = {},
): Examined {
  const bundle = readBundle(text, file, read);
  if (!bundle.isReadable) throw configError(file, bundle.mistakes);
  if (!isRecord(bundle.value)) {
    throw configError(file, [
      bundle.place({
        path: [],
        at: 'value',
        message:
          'This file describes no beamline: it is empty, or no table of keys. Begin with name: and instruments:, or copy resources/beamlines/demo.yaml.',
      }),
    ]);
  }
  const filled = withVariables(bundle.value, environment);
  const { value } = filled;

  const parsed = beamlineSchema.safeParse(value);
  const context: InstrumentContext = {
    drivers,
    source: bundle,
    responders: respondersOf(value.simulator),
  };
  const checked = asList(value.instruments).map((raw, index) =>
    checkInstrument(raw, index, context),
  );
  const where: Where = (at, which) =>
    placeInWords(bundle.place({ path: at, at: which, message: '' }));
  const mistakes = [
    ...filled.mistakes,
    ...(parsed.success
      ? []
      : mistakesOf(parsed.error, {
          schema: beamlineSchema,
          value,
          path: [],
          source: bundle,
        })),
    ...checked.flatMap((instrument) => instrument.mistakes),
    ...checkTogether(checked, where),
    ...(parsed.data?.simulator ? checkSimulator(parsed.data.simulator) : []),
    ...checkHeader(value, deviceNames(checked)),
  ];
  if (!parsed.success || mistakes.length + bundle.mistakes.length > 0) {
    throw configError(file, [
      ...bundle.mistakes,
      ...mistakes.map((mistake) => bundle.place(mistake)),
    ]);
  }

  const active = activeParts(checked, where);
  const { name, experiment, header, simulator } = parsed.data;
  const seen = {
    ringCurrent: active.shown(header.ringCurrent, ['header', 'ringCurrent']),
    shutter: active.shown(header.shutter, ['header', 'shutter']),
  };
  const beamline: Beamline = {
    name,
    file: path.resolve(file),
    files: bundle.parts.map((part) => path.resolve(part.file)),
    experiment: {
      proposal: experiment.proposal ?? defaultExperiment.proposal,
      sample: experiment.sample ?? defaultExperiment.sample,
      dataset: experiment.dataset ?? defaultExperiment.dataset,
    },
    header: seen,
    simulator,
    isSimulated: active.instruments.some(isOnSimulator),
    instruments: active.instruments,
    entries: entriesOf(checked, active, bundle),
    notices: active.notices.map((notice) => bundle.place(notice)),
  };
  return { beamline, bundle, checked };
}

function entriesOf(
  checked: readonly CheckedInstrument[],
  active: Active,
  bundle: Bundle,
): BeamlineEntry[] {
  const placeOf = (at: Path, which: Mistake['at']): Place => {
    const { file, line, column } = bundle.place({
      path: at,
      at: which,
      message: '',
    });
    return { file: path.resolve(file), line, column };
  };
  return checked.flatMap(({ instrument, path: at, devices, isDisabled }) =>
    instrument
      ? [
          {
            name: instrument.name,
            index: instrument.index,
            driver: instrument.driver.name,
            isDisabled,
            place: placeOf(at, 'value'),
            devices: devices.map((device) => ({
              name: device.name,
              isActive: active.isActive(device),
              place: placeOf(
                device.path,
                device.path.at(-1) === device.name ? 'key' : 'value',
              ),
            })),
          },
        ]
      : [],
  );
}

function respondersOf(simulator: unknown): InstrumentContext['responders'] {
  if (simulator === undefined || simulator === null) return null;
  const { responders } = asRecord(simulator);
  return new Map(
    Object.entries(asRecord(responders)).map(([name, responder]) => [
      name,
      asRecord(responder).protocol,
    ]),
  );
}

function checkHeader(
  value: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Mistake[] {
  return Object.entries(asRecord(value.header)).flatMap(([key, name]) => {
    if (typeof name !== 'string' || names.includes(name)) return [];
    const close = closeNames(name, names);
    return [
      {
        path: ['header', key],
        at: 'value' as const,
        message: `There is no device ${name}. ${
          close.length > 0
            ? `Did you mean ${listed(close)}?`
            : 'Add it under instruments, or remove this line.'
        }`,
      },
    ];
  });
}

function isOnSimulator({ line }: BeamlineInstrument): boolean {
  return line !== null && 'simulator' in line;
}
