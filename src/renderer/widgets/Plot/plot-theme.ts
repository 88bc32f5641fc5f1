/** The theme's colours and sizes as Plotly needs them. */
export interface PlotTheme {
  readonly ink: string;
  readonly secondary: string;
  readonly line: string;
  readonly panel: string;
  readonly accent: string;
  readonly fontFamily: string;
  readonly fontSize: number;
  /** One colour per channel, told apart by colour-blind eyes; orange and red are kept for their meanings. */
  readonly series: readonly string[];
}

/** Size of the labels at font scale 1, px. */
export const plainFontSize = 11.5;

/** Reads the theme's CSS variables where the plot stands. */
export function readTheme(element: HTMLElement): PlotTheme {
  const style = getComputedStyle(element);
  const get = (name: string, otherwise: string): string =>
    style.getPropertyValue(name).trim() || otherwise;
  const accent = get('--accent', '#1769c2');
  const rootSize =
    Number.parseFloat(getComputedStyle(document.documentElement).fontSize) ||
    16;
  return {
    ink: get('--ink', '#1b2530'),
    secondary: get('--secondary', '#5b6875'),
    line: get('--line', '#dde2e8'),
    panel: get('--panel', '#ffffff'),
    accent,
    fontFamily: style.fontFamily || 'sans-serif',
    fontSize: (rootSize * plainFontSize) / 16,
    series: [
      accent,
      ...[2, 3, 4, 5, 6].map((n) => get(`--series-${n}`, accent)),
    ],
  };
}

/** Calls when light or dark, or the font size, is switched. Answers with the way to stop. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-mantine-color-scheme', 'style', 'class'],
  });
  return () => {
    observer.disconnect();
  };
}
