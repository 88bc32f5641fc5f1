import { type RefObject, useEffect, useRef } from 'react';

/** Brings what has just appeared below a long form into view. */
export function useIntoView<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which React would take for the way to tidy up.
    ref.current?.scrollIntoView({ block: 'start' });
  }, []);
  return ref;
}
