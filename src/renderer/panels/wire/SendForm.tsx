import { Button, Checkbox, TextInput } from '@mantine/core';
import { type SyntheticEvent, useId, useState } from 'react';
import { toReport } from '../../../contract/errors.ts';
import { ask } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import Refusable from '../../widgets/Refusable.tsx';
import { formatMs } from './line-words.ts';
import classes from './WirePanel.module.css';

/** Sends one command by hand, and shows what came of it. */
export default function SendForm({ name }: { readonly name: string }) {
  const [text, setText] = useState('');
  const [hasReply, setHasReply] = useState(true);
  const [isOut, setIsOut] = useState(false);
  const [answer, setAnswer] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const refusal = useControlRefusal();
  const warning = useId();
  const isReady = text !== '' && !isOut && refusal === null;

  const send = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady) return;
    setIsOut(true);
    setAnswer(null);
    setProblem(null);
    try {
      const { reply, milliseconds } = await ask('lines.send', {
        name,
        text,
        hasReply,
      });
      setAnswer(
        reply === null
          ? `"${text}" was sent.`
          : `"${text}" was answered with "${reply}" in ${formatMs(milliseconds)} ms.`,
      );
      setText('');
    } catch (error) {
      setProblem(toReport(error).message);
    } finally {
      setIsOut(false);
    }
  };

  return (
    <form className={classes['send']} onSubmit={(event) => void send(event)}>
      <TextInput
        aria-label={`Command for ${name}`}
        aria-describedby={warning}
        placeholder="One command, as in the manual"
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        value={text}
        error={problem !== null}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setProblem(null);
        }}
      />
      <Checkbox
        label="Wait for an answer"
        checked={hasReply}
        onChange={({ currentTarget }) => setHasReply(currentTarget.checked)}
      />
      <Refusable does="Send it as it stands" refusal={refusal}>
        <Button
          type="submit"
          variant="default"
          disabled={!isReady}
          loading={isOut}
        >
          Send
        </Button>
      </Refusable>
      <p id={warning} className={classes['warning']}>
        It goes to the hardware as it stands, past limits and units: a motor may
        move. Its end is added.
      </p>
      {problem !== null && (
        <p role="alert" className={classes['error']}>
          {problem}
        </p>
      )}
      <output className={classes['answer']}>{answer}</output>
    </form>
  );
}
