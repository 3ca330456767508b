const PAUSE_MS = 3_000;
/** With a connection, but in vain: after a new version was installed, its old parts are gone for good. */
const TRIES = 10;

/**
 * Loads a part of the screen, and waits for the network where there is none: what stands there already goes on working, where
 * a part that failed once would take the page with it.
 */
export function patiently<T>(load: () => Promise<T>): () => Promise<T> {
  async function attempt(left: number): Promise<T> {
    try {
      return await load();
    } catch (error) {
      if (left === 0) throw error;
      await pause();
      return attempt(navigator.onLine ? left - 1 : left);
    }
  }
  return () => attempt(TRIES);
}

/** Until the network is back, or a while. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, PAUSE_MS);
    window.addEventListener('online', go);
  });
}
