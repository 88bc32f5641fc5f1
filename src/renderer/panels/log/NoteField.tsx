import { Button, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { toReport } from '../../../contract/errors.ts';
import { ask } from '../../stores/call.ts';
import classes from './LogPanel.module.css';

const draftKey = 'beamtime.note';

/** The field for a note. What is typed survives a reload until it is added. */
export default function NoteField() {
  const [text, setText] = useState(
    () => sessionStorage.getItem(draftKey) ?? '',
  );
  const [problem, setProblem] = useState<string | null>(null);

  const change = (value: string): void => {
    setText(value);
    setProblem(null);
    sessionStorage.setItem(draftKey, value);
  };
  const add = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (text.trim() === '') {
      return;
    }
    try {
      await ask('log.note', { text: text.trim() });
      change('');
    } catch (error) {
      setProblem(toReport(error).message);
    }
  };

  return (
    <form className={classes['note']} onSubmit={(event) => void add(event)}>
      <TextInput
        aria-label="Write a note"
        placeholder="Write a note"
        maxLength={10_000}
        value={text}
        error={problem}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={text.trim() === ''}>
        Add note
      </Button>
    </form>
  );
}
