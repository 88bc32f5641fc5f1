import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import classes from './GroupHead.module.css';
import { useDevicesView } from './view-store.ts';

/** A group's name; a click folds it up or opens it. */
export default function GroupHead({
  name,
  count,
}: {
  readonly name: string;
  readonly count: number;
}) {
  const isCollapsed = useDevicesView(
    (view) => view.collapsed.includes(name) && view.filter === '',
  );
  const toggle = useDevicesView((view) => view.toggleCollapsed);
  const Chevron = isCollapsed ? IconChevronRight : IconChevronDown;
  return (
    <div role="row" className={classes['head']}>
      <div role="rowheader">
        <button
          type="button"
          aria-expanded={!isCollapsed}
          onClick={() => toggle(name)}
        >
          <Chevron size={14} stroke={2} aria-hidden />
          {name}
          {isCollapsed && <span className={classes['count']}>{count}</span>}
        </button>
      </div>
    </div>
  );
}
