/** So often at most one is told: somebody who tries a thousand must not bury the rest of the log. */
const AT_MOST_EVERY_MS = 60_000;

type Listener = (fields: readonly string[]) => void;
type Store = { inplaceOddInput?: { tell: Listener; toldAt: number } };
// Modules may be loaded more than once, each bundle has its own.
const globalStore = globalThis as Store;

/** Who is told of input that no form of ours sends. One for the process; null: nobody. */
export function onOddInput(tell: Listener | null): void {
  if (tell) globalStore.inplaceOddInput = { tell, toldAt: Number.NEGATIVE_INFINITY };
  else delete globalStore.inplaceOddInput;
}

/** Somebody sent fields that are not asked for: their names, once a minute, and never what they held. */
export function tellOddInput(fields: readonly string[]): void {
  const store = globalStore.inplaceOddInput;
  if (!store || performance.now() - store.toldAt < AT_MOST_EVERY_MS) return;
  store.toldAt = performance.now();
  store.tell(fields.slice(0, 10).map((name) => name.replace(/\p{Cc}/gu, '').slice(0, 100)));
}
