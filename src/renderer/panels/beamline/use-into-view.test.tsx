import { render } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useIntoView } from './use-into-view.ts';

function Shown() {
  const ref = useIntoView<HTMLElement>();
  return <section ref={ref} data-testid="shown" />;
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('scrolls the form to what appeared below it, and no box around the form', () => {
  const around = vi.spyOn(Element.prototype, 'scrollIntoView');
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(
    function (this: Element) {
      return new DOMRect(0, this.tagName === 'SECTION' ? 480 : 44, 300, 200);
    },
  );
  const { container, getByTestId } = render(
    <div data-scroller>
      <Shown />
    </div>,
  );
  expect(getByTestId('shown').parentElement?.scrollTop).toBe(436);
  expect(container.scrollTop).toBe(0);
  expect(around).not.toHaveBeenCalled();
});
