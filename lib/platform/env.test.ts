import { afterEach, expect, it, vi } from 'vitest';
import { stubSettings } from '@/scripts/testing/settings';

async function envWith(change: Record<string, string>) {
  stubSettings(change);
  const { env } = await import('./env');
  return env();
}
afterEach(() => vi.unstubAllEnvs());

it('is read once everything is there', async () => {
  expect(await envWith({})).toMatchObject({ TRUSTED_PROXIES: 0, OIDC_ALLOW_HTTP: 'no', LOG_LEVEL: 'info' });
});

it.each([
  ['NEXTAUTH_SECRET', ''],
  ['NEXTAUTH_SECRET', 'too short'],
  ['DATA_KEY', ''],
  ['DATA_KEY', 'x'.repeat(31)],
  ['AUDIT_KEY', ''],
  ['EVIDENCE_KEYS', ''],
  ['EVIDENCE_KEYS', 'too short'],
  ['NEXTAUTH_URL', ''],
  ['NEXTAUTH_URL', 'pci.example.com'],
  ['DATABASE_APP_URL', ''],
  ['DATABASE_APP_URL', 'mysql://x'],
  ['TRUSTED_PROXIES', '-1'],
  ['TRUSTED_PROXIES', 'all'],
  ['OIDC_ALLOW_HTTP', 'true'],
  ['TIMESTAMP_URL', 'https://tsa.example.com'],
])(
  'nothing is decided with %s set to %j: whatever asks for a setting gets an error that names it',
  async (name, value) => {
    const wanted = name === 'TIMESTAMP_URL' ? 'TIMESTAMP_CA' : name;
    await expect(envWith({ [name]: value })).rejects.toThrow(
      new RegExp(`^Settings are missing[^]*${wanted}: `),
    );
  },
);
