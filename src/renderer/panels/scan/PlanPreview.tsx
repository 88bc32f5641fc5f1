import { IconAlertTriangle } from '@tabler/icons-react';
import { useDraft } from '../../stores/draft.ts';
import { usePlan } from '../../stores/plan.ts';
import { fieldsOf } from '../../stores/scan-fields.ts';
import classes from './PlanPreview.module.css';
import Preview from './Preview.tsx';
import { otherProblems } from './problems.ts';

/** The points over the travel, what is wrong with the scan as a whole, and what deserves a second look. */
export default function PlanPreview() {
  const plan = usePlan((state) => state.plan);
  const types = usePlan((state) => state.types);
  const typeName = useDraft((state) => state.type);
  const isTyped = useDraft((state) => state.source === 'line');
  if (plan === null) return null;
  const type = types.find(({ name }) => name === typeName);
  // What is wrong with a line that cannot be read is said at the line.
  const isSaidThere = isTyped && plan.request === null;
  const problems = isSaidThere
    ? []
    : otherProblems(plan, type ? fieldsOf(type) : []);
  return (
    <>
      <Preview plan={plan} />
      {problems.map((problem) => (
        <p key={problem} className={classes['problem']} role="alert">
          {problem}
        </p>
      ))}
      {plan.warnings.map((warning) => (
        <p key={warning} className={classes['warning']}>
          <IconAlertTriangle size={14} aria-hidden />
          {warning}
        </p>
      ))}
    </>
  );
}
