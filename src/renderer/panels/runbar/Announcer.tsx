import { useEffect, useRef, useState } from 'react';
import type { Run } from '../../../contract/runs.ts';
import { useStation } from '../../stores/station.ts';
import { outcomeOf } from '../../widgets/outcome.ts';

/** Tells a screen reader when a run starts, is held and ends; not every point. */
export default function Announcer() {
  const run = useStation((state) => state.run);
  const before = useRef<Run | null>(run);
  const [text, setText] = useState('');

  useEffect(() => {
    const news = newsOf(before.current, run);
    before.current = run;
    if (news !== null) {
      setText(news);
    }
  }, [run]);

  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}

function isHeld(run: Run): boolean {
  return run.phase === 'held';
}

/** What is worth saying between two states of the present run; null = nothing. */
export function newsOf(before: Run | null, now: Run | null): string | null {
  if (
    now === null ||
    (before?.number === now.number &&
      before.state === now.state &&
      isHeld(before) === isHeld(now))
  ) {
    return null;
  }
  const name = `Run ${now.number}, ${now.line},`;
  switch (now.state) {
    case 'running':
      if (isHeld(now)) return `${name} is held. ${now.phaseText}`;
      return before?.number === now.number
        ? `${name} goes on.`
        : `${name} started.`;
    case 'paused':
      return `${name} is held. ${now.phaseText}`;
    case 'idle':
      return null;
    default:
      // The last run of a page that has just come is no news.
      return before === null
        ? null
        : `${name} ended. ${outcomeOf(now).text.replace(/\.$/, '')}.`;
  }
}
