import 'server-only';
import { startKeeper, stopKeeper } from './operations/keeper';

/** Keeps the audit trail of the running app: from before the first request until it is told to stop. */
export async function keepAuditTrail(): Promise<void> {
  await startKeeper();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) stopFirst(signal);
}

/** The server's own way out ends the process at once: what is to be written then comes before it. */
function stopFirst(signal: 'SIGTERM' | 'SIGINT'): void {
  const next = process.listeners(signal);
  process.removeAllListeners(signal);
  process.on(signal, () => {
    void stopKeeper().then(() => {
      for (const listener of next) listener(signal);
    });
  });
}
