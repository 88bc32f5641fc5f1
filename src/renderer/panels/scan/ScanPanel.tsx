import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useConnection } from '../../stores/connection.ts';
import { useDraft } from '../../stores/draft.ts';
import { followDraft, loadScanTypes, usePlan } from '../../stores/plan.ts';
import { useStation } from '../../stores/station.ts';
import CommandLine from './CommandLine.tsx';
import DraftBanner from './DraftBanner.tsx';
import PlanPreview from './PlanPreview.tsx';
import PlanSummary from './PlanSummary.tsx';
import ScanForm from './ScanForm.tsx';
import classes from './ScanPanel.module.css';
import SubmitButtons from './SubmitButtons.tsx';

/** What the help of a typed line needs at least, in pixels. With less left below the buttons it lies over the form. */
const HELP_HEIGHT = 32;

/** Builds a scan: the form, what will happen, and the same scan as a typed line. */
export default function ScanPanel() {
  const types = usePlan((state) => state.types);
  const typeName = useDraft((state) => state.type);
  const type = types.find(({ name }) => name === typeName);
  const [foot, setFoot] = useState<HTMLElement | null>(null);
  const [rest, setRest] = useState<HTMLElement | null>(null);
  const { ref: restSize, height: restHeight } = useElementSize();
  useStationAnswers();

  return (
    <section className={classes['panel']} aria-label="Scan">
      <div className={classes['scroll']}>
        <DraftBanner />
        {type ? (
          // A form per type: its fields are its own.
          <ScanForm key={type.name} type={type} types={types} />
        ) : (
          <UnknownType isLoaded={types.length > 0} name={typeName} />
        )}
        <PlanPreview />
        <div ref={setFoot} className={classes['foot']}>
          <PlanSummary />
          <SubmitButtons />
        </div>
        <div ref={restSize} className={classes['rest']}>
          <div ref={setRest} data-holds-help />
        </div>
      </div>
      <CommandLine helpPlace={restHeight < HELP_HEIGHT ? foot : rest} />
    </section>
  );
}

function UnknownType({
  isLoaded,
  name,
}: {
  readonly isLoaded: boolean;
  readonly name: string;
}) {
  const setType = useDraft((state) => state.setType);
  const first = usePlan((state) => state.types[0]);
  if (!isLoaded)
    return <p className={classes['waiting']}>Waiting for the station.</p>;
  return (
    <p className={classes['waiting']} role="alert">
      This station knows no scan called {name}.{' '}
      {first !== undefined && (
        <Button variant="default" onClick={() => setType(first)}>
          Start with {first.name}
        </Button>
      )}
    </p>
  );
}

/** Has the draft checked: when it changes, and when what the answer depends on does. */
function useStationAnswers(): void {
  const client = useConnection((state) => state.client);
  const experiment = useStation((state) => state.experiment);
  const runNumber = useStation((state) => state.run?.number);
  const runState = useStation((state) => state.run?.state);

  useEffect(() => {
    if (client) void loadScanTypes();
  }, [client]);

  useEffect(() => {
    if (!client) return undefined;
    const following = followDraft();
    return following.stop;
    // The file, the run number and relative positions change with these.
  }, [client, experiment, runNumber, runState]);
}
