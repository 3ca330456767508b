import { vi } from 'vitest';

const settings = {
  // Nobody listens there.
  DATABASE_APP_URL: 'postgresql://nobody@127.0.0.1:1/none',
  INPLACE_DATA_DIR: '/tmp',
  DATA_KEY: 'k'.repeat(32),
  AUDIT_KEY: 'a'.repeat(32),
  EVIDENCE_KEYS: 'e'.repeat(32),
  NEXTAUTH_SECRET: 's'.repeat(32),
  NEXTAUTH_URL: 'http://localhost:3000',
};

/**
 * Everything that lib/platform/env.ts asks for, with `change`, for modules that are loaded from now on. The test undoes it with
 * vi.unstubAllEnvs().
 */
export function stubSettings(change: Record<string, string> = {}): void {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...settings, ...change })) vi.stubEnv(name, value);
}
