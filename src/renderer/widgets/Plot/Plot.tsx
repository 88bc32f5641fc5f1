import { useEffect, useRef, type PointerEvent, type Ref } from 'react';
import { createDrawing, type Drawing, type DrawingSource } from './drawing.ts';
import type { PlotPoint } from './figure.ts';
import styles from './Plot.module.css';

/** Two clicks within this time are a double click, ms. */
const doubleClickMs = 300;
/** A press that moved further than this is a drag, px. */
const clickSlack = 4;

export interface PlotProps extends DrawingSource {
  /** What the plot shows, for those who cannot see it. */
  readonly label: string;
  /** Subscribes to what the figure is made of; the drawing follows at its own pace. */
  readonly watch: (changed: () => void) => () => void;
  /** Subscribes to what only the marks are made of. */
  readonly watchMarks: (changed: () => void) => () => void;
  /** The pointer moved over the plot area; null = it left. */
  readonly onHover?: (at: PlotPoint | null) => void;
  /** A single click in the plot area. A double click shows everything again. */
  readonly onPick?: (at: PlotPoint) => void;
  readonly ref?: Ref<Drawing>;
}

/** A plot: drag or wheel zooms, double click shows everything, marks move without a redraw. */
export default function Plot(props: PlotProps) {
  const { label, watch, watchMarks, figure, marks, onHover, onPick, ref } =
    props;
  const host = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing>(null);
  const source = useRef<DrawingSource>({ figure, marks });
  const pressed = useRef<{ x: number; y: number } | null>(null);
  const onPickNow = useRef(onPick);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (!host.current || !layer.current) return undefined;
    const made = createDrawing(
      host.current,
      layer.current,
      {
        figure: (theme) => source.current.figure(theme),
        marks: () => source.current.marks(),
      },
      (name) => styles[name] ?? name,
    );
    drawing.current = made;
    assign(ref, made);
    return () => {
      clearTimeout(waiting.current);
      made.stop();
      assign(ref, null);
    };
  }, [ref]);

  useEffect(() => {
    source.current = { figure, marks };
    drawing.current?.request();
  }, [figure, marks]);
  useEffect(() => {
    onPickNow.current = onPick;
  }, [onPick]);
  useEffect(() => watch(() => drawing.current?.request()), [watch]);
  useEffect(
    () => watchMarks(() => drawing.current?.requestMarks()),
    [watchMarks],
  );

  const placeOf = (event: PointerEvent): PlotPoint | null =>
    drawing.current?.placeAt(event.clientX, event.clientY) ?? null;

  useEffect(() => {
    const onRelease = (event: globalThis.PointerEvent): void => {
      const from = pressed.current;
      pressed.current = null;
      drawing.current?.hold(false);
      if (
        !from ||
        Math.hypot(event.clientX - from.x, event.clientY - from.y) > clickSlack
      )
        return;
      const at = drawing.current?.placeAt(event.clientX, event.clientY);
      if (!at) return;
      const isSecond = waiting.current !== undefined;
      clearTimeout(waiting.current);
      waiting.current = undefined;
      if (isSecond) {
        drawing.current?.resetZoom();
        return;
      }
      waiting.current = setTimeout(() => {
        waiting.current = undefined;
        onPickNow.current?.(at);
      }, doubleClickMs);
    };
    const onCancel = (): void => {
      pressed.current = null;
      drawing.current?.hold(false);
    };
    // On the window: Plotly lays a cover over everything while a button is down, and a drag may end anywhere.
    window.addEventListener('pointerup', onRelease, { capture: true });
    window.addEventListener('pointercancel', onCancel);
    return () => {
      window.removeEventListener('pointerup', onRelease, { capture: true });
      window.removeEventListener('pointercancel', onCancel);
    };
  }, []);

  return (
    <div
      className={styles['root']}
      role="img"
      aria-label={label}
      onPointerMove={(event) => onHover?.(placeOf(event))}
      onPointerLeave={() => onHover?.(null)}
      onPointerDownCapture={(event) => {
        if (event.button !== 0) return;
        pressed.current = { x: event.clientX, y: event.clientY };
        drawing.current?.hold(true);
      }}
    >
      <div ref={host} className={styles['host']} />
      <div ref={layer} className={styles['layer']} aria-hidden="true" />
    </div>
  );
}

function assign(ref: Ref<Drawing> | undefined, value: Drawing | null): void {
  if (typeof ref === 'function') ref(value);
  else if (ref) ref.current = value;
}
