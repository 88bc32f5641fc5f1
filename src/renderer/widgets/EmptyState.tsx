import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

/** What a table says when it has nothing: why, and what to do. */
export default function EmptyState({
  children,
}: {
  readonly children: ReactNode;
}) {
  return <p className={classes['empty']}>{children}</p>;
}
