import type { Data, Layout, LayoutAxis, Margin, PlotData } from 'plotly.js';
import { clip, decimate } from './decimate.ts';
import type {
  AxisLook,
  Curve,
  CurvesFigure,
  Figure,
  MapFigure,
  PlotSize,
} from './figure.ts';
import { evenSteps, shrinkGrid } from './grid.ts';
import { plainFontSize, type PlotTheme } from './plot-theme.ts';

/** Points are marked up to this many of a curve; beyond it the marks run together and only cost time. */
const mostMarkers = 120;
/** Every label of an axis has the same decimals, as many as its step needs: 0.0, 0.5, 1.0. */
const tickformatstops = [1, 2, 3, 4, 5, 6].map((decimals) => ({
  enabled: true,
  dtickrange: [10 ** -decimals, 9.5 * 10 ** -decimals] satisfies [
    number,
    number,
  ],
  value: `.${decimals}f`,
}));
/** More cells than this on one side of a map no panel shows. */
const mostCells = 512;
/** Single points of a map that is no grid: more would block the page. */
const mostDots = 5000;

/** What somebody zoomed to, in Plotly's numbers (log axes: powers of ten); null = as the figure says. */
export interface Zoom {
  readonly x: readonly [number, number] | null;
  readonly left: readonly [number, number] | null;
  readonly right: readonly [number, number] | null;
}

export const noZoom: Zoom = { x: null, left: null, right: null };

/** Our figure in Plotly's words. */
export function plotlyFigure(
  figure: Figure,
  size: PlotSize,
  theme: PlotTheme,
  zoom: Zoom,
): { data: Data[]; layout: Partial<Layout> } {
  const margin = marginOf(figure, theme);
  const layout: Partial<Layout> = {
    ...size,
    margin: { ...margin, pad: 0, ...{ autoexpand: false } },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: {
      family: theme.fontFamily,
      size: theme.fontSize,
      color: theme.secondary,
    },
    separators: '.\u2009',
    showlegend: false,
    // The panel shows values in a fixed place; Plotly's moving boxes would cost a search per mouse move.
    hovermode: false,
    dragmode: 'zoom',
    uirevision: figure.view,
    xaxis: axis(figure.x, theme, zoom.x),
    yaxis: axis(figure.left, theme, zoom.left),
  };
  if (figure.kind === 'map') return { data: [mapData(figure, theme)], layout };
  if (figure.right) {
    layout.yaxis2 = {
      ...axis(figure.right, theme, zoom.right),
      overlaying: 'y',
      side: 'right',
      showgrid: false,
      // Round numbers of its own rather than odd ones at the left axis's lines.
      tickmode: 'auto',
    };
  }
  return {
    data: curveData(
      figure,
      size.width - margin.l - margin.r,
      theme.fontSize / plainFontSize,
      zoom,
    ),
    layout,
  };
}

/** Room around the plot area, px: fixed, so that nothing moves when a tick label grows. */
export function marginOf(
  figure: Figure,
  theme: PlotTheme,
): Pick<Margin, 'l' | 'r' | 't' | 'b'> {
  const em = theme.fontSize;
  const hasRight = figure.kind === 'curves' && figure.right !== null;
  const right =
    figure.kind === 'map' ? 7.5 * em : hasRight ? 5.4 * em : 1.6 * em;
  return {
    l: Math.round(5.4 * em),
    r: Math.round(right),
    t: Math.round(1.8 * em),
    b: Math.round(4 * em),
  };
}

/** `scale`: how much thicker lines are where everything is larger. */
function curveData(
  figure: CurvesFigure,
  width: number,
  scale: number,
  zoom: Zoom,
): Data[] {
  return figure.curves.map((curve) => ({
    type: 'scatter',
    mode:
      curve.hasDots && curve.x.length <= mostMarkers
        ? 'lines+markers'
        : 'lines',
    name: curve.name,
    ...thinned(curve, width, zoom),
    yaxis: curve.side === 'right' ? 'y2' : 'y',
    opacity: curve.opacity,
    line: { color: curve.colour, width: curve.width * scale, shape: 'linear' },
    marker: { color: curve.colour, size: curve.width * 2 * scale },
    hoverinfo: 'skip',
    connectgaps: false,
  }));
}

function thinned(
  curve: Curve,
  width: number,
  zoom: Zoom,
): { x: Float64Array; y: Float64Array } {
  const part = zoom.x ? clip(curve.x, curve.y, zoom.x) : curve;
  return decimate(part.x, part.y, Math.max(100, Math.round(width)));
}

function mapData(figure: MapFigure, theme: PlotTheme): Data {
  const bar = {
    title: {
      text: figure.z.title,
      side: 'right' as const,
      font: { size: theme.fontSize * 1.08, color: theme.secondary },
    },
    thickness: theme.fontSize,
    outlinewidth: 0,
    x: 1.01,
    xpad: 4,
    ypad: 0,
    tickfont: { size: theme.fontSize, color: theme.secondary },
    exponentformat: 'SI' as const,
  };
  if (figure.grid) {
    const grid = shrinkGrid(figure.grid, mostCells);
    return {
      type: 'heatmap',
      ...positions('x', grid.x),
      ...positions('y', grid.y),
      z: grid.rows.map((row) => [...(figure.z.isLog ? row.map(logOf) : row)]),
      colorscale: 'Viridis',
      colorbar: bar,
      hoverinfo: 'skip',
      zsmooth: false,
    };
  }
  const { x, y, z } = figure.points;
  const from = Math.max(0, x.length - mostDots);
  const shown = z.subarray(from);
  return {
    type: 'scatter',
    mode: 'markers',
    x: x.subarray(from),
    y: y.subarray(from),
    hoverinfo: 'skip',
    marker: {
      color: [...(figure.z.isLog ? shown.map(logOf) : shown)],
      colorscale: 'Viridis',
      size: theme.fontSize,
      symbol: 'square',
      showscale: true,
      colorbar: bar,
    },
  };
}

function positions(along: 'x' | 'y', values: Float64Array): Partial<PlotData> {
  const even = evenSteps(values);
  return even
    ? { [`${along}0`]: even.start, [`d${along}`]: even.step }
    : { [along]: values };
}

function axis(
  look: AxisLook,
  theme: PlotTheme,
  zoomed: readonly [number, number] | null,
): Partial<LayoutAxis> {
  const range =
    zoomed ?? (look.isLog ? look.range?.map(logOf) : look.range) ?? null;
  return {
    title: {
      text: look.title,
      standoff: theme.fontSize * 0.6,
      font: { size: theme.fontSize * 1.08, color: theme.secondary },
    },
    tickfont: { size: theme.fontSize, color: theme.secondary },
    type: look.isLog ? 'log' : 'linear',
    ...(range === null
      ? { autorange: true }
      : { range: [...range], autorange: false }),
    gridcolor: theme.line,
    linecolor: theme.line,
    zeroline: false,
    ticks: '',
    exponentformat: 'SI',
    tickformatstops,
    nticks: 8,
    automargin: false,
    fixedrange: false,
  };
}

function logOf(value: number): number {
  return value > 0 ? Math.log10(value) : NaN;
}
