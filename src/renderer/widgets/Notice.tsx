import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Tone } from './device-state.ts';
import classes from './Notice.module.css';

export interface NoticeProps {
  readonly icon: Icon;
  readonly tone: Tone;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A sentence at the head of a panel that needs a look, with what can be done about it. */
export default function Notice({
  icon: Icon,
  tone,
  actions,
  children,
}: NoticeProps) {
  return (
    <div className={classes['notice']} data-tone={tone} role="alert">
      <Icon size={15} aria-hidden />
      <div className={classes['words']}>{children}</div>
      {actions !== undefined && (
        <div className={classes['actions']}>{actions}</div>
      )}
    </div>
  );
}
