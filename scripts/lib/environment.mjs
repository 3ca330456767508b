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
    NEXTAUTH_URL: publicAddress(port),
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
  };
}
