const key = 'beamtime.session';
const patienceMs = 500;

/** This page's session: survives a reload, so that control stays with it, but not a second window. */
export function sessionId(): string {
  const known = sessionStorage.getItem(key);
  return known !== null && known.length >= 8 ? known : renewed();
}

/**
 * Makes sure that no other tab has this session: a duplicated tab starts with a copy of it. Where the browser has no
 * locks (a page of the local network without https) a copy keeps the session and shares control.
 */
export async function claimSession(): Promise<void> {
  if ('locks' in navigator && !(await hold(sessionId()))) {
    await hold(renewed());
  }
}

/**
 * Takes the session's lock until the page is gone; false when another tab has it. A page that is being reloaded
 * needs a moment to let go.
 */
function hold(session: string): Promise<boolean> {
  const signal = AbortSignal.timeout(patienceMs);
  return new Promise((resolve) => {
    navigator.locks
      .request(`${key}.${session}`, { signal }, () => {
        resolve(true);
        return new Promise<never>(() => undefined);
      })
      .catch(() => {
        // A browser that forbids locks leaves us as if it had none.
        resolve(!signal.aborted);
      });
  });
}

function renewed(): string {
  const fresh = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  sessionStorage.setItem(key, fresh);
  return fresh;
}
