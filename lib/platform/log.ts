import 'server-only';
import pino from 'pino';
import { env } from './env';

const globalStore = globalThis as { inplaceLog?: pino.Logger };

/** JSON lines on standard output. Secrets never reach it: pass ids and codes, not bodies. */
export function log(): pino.Logger {
  globalStore.inplaceLog ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', '*.password', 'token', '*.token', 'cookie', '*.cookie', 'headers', '*.headers'],
  });
  return globalStore.inplaceLog;
}
