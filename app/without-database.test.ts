import { unstable_doesMiddlewareMatch as isProxied } from 'next/experimental/testing/server';
import { NextRequest } from 'next/server';
import { afterEach, expect, it, vi } from 'vitest';
import { stubSettings } from '@/scripts/testing/settings';

async function quietProxy() {
  stubSettings();
  const { log } = await import('@/lib/platform/log');
  vi.spyOn(log(), 'error').mockImplementation(() => undefined);
  return import('@/proxy');
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const call = (path: string, head: Record<string, string>, body = '["a') =>
  new NextRequest(`http://localhost:3000${path}`, {
    method: 'POST',
    headers: { host: 'localhost:3000', 'content-length': '3', 'next-action': '0'.repeat(42), ...head },
    body,
  });

it('an odd request gets its plain answer while there is no database', async () => {
  const { proxy } = await quietProxy();
  const own = { origin: 'http://localhost:3000' };
  const text = { 'content-type': 'text/plain;charset=UTF-8' };
  const parts = { 'content-type': 'multipart/form-data; boundary=x' };
  expect((await proxy(call('/sign-in', { ...own, ...text }))).status).toBe(400);
  expect((await proxy(call('/sign-in', { ...own, ...parts }))).status).toBe(400);
  expect((await proxy(call('/sign-in', { ...text, origin: 'https://evil.example' }, '[1]'))).status).toBe(
    403,
  );
});

it('a call of an action is looked at wherever it goes; data is not', async () => {
  const { config } = await quietProxy();
  const isLookedAt = (url: string, headers: Record<string, string>) =>
    isProxied({ config, url, nextConfig: {}, headers });
  for (const path of ['/api/nope', '/api/evidence', '/dashboard', '/api/'])
    expect(isLookedAt(path, { 'next-action': 'x' }), path).toBe(true);
  expect(isLookedAt('/api/evidence', {})).toBe(false);
});
