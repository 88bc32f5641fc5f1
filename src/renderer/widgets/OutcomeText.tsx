import type { Run } from '../../contract/runs.ts';
import { outcomeOf } from './outcome.ts';
import classes from './OutcomeText.module.css';

/** How a run ended: icon, word and colour, and why. */
export default function OutcomeText({ run }: { readonly run: Run }) {
  const { icon: Icon, tone, text } = outcomeOf(run);
  return (
    <span className={classes['outcome']} data-tone={tone} title={text}>
      <Icon size={14} stroke={2} aria-hidden />
      <span>{text}</span>
    </span>
  );
}
