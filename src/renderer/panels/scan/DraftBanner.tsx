import { Button, CloseButton } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useDraft } from '../../stores/draft.ts';
import classes from './DraftBanner.module.css';

/** Says when the form holds a queue item, or a scan from the history over an earlier draft. */
export default function DraftBanner() {
  const queueId = useDraft((state) => state.queueId);
  const hasEarlier = useDraft((state) => state.earlier.length > 0);
  const goBack = useDraft((state) => state.goBack);
  const keep = useDraft((state) => state.keep);
  if (queueId === null && !hasEarlier) return null;
  return (
    <div className={classes['banner']} role="status">
      <IconPencil size={14} aria-hidden />
      <span className={classes['text']}>
        {queueId === null ? 'A scan from the history' : 'Editing queue item'}
      </span>
      <Button variant="subtle" size="compact-xs" onClick={goBack}>
        {queueId === null ? 'Back to the draft before' : 'Cancel'}
      </Button>
      {queueId === null && (
        <CloseButton
          size="sm"
          aria-label="Keep this scan"
          title="Keep this scan"
          onClick={keep}
        />
      )}
    </div>
  );
}
