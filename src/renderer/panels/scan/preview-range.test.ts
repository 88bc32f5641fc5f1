import { describe, expect, it } from 'vitest';
import { isBeyond, percentIn, previewRange } from './preview-range.ts';

describe('the preview of a scan', () => {
  it('shows the scan and the present position with a margin', () => {
    expect(previewRange({ lowest: 0, highest: 1 }, 4)).toEqual({
      from: -0.2,
      to: 4.2,
    });
  });

  it('shows something when the scan has one position only', () => {
    const range = previewRange({ lowest: 0, highest: 0 }, null);
    expect(percentIn(0, range)).toBe(50);
  });

  it('knows a point beyond an open or a closed limit', () => {
    expect(isBeyond(5, { lower: null, upper: 4.5 })).toBe(true);
    expect(isBeyond(-1e9, { lower: null, upper: 4.5 })).toBe(false);
    expect(isBeyond(-3, { lower: -2, upper: null })).toBe(true);
  });
});
