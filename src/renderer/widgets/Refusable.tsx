import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';

export interface RefusableProps {
  /** What the button does. */
  readonly does: string;
  /** Why it cannot act now; null = it can. */
  readonly refusal: string | null;
  readonly children: ReactElement;
}

/** A button's tooltip: what it does or, while it is disabled, why. The span catches the pointer that a disabled button does not. */
export default function Refusable({ does, refusal, children }: RefusableProps) {
  return (
    <Tooltip label={refusal ?? does}>
      <span style={{ display: 'inline-flex' }}>{children}</span>
    </Tooltip>
  );
}
