import type {
  Config,
  Layout,
  PlotlyHTMLElement,
  PlotRelayoutEvent,
} from 'plotly.js';
import type * as PlotlyModule from 'plotly.js-strict-dist-min';
import type { Figure, Mark, PlotPoint, PlotSize } from './figure.ts';
import { createMarkLayer, valueAt, type Area, type Scale } from './marks.ts';
import { onThemeChange, readTheme, type PlotTheme } from './plot-theme.ts';
import { marginOf, noZoom, plotlyFigure, type Zoom } from './plotly-figure.ts';
import { createRedrawLoop } from './redraw-loop.ts';

/** As much of Plotly as is used here. */
type Library = Pick<typeof PlotlyModule, 'react' | 'purge' | 'toImage'>;

/** Maps cost most to draw, and nobody reads one that changes faster. */
const mapIntervalMs = 200;

const config: Partial<Config> = {
  displayModeBar: false,
  // Back to everything is ours: it must know about the planned range.
  doubleClick: false,
  scrollZoom: true,
  showTips: false,
};

/** What a drawing asks when it draws. */
export interface DrawingSource {
  readonly figure: (theme: PlotTheme) => Figure | null;
  readonly marks: () => readonly Mark[];
}

/** A plot on the page. Ends with `stop`. */
export interface Drawing {
  /** The data changed. */
  request(): void;
  /** Only the marks did. */
  requestMarks(): void;
  /** Shows everything again. */
  resetZoom(): void;
  /** While somebody drags a zoom, nothing is redrawn under the hand. */
  hold(isHeld: boolean): void;
  /** The place under a point of the window; null = outside the plot area. */
  placeAt(clientX: number, clientY: number): PlotPoint | null;
  /** PNG as a data URL, with the panel's background. */
  toPng(): Promise<string>;
  stop(): void;
}

/** Draws on `host` and puts the marks into `layer`. Plotly is fetched when the first plot appears. */
export function createDrawing(
  host: HTMLElement,
  layer: HTMLElement,
  source: DrawingSource,
  classOf: (name: string) => string,
): Drawing {
  let theme = readTheme(host);
  let size: PlotSize = { width: 0, height: 0 };
  let gd: PlotlyHTMLElement | null = null;
  let shown: Figure | null = null;
  let zoom: Zoom = noZoom;
  let isHeld = false;
  let isMissed = false;
  let marksFrame: number | null = null;
  let revision = 0;
  let Plotly: Library | null = null;
  const drawMarks = createMarkLayer(layer, classOf);

  const loop = createRedrawLoop(draw, () =>
    shown?.kind === 'map' ? mapIntervalMs : 0,
  );
  // Not awaited while drawing: the loop would rest as long as the loading took.
  void import('plotly.js-strict-dist-min').then((library) => {
    Plotly = library;
    loop.request();
  });
  const resized = new ResizeObserver(() => {
    size = { width: host.clientWidth, height: host.clientHeight };
    loop.request();
  });
  resized.observe(host);
  const stopTheme = onThemeChange(() => {
    theme = readTheme(host);
    loop.request();
  });

  async function draw(): Promise<void> {
    if (size.width < 50 || size.height < 50) return;
    if (Plotly === null) return;
    if (isHeld) {
      isMissed = true;
      return;
    }
    const next = source.figure(theme);
    if (next === null) {
      if (gd) Plotly.purge(host);
      gd = null;
      shown = null;
      drawMarks([], null);
      return;
    }
    const view = `${next.kind} ${next.view}`;
    if (shown?.view !== view) zoom = noZoom;
    const figure = { ...next, view };
    const { data, layout } = plotlyFigure(figure, size, theme, zoom);
    layout.datarevision = ++revision;
    const isFirst = gd === null;
    gd = await Plotly.react(host, data, layout, config);
    shown = figure;
    if (isFirst) {
      gd.on('plotly_relayout', onZoom);
      gd.on('plotly_relayouting', requestMarks);
    }
    requestMarks();
  }

  /** Somebody zoomed: kept by us, because a figure whose own range grows would win over Plotly's memory. */
  function onZoom(event: PlotRelayoutEvent): void {
    const names = Object.keys(event);
    const touched = (axis: string): boolean =>
      names.some((name) => name.startsWith(`${axis}.range`));
    const { xaxis, yaxis, yaxis2 } = gd?.layout ?? {};
    zoom = {
      x: touched('xaxis') ? rangeOf(xaxis) : zoom.x,
      left: touched('yaxis') ? rangeOf(yaxis) : zoom.left,
      right: touched('yaxis2') ? rangeOf(yaxis2) : zoom.right,
    };
    // A closer view has room for points that were thinned out.
    loop.request();
    requestMarks();
  }

  function requestMarks(): void {
    marksFrame ??= requestAnimationFrame(() => {
      marksFrame = null;
      drawMarks(source.marks(), area());
    });
  }

  function area(): Area | null {
    if (gd === null || shown === null) return null;
    const margin = marginOf(shown, theme);
    const x = scaleOf(gd.layout.xaxis, shown.x.isLog);
    const y = scaleOf(gd.layout.yaxis, shown.left.isLog);
    if (!x || !y) return null;
    const right = shown.kind === 'curves' ? shown.right : null;
    return {
      left: margin.l,
      top: margin.t,
      width: size.width - margin.l - margin.r,
      height: size.height - margin.t - margin.b,
      x,
      y,
      right: right ? (scaleOf(gd.layout.yaxis2, right.isLog) ?? null) : null,
    };
  }

  return {
    request: loop.request,
    requestMarks,
    resetZoom() {
      zoom = noZoom;
      loop.request();
    },
    hold(held) {
      isHeld = held;
      if (!held && isMissed) loop.request();
      if (!held) isMissed = false;
    },
    placeAt(clientX, clientY) {
      const on = area();
      if (!on) return null;
      const box = host.getBoundingClientRect();
      const x = (clientX - box.left - on.left) / on.width;
      const y = 1 - (clientY - box.top - on.top) / on.height;
      if (x < 0 || x > 1 || y < 0 || y > 1) return null;
      return { x: valueAt(x, on.x), y: valueAt(y, on.y), clientX, clientY };
    },
    async toPng() {
      if (!gd || !Plotly) return '';
      const layout: Partial<Layout> = {
        ...gd.layout,
        paper_bgcolor: theme.panel,
      };
      return Plotly.toImage(
        { data: gd.data, layout, config },
        { format: 'png', width: size.width, height: size.height, scale: 2 },
      );
    },
    stop() {
      loop.stop();
      resized.disconnect();
      stopTheme();
      if (marksFrame !== null) cancelAnimationFrame(marksFrame);
      if (gd) Plotly?.purge(host);
      gd = null;
    },
  };
}

function scaleOf(
  axis: Partial<Layout['xaxis']> | undefined,
  isLog: boolean,
): Scale | undefined {
  const range = rangeOf(axis);
  return range ? { from: range[0], to: range[1], isLog } : undefined;
}

function rangeOf(
  axis: Partial<Layout['xaxis']> | undefined,
): readonly [number, number] | null {
  const range: readonly unknown[] = axis?.range ?? [];
  const [from, to] = range;
  return typeof from === 'number' && typeof to === 'number' && from !== to
    ? [from, to]
    : null;
}
