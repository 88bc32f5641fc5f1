import { Button } from '@mantine/core';
import { useState } from 'react';
import type { MethodState } from '../../../contract/parameters.ts';
import { call } from '../../stores/call.ts';
import Refusable from '../../widgets/Refusable.tsx';

export interface MethodButtonProps {
  readonly device: string;
  readonly method: MethodState;
  /** Why this page may not steer. */
  readonly refusal: string | null;
}

/** Tells a device to do something; busy until it is done. The device's Stop ends it. */
export default function MethodButton({
  device,
  method,
  refusal,
}: MethodButtonProps) {
  const { name, title, help, whyNot } = method;
  const [isRunning, setRunning] = useState(false);
  const why = isRunning
    ? `${title} is under way. Stop ends it.`
    : (refusal ?? whyNot);

  const run = async (): Promise<void> => {
    setRunning(true);
    await call(
      'devices.call',
      { name: device, method: name },
      { timeoutMs: null },
    );
    setRunning(false);
  };

  return (
    <Refusable does={help} refusal={why}>
      <Button
        variant="default"
        loading={isRunning}
        aria-busy={isRunning}
        disabled={why !== null}
        onClick={() => void run()}
      >
        {title}
      </Button>
    </Refusable>
  );
}
