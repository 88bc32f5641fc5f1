import { usePrevious, useViewportSize } from '@mantine/hooks';
import { type CSSProperties, type ReactNode, useEffect } from 'react';
import { useSettings } from '../stores/settings.ts';
import Dock from './Dock.tsx';
import { followScale, followWindow } from './docks.ts';
import HeightHandle from './HeightHandle.tsx';
import { lowWindow } from './layout.ts';
import { useWorkbench } from './workbench-store.ts';
import classes from './Workbench.module.css';

/** In a low window the tables show their first lines only: the scan form above needs the room. */
function startHeight(isLow: boolean): string {
  return isLow ? '8.5rem' : 'clamp(10rem, 22vh, 22rem)';
}

/** The panels: an upper and a lower dock with the run bar, which never moves, between them. */
export default function Workbench({ runBar }: { readonly runBar: ReactNode }) {
  const scale = useSettings((settings) => settings.fontScale);
  const lastScale = usePrevious(scale);
  const lowerHeight = useWorkbench((workbench) => workbench.lowerHeight);
  const { height } = useViewportSize();
  const isLow = height / scale < lowWindow;

  useEffect(() => {
    if (height > 0) {
      followWindow(isLow);
    }
  }, [height, isLow]);

  useEffect(() => {
    if (lastScale !== undefined) {
      followScale(scale / lastScale);
    }
  }, [scale, lastScale]);

  const style: CSSProperties & Record<'--lower-height', string> = {
    '--lower-height':
      lowerHeight === null ? startHeight(isLow) : `${lowerHeight}px`,
  };
  return (
    <div
      className={classes['workbench']}
      style={style}
      data-low={isLow || undefined}
    >
      <Dock name="upper" label="Devices, plot and scan" />
      <div className={classes['between']}>
        {runBar}
        <HeightHandle />
      </div>
      <Dock name="lower" label="Tables" />
    </div>
  );
}
