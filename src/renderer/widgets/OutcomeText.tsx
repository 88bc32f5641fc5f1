import type { Run } from '../../contract/runs.ts';
import { outcomeOf, whyWithout, withoutWords } from './outcome.ts';
import classes from './OutcomeText.module.css';

/** How a run ended: icon, word and colour, and why. */
export default function OutcomeText({ run }: { readonly run: Run }) {
  const { icon: Icon, tone, text } = outcomeOf(run);
  const words = [text, withoutWords(run)].filter(Boolean).join(' · ');
  const title = [text, whyWithout(run)].filter(Boolean).join('\n');
  return (
    <span className={classes['outcome']} data-tone={tone} title={title}>
      <Icon size={14} stroke={2} aria-hidden />
      <span>{words}</span>
    </span>
  );
}
