import type { BeamlineEdit, InstrumentRef } from '../../contract/beamline.ts';
import { compareBeamlines } from '../config/compare.ts';
import { planEdit, type EditPlan } from '../config/edit.ts';
import { identityOf, readText } from '../config/files.ts';
import { examine } from '../config/load.ts';
import type { Beamline, BeamlineInstrument } from '../config/types.ts';
import type { Driver } from '../drivers/types.ts';

/** Whose connection shall be tried: of what an edit makes, or of what stands in the file. */
export type TrialSubject =
  { readonly edit: BeamlineEdit } | { readonly instrument: InstrumentRef };

/** An instrument to try, and its place among those that are there already; undefined for a new one. */
export interface ToTry {
  readonly instrument: BeamlineInstrument;
  readonly index: number | undefined;
}

/**
 * Finds what shall be tried; one that is disabled, as it would be if it were not.
 *
 * @throws BeamtimeError `config`, `bad-input`, `unsupported`
 */
export function toTry(
  subject: TrialSubject,
  now: Beamline,
  drivers: readonly Driver[],
): ToTry | undefined {
  const { file } = now;
  if ('instrument' in subject) {
    const { beamline } = examine(readText(file), file, drivers);
    const plan = { files: [], before: beamline, after: beamline };
    return standing(subject.instrument, plan, drivers);
  }
  const { edit } = subject;
  const plan = planEdit(file, edit, drivers);
  if (edit.kind === 'set') return standing(edit.instrument, plan, drivers);
  const { added, changed } = compareBeamlines(now, plan.after);
  const instrument = added[0] ?? changed[0]?.after;
  return instrument && { instrument, index: undefined };
}

/** Keys are changed, nothing comes or goes: its place stays. */
function standing(
  ref: InstrumentRef,
  { files, before, after }: Pick<EditPlan, 'files' | 'before' | 'after'>,
  drivers: readonly Driver[],
): ToTry | undefined {
  const index = indexOf(before, ref);
  if (index === undefined) return undefined;
  const at = ({ instruments }: Beamline) =>
    instruments.find((one) => one.index === index);
  const enabled = () =>
    planEdit(before.file, { kind: 'enable', instrument: index }, drivers, {
      read: (name) =>
        files.find((one) => one.file === identityOf(name))?.after ??
        readText(name),
    }).after;
  const instrument = at(after) ?? at(enabled());
  return instrument && { instrument, index };
}

/** Of several that are called the same, the one that is not disabled. */
function indexOf(
  { entries }: Beamline,
  ref: InstrumentRef,
): number | undefined {
  if (typeof ref === 'number') return ref;
  const named = entries.filter(({ name }) => name === ref);
  return (named.find(({ isDisabled }) => !isDisabled) ?? named[0])?.index;
}
