import { create } from 'zustand';
import type {
  BeamlineEdit,
  BeamlineEntry,
  BeamlinePlan,
  BeamlineState,
  ConnectionTrial,
} from '../../../contract/beamline.ts';
import { type ErrorReport, toReport } from '../../../contract/errors.ts';
import { ask } from '../../stores/call.ts';
import { loadBeamline, useBeamline } from '../../stores/beamline.ts';
import { restartWords } from './restart-words.ts';
import { changesOf, type Table, withKey } from './entry.ts';

/** What is being done to the file. Of what is there, the entry as it stood when that began. */
export type Task =
  | { readonly kind: 'pick' }
  | { readonly kind: 'add'; readonly driver: string }
  | {
      readonly kind: 'change' | 'duplicate' | 'rename' | OneStep;
      readonly of: BeamlineEntry;
    };

type OneStep = 'disable' | 'enable' | 'remove';

export type Step = 'test' | 'plan' | 'write';

export interface BeamlineView {
  readonly task: Task | null;
  /** The entry as it is in the form. */
  readonly draft: Table;
  /** Of a copy: its devices' names, by those of the devices copied. */
  readonly names: Readonly<Record<string, string>>;
  /** Of a device that gets another name. */
  readonly newName: { readonly device: string; readonly name: string };
  /** What is asked of the station now. */
  readonly asked: Step | null;
  readonly trial: ConnectionTrial | null;
  readonly plan: BeamlinePlan | null;
  /** What was refused, and at which step. */
  readonly refused: {
    readonly step: Step;
    readonly report: ErrorReport;
  } | null;
  /** What the form itself finds wrong, by the way to the field: a name twice. Nothing is asked before it is mended. */
  readonly faults: Readonly<Record<string, string>>;
  /** What was written last, in a sentence. */
  readonly done: string | null;
}

const fresh = {
  draft: {},
  names: {},
  newName: { device: '', name: '' },
  asked: null,
  trial: null,
  plan: null,
  refused: null,
  faults: {},
} as const;

/** What of the panel is shown, and what was typed there. */
export const useBeamlineView = create<BeamlineView>()(() => ({
  ...fresh,
  task: null,
  done: null,
}));

/** Answers to questions asked before the newest change count no more. */
let turn = 0;

export function begin(task: Task): void {
  turn += 1;
  useBeamlineView.setState({ ...fresh, ...startOf(task), task, done: null });
  if (
    task.kind === 'disable' ||
    task.kind === 'enable' ||
    task.kind === 'remove'
  )
    void showDifference();
}

export function leave(): void {
  turn += 1;
  useBeamlineView.setState({ ...fresh, task: null });
}

/** Whether anything was typed that leaving would lose. */
export function isTouched({
  task,
  ...typed
}: Pick<BeamlineView, 'task' | Typed>): boolean {
  if (task === null) return false;
  const { draft, names, newName } = { ...fresh, ...startOf(task) };
  return (
    changesOf(draft, typed.draft).length > 0 ||
    changesOf(
      { names, newName },
      { names: typed.names, newName: typed.newName },
    ).length > 0
  );
}

function startOf(task: Task): Partial<BeamlineView> {
  switch (task.kind) {
    case 'add':
      return { draft: { driver: task.driver } };
    case 'duplicate':
      return {
        draft: withKey(task.of.entry, 'name', undefined),
        names: Object.fromEntries(
          task.of.devices.map(({ name }) => [name, freeName(name)]),
        ),
      };
    case 'change':
      return { draft: task.of.entry };
    case 'rename': {
      const device = task.of.devices[0]?.name ?? '';
      return { newName: { device, name: device } };
    }
    default:
      return {};
  }
}

/** A name that no device has yet: `samx_2`. */
function freeName(name: string): string {
  const taken = new Set(
    useBeamline
      .getState()
      .state?.entries.flatMap(({ devices }) => devices.map((one) => one.name)),
  );
  let number = 2;
  while (taken.has(`${name}_${String(number)}`)) number += 1;
  return `${name}_${String(number)}`;
}

/** What is typed in the forms. */
type Typed = 'draft' | 'names' | 'newName';

/** Takes what was typed. What was tried and shown before was of something else. */
export function edit(change: Partial<Pick<BeamlineView, Typed>>): void {
  turn += 1;
  useBeamlineView.setState({
    ...change,
    asked: null,
    trial: null,
    plan: null,
    refused: null,
  });
}

/** Notes what is wrong with a field before anybody is asked; null = nothing any more. */
export function setFault(at: string, fault: string | null): void {
  useBeamlineView.setState(({ faults }) => {
    const { [at]: _, ...rest } = faults;
    return { faults: fault === null ? rest : { ...rest, [at]: fault } };
  });
}

