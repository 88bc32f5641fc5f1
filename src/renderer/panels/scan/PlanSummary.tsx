import { useEffect, useState } from 'react';
import type { ScanPlan } from '../../../contract/scans.ts';
import { usePlan } from '../../stores/plan.ts';
import { useStation } from '../../stores/station.ts';
import {
  formatClock,
  formatCount,
  formatDuration,
} from '../../widgets/format.ts';
import classes from './PlanSummary.module.css';

/** How many points, how long, until when, into which file. */
export default function PlanSummary() {
  const plan = usePlan((state) => state.plan);
  const isPending = usePlan((state) => state.isPending);
  const dataFolder = useStation((state) => state.station?.dataFolder);
  const now = useNow();
  if (plan === null) return null;
  return (
    <div className={classes['card']} data-pending={isPending}>
      <div className={classes['what']}>{summaryOf(plan, now)}</div>
      <div className={classes['file']} title={plan.file ?? undefined}>
        <bdi>{fileOf(plan, dataFolder)}</bdi>
      </div>
      {plan.unreachable.count > 0 && <Unreachable plan={plan} />}
    </div>
  );
}

/** Which points cannot be reached, and why: behind a disclosure, since the field says the first of them. */
function Unreachable({ plan }: { plan: ScanPlan }) {
  const { count, points } = plan.unreachable;
  const left = count - points.length;
  return (
    <details className={classes['unreachable']}>
      <summary>
        {formatCount(count)} of {formatCount(plan.points)} points cannot be
        reached
      </summary>
      <ol>
        {points.map(({ point, message }) => (
          <li key={point}>{message}</li>
        ))}
        {left > 0 && <li>… and {formatCount(left)} more</li>}
      </ol>
    </details>
  );
}

function summaryOf(plan: ScanPlan, now: number): string {
  if (plan.points === 0) return 'No points yet';
  return [
    `${formatCount(plan.points)} ${plan.points === 1 ? 'point' : 'points'}`,
    `${plan.estimate === 'computed' ? 'about ' : ''}${formatDuration(plan.durationSeconds)}`,
    `ends ${formatClock(now + plan.durationSeconds * 1000)}`,
  ].join(' · ');
}

function fileOf(
  { file, runNumber }: ScanPlan,
  dataFolder: string | undefined,
): string {
  if (file === null) return 'The file is named when the scan is complete';
  const isInside = dataFolder !== undefined && file.startsWith(dataFolder);
  const shown = isInside
    ? file.slice(dataFolder.length).replace(/^[\\/]/, '')
    : file;
  return runNumber === null ? shown : `${shown} · #${runNumber}`;
}

/** The time, renewed every second: an end time that stands still is wrong. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}
