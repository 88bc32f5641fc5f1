/**
 * Calls `notify` at most once per animation frame, however often the answer is called.
 * Live data arrives far faster than a screen can show it.
 */
export function oncePerFrame(notify: () => void): () => void {
  let isScheduled = false;
  return () => {
    if (isScheduled) {
      return;
    }
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      notify();
    });
  };
}
