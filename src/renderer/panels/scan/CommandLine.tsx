import { useDebouncedValue } from '@mantine/hooks';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import { useDeviceList } from '../../stores/devices.ts';
import { useDraft } from '../../stores/draft.ts';
import {
  complete,
  completions,
  isUnfinished,
  readMove,
  usageWords,
} from '../../stores/line-words.ts';
import { usePlan } from '../../stores/plan.ts';
import classes from './CommandLine.module.css';
import { enterLine, showForm } from './enter-line.ts';
import { rememberLine, typedLines } from './line-history.ts';

/** Who has typed nothing for this long is told what is missing, ms. */
const restMs = 1500;

export interface CommandLineProps {
  /** Where the help is laid, over what may be covered: nothing moves when it comes or goes. */
  readonly helpPlace: HTMLElement | null;
}

/** The scan as a typed line: another view of the form, and a place for movements (`mv samx 1.2`). */
export default function CommandLine({ helpPlace }: CommandLineProps) {
  const line = useDraft((state) => state.line);
  const isTyped = useDraft((state) => state.source === 'line');
  const setLine = useDraft((state) => state.setLine);
  const types = usePlan((state) => state.types);
  // What a line that can be read has wrong is said at the fields, which follow it.
  const problem = usePlan(({ plan, isPending }) =>
    plan?.request === null && !isPending
      ? (plan.problems[0]?.message ?? null)
      : null,
  );
  const axes = useDeviceList()
    .filter(({ can }) => can.move)
    .map(({ name }) => name);
  const [isFocused, setFocused] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const isResting = useDebouncedValue(line, restMs)[0] === line;
  const recalled = useRef<number | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  const offered =
    isFocused && isTyped ? completions(line, types, axes).slice(0, 8) : [];
  const usage = isFocused ? usageWords(line, types) : null;
  const isSilent = !isTyped || line.trim() === '' || readMove(line) !== null;
  // Who is still typing knows that something is missing.
  const isEarly = isFocused && isUnfinished(usage) && !isResting;
  const shown = refusal ?? (isSilent || isEarly ? null : problem);

  const change = (text: string): void => {
    setLine(text);
    setRefusal(null);
  };
  const accept = (completion: string): void => {
    change(complete(line, completion));
    input.current?.focus();
  };

  const recall = (by: -1 | 1): void => {
    const lines = typedLines();
    const from = recalled.current ?? lines.length;
    const next = Math.min(lines.length, Math.max(0, from + by));
    recalled.current = next;
    change(lines[next] ?? '');
  };

  const enter = async (toQueue: boolean): Promise<void> => {
    if (line.trim() === '') return;
    rememberLine(line.trim());
    recalled.current = null;
    setRefusal(await enterLine(line, toQueue));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const first = offered[0];
    if (event.key === 'Enter') {
      void enter(event.shiftKey);
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      recall(event.key === 'ArrowUp' ? -1 : 1);
    } else if (
      event.key === 'Tab' &&
      !event.shiftKey &&
      first !== undefined &&
      !line.endsWith(' ')
    ) {
      accept(first);
    } else if (event.key === 'Escape') {
      showForm();
      setRefusal(null);
    } else {
      return;
    }
    event.preventDefault();
  };

  const hasHelp = offered.length > 0 || usage !== null || shown !== null;
  return (
    <div className={classes['root']}>
      {hasHelp &&
        helpPlace !== null &&
        createPortal(
          <div className={classes['help']} id={`${id}-help`}>
            {shown !== null && (
              <div className={classes['problem']} role="alert">
                {shown}
              </div>
            )}
            {usage !== null && (
              <div className={classes['usage']}>
                {usage.map(({ text, isPresent }, i) => (
                  <span key={i} data-present={isPresent}>
                    {text}{' '}
                  </span>
                ))}
              </div>
            )}
            {offered.length > 0 && (
              <div
                className={classes['offers']}
                role="listbox"
                aria-label="Completions"
              >
                {offered.map((name, i) => (
                  <div
                    key={name}
                    role="option"
                    aria-selected={i === 0}
                    className={classes['offer']}
                    onMouseDown={(event) => {
                      event.preventDefault();
                      accept(name);
                    }}
                  >
                    {name}
                  </div>
                ))}
              </div>
            )}
          </div>,
          helpPlace,
        )}
      <label className={classes['line']}>
        <span className={classes['prompt']} aria-hidden>
          ›
        </span>
        <input
          ref={input}
          className={classes['input']}
          aria-label="Typed scan"
          aria-describedby={hasHelp ? `${id}-help` : undefined}
          aria-invalid={shown !== null}
          placeholder="ascan samx 0 1 20 0.1"
          value={line}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false);
            recalled.current = null;
            if (line.trim() === '') showForm();
          }}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </label>
    </div>
  );
}
