import type { Mark } from './figure.ts';

/** Where the plot area lies in its element, px, and what it shows, data units (log axes: powers of ten). */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly right: Scale | null;
}

/** The ends of an axis as shown: first the left or lower one. Log axes have powers of ten. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly isLog: boolean;
}

/** Part of the way from the start of an axis to its end; NaN for what a log axis cannot show. */
export function alongScale(value: number, { from, to, isLog }: Scale): number {
  const shown = isLog ? Math.log10(value) : value;
  return (shown - from) / (to - from);
}

/** The value at a part of the way. */
export function valueAt(part: number, { from, to, isLog }: Scale): number {
  const shown = from + part * (to - from);
  return isLog ? 10 ** shown : shown;
}

/** A layer of marks over a plot: plain elements that are moved, so that no redraw is needed. */
export function createMarkLayer(
  layer: HTMLElement,
  classOf: (name: string) => string,
): (marks: readonly Mark[], area: Area | null) => void {
  const elements = new Map<string, HTMLElement>();
  return (marks, area) => {
    const gone = new Set(elements.keys());
    for (const mark of area ? marks : []) {
      const element = elements.get(mark.id) ?? document.createElement('div');
      if (!elements.has(mark.id)) {
        elements.set(mark.id, element);
        layer.append(element);
      }
      gone.delete(mark.id);
      if (area) place(element, mark, area, classOf);
    }
    for (const id of gone) {
      elements.get(id)?.remove();
      elements.delete(id);
    }
  };
}

function place(
  element: HTMLElement,
  mark: Mark,
  area: Area,
  classOf: (name: string) => string,
): void {
  if (mark.kind === 'dot') {
    const scale = mark.side === 'right' && area.right ? area.right : area.y;
    const x = alongScale(mark.x, area.x);
    const y = alongScale(mark.y, scale);
    element.className = classOf('dot');
    element.style.background = mark.colour;
    element.hidden = !isInside(x) || !isInside(y);
    move(element, area.left + x * area.width, area.top + (1 - y) * area.height);
    return;
  }
  const part = alongScale(mark.at, mark.along === 'x' ? area.x : area.y);
  element.hidden = !isInside(part);
  // Near the end the label lies on the other side of its line.
  const isFar = part > 0.85;
  element.className = [mark.look, mark.along, ...(isFar ? ['far'] : [])]
    .map(classOf)
    .join(' ');
  if ((element.dataset['label'] ?? '') !== (mark.label ?? '')) {
    if (mark.label === undefined) delete element.dataset['label'];
    else element.dataset['label'] = mark.label;
  }
  if (mark.along === 'x') {
    element.style.height = `${area.height}px`;
    move(element, area.left + part * area.width, area.top);
  } else {
    element.style.width = `${area.width}px`;
    move(element, area.left, area.top + (1 - part) * area.height);
  }
}

function move(element: HTMLElement, x: number, y: number): void {
  element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
}

function isInside(part: number): boolean {
  return part >= 0 && part <= 1;
}
