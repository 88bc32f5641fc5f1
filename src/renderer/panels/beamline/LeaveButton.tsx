import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './BeamlinePanel.module.css';
import { isTouched, leave, useBeamlineView } from './view-store.ts';

/** The way back to all instruments; asks first when something typed would be lost. */
export default function LeaveButton() {
  const isAtRisk = useBeamlineView(isTouched);
  const [isAsked, setAsked] = useState(false);
  if (isAsked && isAtRisk) {
    return (
      <>
        <p className={classes['why']} role="alert">
          What you typed was not written.
        </p>
        <Button variant="default" onClick={leave}>
          Discard it
        </Button>
        <Button
          onClick={() => {
            setAsked(false);
          }}
        >
          Keep editing
        </Button>
      </>
    );
  }
  return (
    <Button
      variant="subtle"
      h="var(--control)"
      px="0.5rem"
      leftSection={<IconArrowLeft size={15} />}
      onClick={() => {
        if (isAtRisk) setAsked(true);
        else leave();
      }}
    >
      All instruments
    </Button>
  );
}
