import { ActionIcon } from '@mantine/core';
import {
  IconAlertCircle,
  IconCircleCheck,
  IconPlayerStop,
  IconX,
} from '@tabler/icons-react';
import type { PositionDifference } from '../../../contract/positions.ts';
import { forgetEnd, usePositions } from '../../stores/positions.ts';
import Notice from '../../widgets/Notice.tsx';
import { countAxes, inOrder, isInPlace } from './difference.ts';

export interface EndNoticeProps {
  readonly name: string;
  readonly rows: readonly PositionDifference[];
}

/** How the last way back to these positions ended: all there, stopped, or the sentence of what failed. */
export default function EndNotice({ name, rows }: EndNoticeProps) {
  const ended = usePositions((positions) => positions.ended);
  if (ended?.name !== name) return null;
  const { how, axes, message } = ended;
  const missing = inOrder(rows, axes)
    .filter((row) => !isInPlace(row))
    .map(({ axis }) => axis);
  const look = {
    there: { icon: IconCircleCheck, tone: 'fine' },
    stopped: { icon: IconPlayerStop, tone: 'look' },
    failed: { icon: IconAlertCircle, tone: 'error' },
  } as const;
  return (
    <Notice
      {...look[how]}
      actions={
        <ActionIcon
          size="1.75rem"
          color="currentColor"
          aria-label="Close the message"
          onClick={forgetEnd}
        >
          <IconX size={14} />
        </ActionIcon>
      }
    >
      {message ??
        (how === 'there'
          ? `${countAxes(axes.length)} moved back to "${name}".`
          : missing.length === 0
            ? 'Stopped. All of them are in place.'
            : `Stopped. Not in place: ${missing.join(', ')}.`)}
    </Notice>
  );
}
