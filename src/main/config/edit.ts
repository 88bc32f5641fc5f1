import { createHash } from 'node:crypto';
import { createTwoFilesPatch } from 'diff';
import path from 'node:path';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Driver } from '../drivers/types.ts';
import { applyEdit } from './apply-edit.ts';
import type { BeamlineEdit } from '../../contract/beamline.ts';
import { identityOf, readText, type ReadText } from './files.ts';
import { examine, parseBeamline, type LoadOptions } from './load.ts';
import type { Beamline, Texts } from './types.ts';

/** A file that an edit changes. */
export interface EditedFile {
  /** Its whole path, links followed. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** Of `before`: saving refuses when the file says something else by then. */
  readonly hash: string;
}

/** An edit that is good, and not written yet. */
export interface EditPlan {
  /** Mostly one; none when the edit changes nothing. */
  readonly files: readonly EditedFile[];
  /** What changes, as a unified diff with three lines around, for people to look at. */
  readonly diff: string;
  /** Of the difference and of all files as they were read, those that the edit does not touch as well. */
  readonly version: string;
  readonly before: Beamline;
  /** What the files will describe. */
  readonly after: Beamline;
}

/**
 * Edits a beamline file in memory: the new texts, what changes, and what the file will describe then. Nothing is written.
 * The edit goes to the file that holds the instrument, be it an included one; comments and layout of everything else
 * stay. Pure but for reading the files, which `options.read` can replace.
 *
 * @throws BeamtimeError `config` with every mistake, line and column, when the file is not good now (`detail.isBefore`
 * true) or would not be afterwards (false); `bad-input` when the edit means nothing that is there; `unsupported` where
 * YAML aliases are in the way
 */
export function planEdit(
  file: string,
  edit: BeamlineEdit,
  drivers: readonly Driver[],
  options: LoadOptions = {},
): EditPlan {
  const { read = readText } = options;
  const now = told(true, () => examine(read(file), file, drivers, options));
  const texts: Texts = new Map(
    now.bundle.parts.map((part) => [part.whole, part.text]),
  );
  const changed = applyEdit(edit, now, texts);
  const overlay: ReadText = (name) =>
    changed.get(identityOf(name)) ?? read(name);
  const after = told(false, () =>
    parseBeamline(overlay(file), file, drivers, { ...options, read: overlay }),
  );
  const files = now.bundle.parts.flatMap(({ whole, text }) => {
    const text2 = changed.get(whole) ?? text;
    return text2 === text
      ? []
      : [{ file: whole, before: text, after: text2, hash: hashOf(text) }];
  });
  const folder = path.dirname(identityOf(file));
  const diff = files.map((one) => unifiedDiff(one, folder)).join('');
  const wholeTexts = now.bundle.parts.map(({ whole, text }) => [whole, text]);
  return {
    files,
    diff,
    version: hashOf(JSON.stringify([diff, wholeTexts])),
    before: now.beamline,
    after,
  };
}

/** What tells one text of a file from another. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function unifiedDiff(
  { file, before, after }: EditedFile,
  folder: string,
): string {
  const name = path.relative(folder, file);
  return createTwoFilesPatch(name, name, before, after, '', '', {
    context: 3,
  }).replace(/^(Index: .*\n)?=+\n/, '');
}

/** Says of mistakes whether they were there before. */
function told<T>(isBefore: boolean, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof BeamtimeError) || error.code !== 'config')
      throw error;
    const { message, problems, detail } = error;
    throw new BeamtimeError(
      'config',
      isBefore
        ? `The file cannot be edited before it is good. ${message}`
        : `Nothing was changed, because then ${message}`,
      { problems, detail: { ...detail, isBefore }, cause: error },
    );
  }
}
