import {
  IconAlertTriangle,
  IconCheck,
  IconInfoCircle,
} from '@tabler/icons-react';
import type { BeamlinePlan } from '../../../contract/beamline.ts';
import classes from './Outcome.module.css';
import { restartWords } from './restart-words.ts';
import TrialResult from './TrialResult.tsx';
import { useIntoView } from './use-into-view.ts';
import { type Step, useBeamlineView } from './view-store.ts';

/** What came of the last step: what the instrument answered, the difference, or what is wrong. */
export default function Outcome() {
  const trial = useBeamlineView((view) => view.trial);
  const plan = useBeamlineView((view) => view.plan);
  const refused = useBeamlineView((view) => view.refused);
  return (
    <div className={classes['outcome']}>
      {trial && <TrialResult trial={trial} />}
      {plan && <Difference plan={plan} />}
      {refused && <Refusal step={refused.step} text={refused.report.message} />}
    </div>
  );
}

function Refusal({
  step,
  text,
}: {
  readonly step: Step;
  readonly text: string;
}) {
  const ref = useIntoView<HTMLDivElement>();
  return (
    <div ref={ref} className={classes['refused']} role="alert">
      <strong>
        <IconAlertTriangle size={15} aria-hidden /> {failed[step]}
      </strong>
      <p>{text}</p>
    </div>
  );
}

const failed: Readonly<Record<Step, string>> = {
  test: 'The connection was not tried',
  plan: 'This cannot be written so',
  write: 'Nothing was written',
};

function Difference({ plan }: { readonly plan: BeamlinePlan }) {
  const { diff, interrupts, needsRestart, notes, whyNot } = plan;
  const ref = useIntoView<HTMLElement>();
  return (
    <section ref={ref} className={classes['section']} aria-label="Difference">
      <h3>What will be written</h3>
      {whyNot === null ? (
        <p>
          <IconCheck size={15} aria-hidden />
          {interrupts.length > 0
            ? `Interrupted for it: ${interrupts.join(', ')}. Everything else goes on.`
            : 'No device is interrupted for it.'}
        </p>
      ) : (
        <p className={classes['warning']} role="alert">
          <IconAlertTriangle size={15} aria-hidden />
          <span>
            Not now: {whyNot} Look at the difference again afterwards.
          </span>
        </p>
      )}
      {needsRestart.length > 0 && (
        <p className={classes['warning']}>
          <IconAlertTriangle size={15} aria-hidden />
          <span>
            In force only after a restart of the station:{' '}
            {restartWords(needsRestart)}.
          </span>
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className={classes['warning']}>
          <IconInfoCircle size={15} aria-hidden />
          <span>{note}</span>
        </p>
      ))}
      {diff === '' ? (
        <p>Nothing: the file says so already.</p>
      ) : (
        <pre tabIndex={0} aria-label="Difference of the file">
          {diff
            .trimEnd()
            .split('\n')
            .map((line, index) => (
              <span key={index} data-kind={kindOf(line)}>
                {line}
                {'\n'}
              </span>
            ))}
        </pre>
      )}
    </section>
  );
}

function kindOf(line: string): string | undefined {
  if (/^(\+\+\+|---) /.test(line)) return 'file';
  if (line.startsWith('+')) return 'added';
  if (line.startsWith('-')) return 'removed';
  return line.startsWith('@@') ? 'file' : undefined;
}
