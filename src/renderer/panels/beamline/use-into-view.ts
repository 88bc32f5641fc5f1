import { type RefObject, useEffect, useRef } from 'react';

/**
 * Brings what has just appeared below a long form into view, within the part of the panel that scrolls. The panel itself
 * stays where it is: `scrollIntoView` would move every box around it, too.
 */
export function useIntoView<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    const shown = ref.current;
    const scroller = shown?.closest('[data-scroller]');
    if (!shown || !scroller) return;
    scroller.scrollTop +=
      shown.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  }, []);
  return ref;
}
