import type { ReactNode, Ref } from 'react';
import classes from './HeaderItem.module.css';

export interface HeaderItemProps {
  readonly label: string;
  readonly children: ReactNode;
  /** Makes it a button, named by its label, its words and what it does. */
  readonly onClick?: () => void;
  readonly does?: string;
  readonly isOpen?: boolean;
  readonly isStale?: boolean;
  readonly tone?: 'look' | 'error' | undefined;
  /** A long text that may give way to the others. */
  readonly canShrink?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A fact in the header: a small label above, the value below. */
export default function HeaderItem(props: HeaderItemProps) {
  const {
    label,
    children,
    onClick,
    does,
    isOpen,
    isStale = false,
    tone,
    canShrink = false,
    ref,
  } = props;
  const content = (
    <>
      <span className={classes['label']}>{label}</span>
      <span
        className={classes['value']}
        title={typeof children === 'string' ? children : undefined}
        data-stale={isStale || undefined}
        data-tone={tone}
      >
        {children}
      </span>
    </>
  );
  return onClick ? (
    <button
      type="button"
      ref={ref}
      className={classes['item']}
      data-shrinks={canShrink || undefined}
      onClick={onClick}
      title={does}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
    >
      {content}
    </button>
  ) : (
    <div className={classes['item']} data-shrinks={canShrink || undefined}>
      {content}
    </div>
  );
}
