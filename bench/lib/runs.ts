import { systemClock } from '../../src/main/base/clock.ts';
import { openDatabase } from '../../src/main/data/database.ts';
import { Journal } from '../../src/main/data/journal.ts';
import { RunStore } from '../../src/main/data/run-store.ts';
import type { RunFacts } from '../../src/main/engine/engine.ts';
import type { RunOutput } from '../../src/main/engine/events.ts';
import { median } from './table.ts';

const experiment = { proposal: 'bench', sample: 'nothing', dataset: 'first' };

/** Facts of a run, as the station gives them. */
export function facts(number: number, file: string): RunFacts {
  return {
    ...experiment,
    number,
    file,
    who: 'bench',
    beamline: 'bench',
    isSimulated: true,
  };
}

/** An output that is the journal and nothing else. */
export function journalOnly(folder: string): RunOutput {
  let journal: Journal | undefined;
  return {
    begin(header) {
      journal = Journal.create(
        `${folder}/${header.number}.journal`,
        header,
        'bench',
      );
      return Promise.resolve();
    },
    point({ index, values }) {
      journal?.point(index, values);
      return undefined;
    },
    end(footer) {
      journal?.footer(footer);
      journal?.close();
      return Promise.resolve();
    },
  };
}

/** The station's own output: journal, memory, NeXus file in its worker. */
export function openStore(folder: string) {
  const database = openDatabase(`${folder}/state`);
  const store = new RunStore({
    database,
    stateFolder: `${folder}/state`,
    dataFolder: `${folder}/data`,
    clock: systemClock,
    version: 'bench',
    onWarning: ({ text }) => {
      process.stderr.write(`${text}\n`);
    },
  });
  return {
    store,
    reserve: () => store.reserve(experiment),
    close: async () => {
      await store.close();
      database.close();
    },
  };
}

/** Notes when each point came, on its way to an output. */
export function stamping(output: RunOutput) {
  const stamps: number[] = [];
  const stamped: RunOutput = {
    begin: (header) => output.begin(header),
    point(point) {
      const held = output.point(point);
      stamps.push(performance.now());
      return held;
    },
    end: (footer) => output.end(footer),
  };
  return {
    output: stamped,
    /** ms between one point and the next; the median leaves out the moments at which the machine did something else. */
    msPerPoint: () =>
      median(stamps.slice(1).map((at, i) => at - (stamps[i] ?? NaN))),
  };
}
