import 'server-only';
import { log } from './log';

const globalStore = globalThis as { inplaceBackground?: Set<string> };

/**
 * Starts work that repeats for as long as the server runs, once per name and process. A turn begins `everyMs` after the
 * one before has ended; one that fails is logged and tried again at the next. Work that must not run in two processes at
 * once takes its own lock in the database.
 */
export function startBackground(name: string, everyMs: number, work: () => Promise<void>): void {
  globalStore.inplaceBackground ??= new Set();
  if (globalStore.inplaceBackground.has(name)) return;
  globalStore.inplaceBackground.add(name);
  const turn = () => {
    work()
      .catch((error: unknown) => log().error({ job: name, err: error }, 'background work failed'))
      .finally(wait);
  };
  // It must not keep a server alive that is told to stop.
  const wait = () => setTimeout(turn, everyMs).unref();
  wait();
}
