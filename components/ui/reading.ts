/**
 * Asks for something that is only shown: without a network it waits until there is one again, so that a screen whose frame
 * says "offline" once does not say it in each of its parts. Throws as fetch() does, also when the wait is aborted.
 */
export async function fetchToRead(address: string, init: RequestInit = {}): Promise<Response> {
  const { signal = null } = init;
  if (globalThis.navigator?.onLine === false) {
    await new Promise<void>((done, failed) => {
      addEventListener('online', () => done(), { once: true, ...(signal && { signal }) });
      signal?.addEventListener('abort', () => failed(signal.reason), { once: true });
    });
  }
  return fetch(address, init);
}

/** The way to ask for it that fits the method: what is to be written is refused at once. */
export function fetchBy(init: RequestInit): typeof fetchToRead {
  return (init.method ?? 'GET') === 'GET' ? fetchToRead : fetch;
}

/** A part of a page that is read by itself: how often it was asked anew, and where it tells with what each view was read. */
export type Reading = { turn: number; tell: (grounds: string) => void };
