import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RecorderState, Run } from '../../contract/runs.ts';
import type { RunFooter } from '../engine/events.ts';
import { diskError } from './disk-error.ts';
import {
  journalFile,
  journalFolder,
  journalNumber,
  withExtension,
} from './file-name.ts';
import { isoTime } from '../base/iso-time.ts';
import { summariseJournal } from './journal-reader.ts';
import type { JournalSummary } from './journal-reader.ts';
import { Journal } from './journal.ts';
import type { RecorderThread } from './recorder-thread.ts';
import { runEnded } from './run-record.ts';
import type { DataWarning, RunFormat } from './store-options.ts';
import type { RunTable } from './run-table.ts';

export interface RecoveryOptions {
  readonly stateFolder: string;
  readonly runs: RunTable;
  /** The run that is being recorded now, which needs no help. */
  readonly active: number | undefined;
  readonly formats: readonly RunFormat[];
  readonly thread: RecorderThread;
  readonly version: string;
  readonly timeoutMs: number;
  readonly onWarning: (warning: DataWarning) => void;
}

/**
 * Goes through the journals that are not settled: one without a footer gets one, files that are not complete are
 * made from it, and the history learns of runs it does not know (after the database was lost).
 *
 * @returns the runs in which something was put right, oldest first
 */
export async function recoverRuns(options: RecoveryOptions): Promise<Run[]> {
  const recovered: Run[] = [];
  for (const { number, file } of journals(options.stateFolder)) {
    if (number === options.active || options.runs.isSettled(number)) continue;
    try {
      const run = await recoverRun(number, file, options);
      if (run) recovered.push(run);
    } catch (error) {
      const { code, message } = diskError(
        error,
        `The end of run ${String(number)}`,
      );
      const text = `${message} It is tried again at the next start.`;
      options.onWarning({ code, text, run: number });
    }
  }
  return [...recovered, ...endTheRest(options)];
}

async function recoverRun(
  number: number,
  file: string,
  options: RecoveryOptions,
): Promise<Run | undefined> {
  const summary = await summariseJournal(file);
  if (!summary) {
    // Not even the first line was finished, so nothing had moved; kept under a name that is not looked at again.
    renameSync(file, `${file}.empty`);
    return undefined;
  }
  const journal = Journal.reopen(file, summary.bytes);
  try {
    const footer = summary.footer ?? newFooter(file, summary, options.runs);
    if (!summary.footer) {
      journal.footer(footer);
      await journal.force();
    }
    const { states, dataFile, hasWorked } = await completeFiles(
      journal,
      summary,
      footer,
      options,
    );
    const run = runEnded(summary.header, footer, states, dataFile);
    options.runs.put(run);
    if (states.every(({ error }) => error === null))
      options.runs.setComplete(number);
    return !summary.footer || hasWorked ? run : undefined;
  } finally {
    journal.close();
  }
}

async function completeFiles(
  journal: Journal,
  summary: JournalSummary,
  footer: RunFooter,
  options: RecoveryOptions,
) {
  const { header, created, complete, points } = summary;
  const states: RecorderState[] = [];
  const files: string[] = [];
  let hasWorked = false;
  // A run that died before its files were created still gets them.
  const wanted =
    created.length > 0
      ? created
      : options.formats.map(({ recorder, extension }) => {
          return { recorder, file: withExtension(header.file, extension) };
        });
  for (const { recorder: name, file } of wanted) {
    const done = complete.find(({ recorder }) => recorder === name);
    try {
      files.push(
        done?.file ??
          (await rebuild(journal, summary, footer, { name, file }, options)),
      );
      hasWorked ||= !done;
      states.push({ name, written: points, error: null });
    } catch (error) {
      const reason = diskError(error, `The data file ${file}`);
      const text =
        `Run ${String(header.number)}: ${reason.message} Every point is in the journal ${journal.file}; ` +
        'completing the file is tried again at the next start.';
      options.onWarning({ code: reason.code, text, run: header.number });
      files.push(file);
      states.push({ name, written: 0, error: reason.message });
    }
  }
  return { states, dataFile: files[0] ?? header.file, hasWorked };
}

async function rebuild(
  journal: Journal,
  { header, id, created }: JournalSummary,
  footer: RunFooter,
  { name, file }: { readonly name: string; readonly file: string },
  { thread, version, timeoutMs }: RecoveryOptions,
): Promise<string> {
  const job = { header, id, file, version };
  const rebuilt = await thread.ask(
    {
      call: 'rebuild',
      rebuild: { recorder: name, journal: journal.file, job, footer, created },
    },
    timeoutMs,
    `the file of run ${String(header.number)} to be completed`,
  );
  journal.complete({ recorder: name, file: rebuilt ?? file });
  return rebuilt ?? file;
}

/** The end of a run whose journal has none: as the history knows it, else cut short. */
function newFooter(
  file: string,
  { header, points }: JournalSummary,
  runs: RunTable,
): RunFooter {
  const known = runs.get(header.number);
  const hasRealEnd =
    known?.endReason != null && known.endReason !== 'cut short';
  const endedAt =
    hasRealEnd && known.endedAt !== null
      ? known.endedAt
      : statSync(file).mtimeMs;
  return {
    number: header.number,
    endedAt,
    endTime: isoTime(endedAt),
    endReason: known?.endReason ?? 'cut short',
    message: hasRealEnd
      ? known.message
      : `The station ended during this run, after ${String(points)} of ${String(header.points)} points. ` +
        'The file was completed from the journal.',
    points,
    positioners: {},
  };
}

/** Runs of the history without an end although this station has just begun: none of them runs any more. */
function endTheRest({ runs, active, stateFolder }: RecoveryOptions): Run[] {
  const left = runs.notEnded().filter(({ number }) => number !== active);
  return left.map((run) => {
    const hasJournal = existsSync(journalFile(stateFolder, run.number));
    const why = hasJournal
      ? 'its journal could not be completed yet'
      : 'its journal is not there';
    const ended: Run = {
      ...run,
      state: 'failed',
      phase: 'done',
      phaseText: 'Done',
      endedAt: run.startedAt,
      endReason: 'cut short',
      message: `The station ended during this run, and ${why}.`,
    };
    runs.put(ended);
    if (!hasJournal) runs.setComplete(run.number);
    return ended;
  });
}

function journals(stateFolder: string): { number: number; file: string }[] {
  const folder = journalFolder(stateFolder);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .flatMap((name) => {
      const number = journalNumber(name);
      return number === undefined ? [] : [{ number, file: join(folder, name) }];
    })
    .sort((a, b) => a.number - b.number);
}
