import { ActionIcon, Button } from '@mantine/core';
import {
  IconArrowLeft,
  IconCopy,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlugConnectedX,
  IconTerminal2,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { LineExchange, LineState } from '../../../contract/lines.ts';
import { showInfo } from '../../stores/call.ts';
import { useLines } from '../../stores/lines.ts';
import { saveText } from '../../stores/text-files.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import Notice from '../../widgets/Notice.tsx';
import VirtualRows from '../../widgets/VirtualRows.tsx';
import table from '../../widgets/Table.module.css';
import ExchangeRow from './ExchangeRow.tsx';
import { asText, missing } from './line-words.ts';
import SendForm from './SendForm.tsx';
import classes from './WirePanel.module.css';

export interface ChosenLineProps {
  readonly line: LineState;
  /** Back to all lines, where there is no room for both. */
  readonly onBack: () => void;
}

/** What is said on a line, newest first, and a field to say something oneself. */
export default function ChosenLine({ line, onBack }: ChosenLineProps) {
  const live = useLines((state) => state.exchanges);
  const [held, setHeld] = useState<readonly LineExchange[] | null>(null);
  const [isTyping, setIsTyping] = useState(false);
  const shown = held ?? live;
  const { name, reason } = line;
  const rowOf = (index: number) => {
    const place = shown.length - 1 - index;
    const entry = shown[place];
    return (
      entry && (
        <ExchangeRow entry={entry} missing={missing(entry, shown[place - 1])} />
      )
    );
  };

  return (
    <section
      className={classes['chosen']}
      aria-label={`What is said on ${name}`}
    >
      <div className={classes['bar']}>
        <ActionIcon
          className={classes['back']}
          aria-label="All lines"
          title="All lines"
          onClick={onBack}
        >
          <IconArrowLeft size={16} />
        </ActionIcon>
        <span className={table['line']}>
          {held === null ? line.address : `${line.address} (paused)`}
        </span>
        <Button
          variant="default"
          leftSection={<IconTerminal2 size={14} />}
          aria-expanded={isTyping}
          title="Send a command by hand"
          onClick={() => setIsTyping(!isTyping)}
        >
          Command…
        </Button>
        <Button
          variant="default"
          leftSection={
            held === null ? (
              <IconPlayerPause size={14} />
            ) : (
              <IconPlayerPlay size={14} />
            )
          }
          onClick={() => setHeld(held === null ? live : null)}
        >
          {held === null ? 'Pause' : 'Go on'}
        </Button>
        <ActionIcon
          aria-label="Copy as text"
          title="Copy what is shown as text"
          disabled={shown.length === 0}
          onClick={() => void copy(line, shown)}
        >
          <IconCopy size={16} />
        </ActionIcon>
      </div>
      {reason !== null && (
        <Notice icon={IconPlugConnectedX} tone="error">
          {reason}
        </Notice>
      )}
      {isTyping && <SendForm name={name} />}
      <div
        className={`${table['table']} ${classes['said']}`}
        role="table"
        aria-label={`Said on ${name}`}
      >
        <div role="row" className={`${classes['exchange']} ${table['head']}`}>
          <span role="columnheader">Time</span>
          <span role="columnheader">Sent</span>
          <span role="columnheader">Received</span>
          <span role="columnheader" className={table['right']}>
            ms
          </span>
        </div>
        {shown.length > 0 ? (
          <VirtualRows
            count={shown.length}
            keyOf={(index) => shown[shown.length - 1 - index]?.id ?? index}
            row={rowOf}
          />
        ) : (
          <EmptyState>Nothing was said on it yet.</EmptyState>
        )}
      </div>
    </section>
  );
}

/** Where the page may not use the clipboard (it is not served as a secure one), the text becomes a file. */
async function copy(
  line: LineState,
  exchanges: readonly LineExchange[],
): Promise<void> {
  const text = asText(line, exchanges);
  try {
    await navigator.clipboard.writeText(text);
    showInfo(`${exchanges.length} exchanges are on the clipboard.`);
  } catch {
    await saveText('Save what was said', 'line.txt', text, {
      name: 'Text',
      extensions: ['txt'],
    });
  }
}
