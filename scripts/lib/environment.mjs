import { join } from 'node:path';
import { keptSecret } from './secrets.mjs';

/** Where people reach this installation: NEXTAUTH_URL, else this machine. */
export function publicAddress(port) {
  return process.env.NEXTAUTH_URL || `http://localhost:${port}`;
}

/** The variables that lib/platform/env.ts asks for. What the administrator has set wins. */
export function appEnvironment({ appUrl, dataFolder, port, mode }) {
  const { DATABASE_URL: _ownerOnly, ...inherited } = process.env; // the app never sees the owner's address
  return {
    ...inherited,
    NODE_ENV: mode,
    DATABASE_APP_URL: appUrl,
    INPLACE_DATA_DIR: dataFolder,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || keptSecret(dataFolder, 'session-secret'),
    DATA_KEY: process.env.DATA_KEY || keptSecret(dataFolder, 'data-key'),
    AUDIT_KEY: process.env.AUDIT_KEY || keptSecret(dataFolder, 'audit-key'),
    ...evidenceKeys(dataFolder),
    NEXTAUTH_URL: publicAddress(port),
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
  };
}

/** The file alone is handed on, not what is in it: it is read again when a key was replaced. */
function evidenceKeys(dataFolder) {
  if (process.env.EVIDENCE_KEYS || process.env.EVIDENCE_KEYS_FILE) return {};
  keptSecret(dataFolder, 'evidence-keys');
  return { EVIDENCE_KEYS_FILE: join(dataFolder, 'secrets', 'evidence-keys') };
}
