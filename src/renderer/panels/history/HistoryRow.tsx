import { ActionIcon } from '@mantine/core';
import { IconChartLine, IconPencil, IconPlayerPlay } from '@tabler/icons-react';
import { memo } from 'react';
import type { Run } from '../../../contract/runs.ts';
import { useControlRefusal } from '../../stores/control.ts';
import { openDraft } from '../../stores/draft.ts';
import { usePlotSelection } from '../../stores/plot-selection.ts';
import { runAgain } from '../../stores/run-actions.ts';
import { formatMoment, withRealMinus } from '../../widgets/format.ts';
import OutcomeText from '../../widgets/OutcomeText.tsx';
import { useWorkbench } from '../../workbench/workbench-store.ts';
import table from '../../widgets/Table.module.css';
import classes from './HistoryPanel.module.css';

/** One run of the history. */
function HistoryRow({ run }: { readonly run: Run }) {
  const { number, line, endedAt, startedAt, who, file, request } = run;
  const refusal = useControlRefusal();
  const isOverlaid = usePlotSelection((selection) =>
    selection.overlays.includes(number),
  );
  const toggleOverlay = usePlotSelection(
    (selection) => selection.toggleOverlay,
  );
  const ended = endedAt ?? startedAt;
  return (
    <div
      role="row"
      className={`${classes['columns']} ${classes['row']}`}
      data-run={number}
    >
      <span role="rowheader" className={table['right']}>
        {number}
      </span>
      <span
        role="cell"
        className={table['line']}
        title={`${line}\nby ${who}\n${file}`}
      >
        {withRealMinus(line)}
      </span>
      <time
        role="cell"
        className={table['when']}
        dateTime={new Date(ended).toISOString()}
        title={new Date(ended).toLocaleString()}
      >
        {formatMoment(ended)}
      </time>
      <span role="cell" className={classes['outcome']}>
        <OutcomeText run={run} />
      </span>
      <span role="cell" className={classes['actions']}>
        <ActionIcon
          size="1.5rem"
          aria-label={`Run ${number} again`}
          title={refusal ?? `Run ${number} again`}
          disabled={refusal !== null}
          onClick={() => void runAgain(request)}
        >
          <IconPlayerPlay size={14} />
        </ActionIcon>
        <ActionIcon
          size="1.5rem"
          aria-label={`Edit run ${number} as a new scan`}
          title="Edit as a new scan"
          onClick={() => {
            openDraft({ request });
            useWorkbench.getState().showPanel('scan');
          }}
        >
          <IconPencil size={14} />
        </ActionIcon>
        <ActionIcon
          size="1.5rem"
          aria-label={`Run ${number} on the plot`}
          aria-pressed={isOverlaid}
          title={isOverlaid ? 'Take it from the plot' : 'Lay it under the plot'}
          onClick={() => toggleOverlay(number)}
        >
          <IconChartLine size={14} />
        </ActionIcon>
      </span>
    </div>
  );
}

export default memo(HistoryRow);
