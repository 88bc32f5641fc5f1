import { useState } from 'react';
import type { ParameterState } from '../../../contract/parameters.ts';
import { accepted } from '../../stores/accepted.ts';
import { ask } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import { readInput } from '../../../contract/typed-number.ts';

/** A parameter's value being given anew. */
export interface Editor {
  /** Why it cannot be set now, in words; null = it can. */
  readonly whyNot: string | null;
  /** What has been typed; null = nobody is typing. */
  readonly typed: string | null;
  /** What the station said to what was typed last. */
  readonly problem: string | null;
  readonly isSending: boolean;
  readonly begin: () => void;
  readonly type: (text: string) => void;
  readonly cancel: () => void;
  readonly send: () => void;
  /** Sets one of a closed list at once. */
  readonly choose: (option: string) => void;
}

/** What is typed stays until it is accepted or given up, whatever the station says. */
export function useEditor(device: string, parameter: ParameterState): Editor {
  const { name, kind, value, whyNot } = parameter;
  const refusal = useControlRefusal();
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);

  const set = async (input: number | string): Promise<void> => {
    setSending(true);
    const said = await accepted(
      ask(
        'devices.setParameter',
        { name: device, parameter: name, value: input },
        { timeoutMs: null },
      ),
    );
    setSending(false);
    setProblem(said);
    if (said === null) setTyped(null);
  };

  return {
    whyNot: refusal ?? whyNot,
    typed,
    problem,
    isSending,
    begin: () => {
      setTyped(asTyped(value));
      setProblem(null);
    },
    type: (text) => {
      setTyped(text);
      setProblem(null);
    },
    cancel: () => {
      setTyped(null);
      setProblem(null);
    },
    send: () => {
      if (typed === null || isSending) return;
      const input = kind === 'quantity' ? readInput(typed) : typed;
      if (input === '' && kind === 'quantity') {
        setProblem('Type a number, with a unit that fits if you like.');
        return;
      }
      void set(input);
    },
    choose: (option) => void set(option),
  };
}

/** As one would type it, with all its digits but the noise of rounding. */
function asTyped(value: number | string | null): string {
  return typeof value === 'number'
    ? String(Number(value.toPrecision(12)))
    : (value ?? '');
}
