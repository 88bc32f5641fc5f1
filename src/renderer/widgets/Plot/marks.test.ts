import { describe, expect, it } from 'vitest';
import { alongScale, createMarkLayer, valueAt, type Area } from './marks.ts';

const area: Area = {
  left: 50,
  top: 10,
  width: 200,
  height: 100,
  x: { from: -1, to: 1, isLog: false },
  y: { from: 0, to: 3, isLog: true },
  right: null,
};

describe('a scale', () => {
  it('goes both ways, also for powers of ten and from high to low', () => {
    expect(alongScale(100, area.y)).toBeCloseTo(2 / 3);
    expect(valueAt(2 / 3, area.y)).toBeCloseTo(100);
    expect(alongScale(0.5, { from: 1, to: 0, isLog: false })).toBe(0.5);
  });
});

describe('the marks over a plot', () => {
  it('lie at their values, are hidden outside, and go when they are no longer given', () => {
    const layer = document.createElement('div');
    const draw = createMarkLayer(layer, (name) => name);
    const position = {
      kind: 'line',
      id: 'p',
      along: 'x',
      look: 'position',
      label: 'samx',
    } as const;
    draw([{ ...position, at: 0 }], area);
    const element = layer.firstElementChild;
    if (!(element instanceof HTMLElement)) throw new Error('There is no mark.');
    expect(element.style.transform).toBe('translate(150.0px, 10.0px)');
    expect(element.dataset['label']).toBe('samx');
    draw([{ ...position, at: 5 }], area);
    expect(layer.firstElementChild).toBe(element);
    expect(element.hidden).toBe(true);
    draw([], area);
    expect(layer.childElementCount).toBe(0);
  });

  it('are all hidden where a log scale has no place for them', () => {
    const layer = document.createElement('div');
    const draw = createMarkLayer(layer, (name) => name);
    draw(
      [{ kind: 'dot', id: 'd', x: 0, y: -1, side: 'left', colour: 'red' }],
      area,
    );
    expect(
      layer.firstElementChild instanceof HTMLElement &&
        layer.firstElementChild.hidden,
    ).toBe(true);
  });
});
