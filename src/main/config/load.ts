import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BeamtimeError } from '../../contract/errors.ts';
import { closeNames } from '../device/registry.ts';
import type { Driver } from '../drivers/types.ts';
import { checkInstrument } from './instruments.ts';
import { asList, asRecord, isRecord } from './json-schema.ts';
import type { InstrumentContext } from './line.ts';
import { configError } from './render.ts';
import { beamlineSchema, defaultExperiment } from './schema.ts';
import { checkSimulator } from './simulated.ts';
import { parseSource } from './source.ts';
import { checkTogether, deviceNames } from './together.ts';
import type { Beamline, BeamlineInstrument, Mistake } from './types.ts';
import { listed } from './wording.ts';
import { mistakesOf } from './zod-mistakes.ts';

/**
 * Reads a beamline file and checks all of it.
 *
 * @throws BeamtimeError `config` with every mistake at once: `problems` has a sentence for each, and
 * `detail.mistakes` its line and column
 */
export function loadBeamline(
  file: string,
  drivers: readonly Driver[],
): Beamline {
  return parseBeamline(readText(file), file, drivers);
}

/** The same from a text; `file` is for the sentences. */
export function parseBeamline(
  text: string,
  file: string,
  drivers: readonly Driver[],
): Beamline {
  const source = parseSource(text);
  if (!source.isReadable) throw configError(file, source.mistakes);
  const { value } = source;
  if (!isRecord(value)) {
    throw configError(file, [
      source.place({
        path: [],
        at: 'value',
        message:
          'This file describes no beamline: it is empty, or no table of keys. Begin with name: and instruments:, or copy resources/beamlines/demo.yaml.',
      }),
    ]);
  }

  const parsed = beamlineSchema.safeParse(value);
  const context: InstrumentContext = {
    drivers,
    source,
    responders: respondersOf(value.simulator),
  };
  const instruments = asList(value.instruments).map((raw, index) =>
    checkInstrument(raw, index, context),
  );
  const mistakes = [
    ...(parsed.success
      ? []
      : mistakesOf(parsed.error, {
          schema: beamlineSchema,
          value,
          path: [],
          source,
        })),
    ...instruments.flatMap((instrument) => instrument.mistakes),
    ...checkTogether(instruments),
    ...(parsed.data?.simulator ? checkSimulator(parsed.data.simulator) : []),
    ...checkHeader(value, deviceNames(instruments)),
  ];
  if (!parsed.success || mistakes.length + source.mistakes.length > 0) {
    throw configError(file, [
      ...source.mistakes,
      ...mistakes.map((mistake) => source.place(mistake)),
    ]);
  }

  const good = instruments.flatMap(({ instrument }) => instrument ?? []);
  const { name, experiment, header, simulator } = parsed.data;
  return {
    name,
    file: path.resolve(file),
    experiment: {
      proposal: experiment.proposal ?? defaultExperiment.proposal,
      sample: experiment.sample ?? defaultExperiment.sample,
      dataset: experiment.dataset ?? defaultExperiment.dataset,
    },
    header,
    simulator,
    isSimulated: good.some(isOnSimulator),
    instruments: good,
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code =
      cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const why =
      {
        ENOENT: 'there is no such file',
        EACCES: 'reading it is not permitted',
        EISDIR: 'it is a folder',
      }[code] ?? String(cause);
    throw new BeamtimeError(
      'config',
      `The beamline file ${file} could not be read: ${why}.`,
      { detail: { file }, cause },
    );
  }
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