/** The edit that the form stands for; null = nothing was changed. */
export function editOf({
  task,
  draft,
  names,
  newName,
}: Pick<BeamlineView, 'task' | Typed>): BeamlineEdit | null {
  if (task === null || task.kind === 'pick') return null;
  if (task.kind === 'add') return { kind: 'add', entry: draft };
  if (task.kind === 'rename') {
    const { device, name } = newName;
    return name === device || name === ''
      ? null
      : { kind: 'rename-device', device, name };
  }
  const { of } = task;
  const instrument = refOf(of, useBeamline.getState().state);
  if (task.kind === 'change') {
    const changes = changesOf(of.entry, draft);
    return changes.length > 0 ? { kind: 'set', instrument, changes } : null;
  }
  if (task.kind !== 'duplicate') return { kind: task.kind, instrument };
  const { name } = draft;
  const changes = changesOf(
    withKey(of.entry, 'name', undefined),
    withKey(draft, 'name', undefined),
  );
  return {
    kind: 'duplicate',
    instrument,
    devices: { ...names },
    ...(typeof name === 'string' && { name }),
    ...(changes.length > 0 && { changes }),
  };
}

/** By its name, which stays when others come and go; by its place where several are called the same. */
function refOf(
  { name, index }: BeamlineEntry,
  state: BeamlineState | null,
): string | number {
  const same = state?.entries.filter((entry) => entry.name === name) ?? [];
  return same.length > 1 ? index : name;
}

/** Of what is in the form; of the instrument as it stands where nothing was changed. */
export function testConnection(): Promise<void> {
  const subject = subjectOf(useBeamlineView.getState());
  return step('test', subject, async (what) => ({
    trial: await ask('beamline.test', what, { timeoutMs: 30_000 }),
  }));
}

/** Whose connection can be tried; null = nobody's. */
export function subjectOf(
  view: Pick<BeamlineView, 'task' | Typed>,
):
  | { readonly edit: BeamlineEdit }
  | { readonly instrument: string | number }
  | null {
  const changed = editOf(view);
  if (changed !== null) return { edit: changed };
  return view.task?.kind === 'change'
    ? { instrument: refOf(view.task.of, useBeamline.getState().state) }
    : null;
}

export function showDifference(): Promise<void> {
  return step('plan', editOf(useBeamlineView.getState()), async (edited) => ({
    plan: await ask('beamline.plan', { edit: edited }),
  }));
}

/** Writes what was shown, and goes back to the table. */
export async function write(): Promise<void> {
  const { plan, task, newName } = useBeamlineView.getState();
  if (plan === null || task === null) return;
  const mine = turn;
  const edited = editOf(useBeamlineView.getState());
  await step('write', edited, async (edit) => {
    await ask(
      'beamline.apply',
      { edit, version: plan.version },
      { timeoutMs: 60_000 },
    );
    if (turn === mine + 1) {
      leave();
      useBeamlineView.setState({ done: doneWords(task, plan, newName) });
    }
    void loadBeamline();
    return {};
  });
}

/** Asks one thing at a time; an answer that comes after the form was changed is of something else. */
async function step<What>(
  asked: Step,
  what: What | null,
  work: (what: What) => Promise<Partial<BeamlineView>>,
): Promise<void> {
  if (what === null) return;
  const mine = (turn += 1);
  useBeamlineView.setState({
    asked,
    refused: null,
    ...(asked === 'test' && { trial: null }),
    ...(asked === 'plan' && { plan: null }),
  });
  try {
    const answer = await work(what);
    if (turn === mine) useBeamlineView.setState({ ...answer, asked: null });
  } catch (error) {
    if (turn !== mine) return;
    const report = toReport(error);
    useBeamlineView.setState({
      asked: null,
      refused: { step: asked, report },
      // The difference is another one by now: it is to be looked at again.
      ...(asked === 'write' && report.code === 'state' && { plan: null }),
    });
  }
}

const verbs = {
  add: 'added',
  change: 'changed',
  duplicate: 'duplicated',
  disable: 'disabled',
  enable: 'enabled',
  remove: 'removed',
} as const;

function doneWords(
  task: Task,
  plan: BeamlinePlan,
  newName: BeamlineView['newName'],
): string {
  if (task.kind === 'pick') return '';
  const later =
    plan.needsRestart.length > 0
      ? ` Restart the station for: ${restartWords(plan.needsRestart)}.`
      : '';
  if (task.kind === 'rename')
    return `${newName.device} is called ${newName.name} now, and the file was written.${later}`;
  const name =
    task.kind === 'add' ? plan.added.join(', ') || task.driver : task.of.name;
  return `${name} was ${verbs[task.kind]}, and the file was written.${later}`;
}
