import { useEffect, useState } from 'react';
import { useLines, watchLines } from '../../stores/lines.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import ChosenLine from './ChosenLine.tsx';
import LineTable from './LineTable.tsx';
import classes from './WirePanel.module.css';

/** The lines to the hardware: how each does, and what is said on one of them. */
export default function WirePanel() {
  const lines = useLines((state) => state.lines);
  const problem = useLines((state) => state.problem);
  const chosen = useLines((state) =>
    state.lines.find(({ name }) => name === state.chosen),
  );
  const [isOpen, setIsOpen] = useState(false);
  useEffect(watchLines, []);

  if (problem !== null) return <EmptyState>{problem}</EmptyState>;
  if (lines.length === 0) {
    return <EmptyState>This beamline has no lines to instruments.</EmptyState>;
  }
  return (
    <div className={classes['panel']} data-open={isOpen || undefined}>
      <LineTable
        lines={lines}
        chosen={chosen?.name ?? null}
        onChosen={() => setIsOpen(true)}
      />
      {chosen && (
        <ChosenLine
          key={chosen.name}
          line={chosen}
          onBack={() => setIsOpen(false)}
        />
      )}
    </div>
  );
}
