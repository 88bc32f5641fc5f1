import type { KeyboardEvent, PointerEvent } from 'react';
import { useWorkbench } from './workbench-store.ts';
import classes from './HeightHandle.module.css';

const smallest = 110;
const upperNeeds = 300;
const keyStep = 24;

/** The line under the run bar that sets the height of the lower panels: drag it, or arrow keys. */
export default function HeightHandle() {
  const now = useWorkbench((workbench) => workbench.lowerHeight);
  const onHeight = useWorkbench((workbench) => workbench.setLowerHeight);
  const set = (height: number): void => {
    onHeight(
      Math.round(
        Math.min(Math.max(smallest, height), window.innerHeight - upperNeeds),
      ),
    );
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      set(window.innerHeight - event.clientY - 8);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = { ArrowUp: keyStep, ArrowDown: -keyStep }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      const { bottom } = event.currentTarget.getBoundingClientRect();
      set(window.innerHeight - bottom - 6 + by);
    }
  };
  return (
    <div
      className={classes['handle']}
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the lower panels"
      aria-valuemin={smallest}
      aria-valuemax={window.innerHeight - upperNeeds}
      aria-valuenow={now ?? Math.round(window.innerHeight * 0.22)}
      aria-valuetext={now === null ? 'as at the start' : `${now} pixels`}
      tabIndex={0}
      onPointerDown={(event) =>
        event.currentTarget.setPointerCapture(event.pointerId)
      }
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
