import type { Run } from '../../../contract/runs.ts';
import { isActive, useStation } from '../../stores/station.ts';
import {
  formatClock,
  formatCount,
  withRealMinus,
} from '../../widgets/format.ts';
import { whyWithout, withoutWords } from '../../widgets/outcome.ts';
import OutcomeText from '../../widgets/OutcomeText.tsx';
import Announcer from './Announcer.tsx';
import classes from './RunBar.module.css';
import RunButtons from './RunButtons.tsx';

/** What runs, what it is doing now, how far it is and when it ends; pause, skip, abort. */
export default function RunBar() {
  const run = useStation((state) => state.run);
  return (
    <section
      className={classes['bar']}
      aria-label="Run"
      tabIndex={0}
      data-command-scope="runbar"
      data-state={run?.state ?? 'idle'}
      data-waits={waits(run) || undefined}
    >
      {isActive(run) ? <ActiveRun run={run} /> : <Idle last={run} />}
      <RunButtons />
      <Announcer />
    </section>
  );
}

/** It rests until something comes back or somebody looks: worth a look from across the hutch. */
function waits(run: Run | null): boolean {
  return run?.state === 'paused' || run?.phase === 'held';
}

function ActiveRun({ run }: { readonly run: Run }) {
  const { number, line, phaseText, point, points, endsAt, recorders } = run;
  const percent = Math.min(99, Math.floor(run.percent));
  const facts = [
    phaseText,
    `point ${formatCount(point)} of ${formatCount(points)}`,
    ...(endsAt === null ? [] : [`ends ${formatClock(endsAt)}`]),
    withoutWords(run),
  ].filter(Boolean);
  const why = whyWithout(run);
  const fault = recorders.find(({ error }) => error !== null);
  return (
    <>
      <div className={classes['words']}>
        <strong title={line}>
          #{number} · {withRealMinus(line)}
        </strong>
        <span
          className={classes['facts']}
          title={[facts.join(' · '), why].filter(Boolean).join('\n')}
        >
          {facts.join(' · ')}
        </span>
        {fault && (
          <span className={classes['fault']} role="alert">
            {fault.name === 'nexus' ? 'The NeXus file' : fault.name} is not
            written: {fault.error}
          </span>
        )}
      </div>
      <div
        className={classes['track']}
        role="progressbar"
        aria-label={`Progress of run ${number}`}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div
          className={classes['done']}
          style={{ width: `${Math.min(100, run.percent)}%` }}
        />
      </div>
      <span className={classes['percent']}>{percent} %</span>
    </>
  );
}

function Idle({ last }: { readonly last: Run | null }) {
  return (
    <div className={classes['idle']}>
      <strong>Nothing runs</strong>
      {last ? (
        <span className={classes['last']}>
          <span>
            Last: #{last.number} · {withRealMinus(last.line)}
          </span>
          <OutcomeText run={last} />
        </span>
      ) : (
        <span>Build a scan at the right, or type one, and choose Run now.</span>
      )}
    </div>
  );
}
