import { IconMinus, IconPlayerStop, IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { DeviceState } from '../../contract/devices.ts';
import { call } from '../stores/call.ts';
import { useSteps } from '../stores/steps.ts';
import { atLimit } from './device-state.ts';
import { typedNumber } from './format.ts';
import classes from './StepControl.module.css';
import StepField from './StepField.tsx';

export interface StepControlProps {
  readonly device: DeviceState;
  /** Why it may not be moved; null = it may. Stop needs no leave. */
  readonly refusal: string | null;
  /** Where a Stop of the device is always at hand beside it, there is none in here. */
  readonly hasStop?: boolean;
}

/**
 * Minus, step, plus. While the device moves it is one Stop button; when this page's own steps move it, minus and
 * plus stay beside the Stop, so that one can go on stepping.
 */
export default function StepControl({
  device,
  refusal,
  hasStop = true,
}: StepControlProps) {
  const { name, status, unit, decimals, limits } = device;
  const isMoving = status === 'moving';
  const [isStepping, setStepping] = useState(false);
  const own = useSteps((view) => view.steps[name]);
  const step = own ?? device.step ?? 10 ** -Math.max(0, decimals - 1);

  useEffect(() => {
    if (!isMoving) {
      // The first reading after a click may still say "idle"; the pair is put away a moment later.
      const timer = setTimeout(() => setStepping(false), 1500);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [isMoving]);

  const jog = (by: number): void => {
    setStepping(true);
    void call('devices.jog', { name, by }, { timeoutMs: null });
  };
  const stop = (
    <button
      type="button"
      className={classes['stop']}
      aria-label={`Stop ${name}`}
      onClick={() => void call('devices.stop', { names: [name] })}
    >
      <IconPlayerStop size={14} stroke={2} aria-hidden />
      Stop
    </button>
  );
  if (hasStop && isMoving && !isStepping) {
    return stop;
  }
  const { lower, upper } = atLimit(device);
  const words = `${typedNumber(step, 12)} ${unit}`;
  return (
    <div
      className={classes['control']}
      role="group"
      aria-label={`Step ${name}`}
    >
      <button
        type="button"
        aria-label={`Step ${name} down by ${words}`}
        title={
          refusal ??
          (lower ? `${name} is at its lower limit.` : `Down by ${words}`)
        }
        disabled={refusal !== null || lower}
        onClick={() => jog(-step)}
      >
        <IconMinus size={14} stroke={2} aria-hidden />
      </button>
      {hasStop && isMoving ? (
        stop
      ) : (
        <StepField {...{ name, step, decimals, unit, limits }} />
      )}
      <button
        type="button"
        aria-label={`Step ${name} up by ${words}`}
        title={
          refusal ??
          (upper ? `${name} is at its upper limit.` : `Up by ${words}`)
        }
        disabled={refusal !== null || upper}
        onClick={() => jog(step)}
      >
        <IconPlus size={14} stroke={2} aria-hidden />
      </button>
    </div>
  );
}
