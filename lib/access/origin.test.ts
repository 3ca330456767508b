import { afterEach, expect, it, vi } from 'vitest';
import { stubSettings } from '@/scripts/testing/settings';

async function originBehind(proxies: string, headers: Record<string, string>) {
  stubSettings({ TRUSTED_PROXIES: proxies });
  const { originOf } = await import('./origin');
  return originOf((name) => headers[name]);
}

afterEach(() => vi.unstubAllEnvs());

const peer = { 'x-inplace-peer': '::ffff:127.0.0.1' };

it.each([
  ['0', peer, '127.0.0.1'],
  ['0', { 'x-inplace-peer': '2001:db8::1' }, '2001:db8::1'],
  ['0', { ...peer, 'x-forwarded-for': '198.51.100.7' }, '127.0.0.1'],
  ['0', {}, undefined],
  ['1', { ...peer, 'x-forwarded-for': '6.6.6.6, 198.51.100.7' }, '198.51.100.7'],
  ['2', { ...peer, 'x-forwarded-for': '6.6.6.6, 198.51.100.7, 10.0.0.2' }, '198.51.100.7'],
  ['1', { 'x-forwarded-for': '198.51.100.7:4711' }, '198.51.100.7'],
  ['1', { 'x-forwarded-for': '[2001:db8::1]:443' }, '2001:db8::1'],
  ['2', { ...peer, 'x-forwarded-for': '198.51.100.7' }, undefined],
  ['1', { ...peer, 'x-forwarded-for': 'unknown' }, undefined],
  ['1', { ...peer, 'x-forwarded-for': '<script>' }, undefined],
] as const)('behind %s proxies, %j comes from %s', async (proxies, headers, from) => {
  expect(await originBehind(proxies, headers)).toBe(from);
});

it.each([
  ['198.51.100.7', '198.51.100.7'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:9:8:7:6', '2001:db8:0:0::/64'],
  ['2001:0DB8:0001::', '2001:db8:1:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is counted as %s', async (address, network) => {
  stubSettings();
  const { networkOf } = await import('./origin');
  expect(networkOf(address)).toBe(network);
});

it.each([
  [{ 'x-inplace-background': '1' }, true],
  [{ 'next-router-prefetch': '1' }, true],
  [{ 'sec-purpose': 'prefetch;prerender' }, true],
  [{ 'x-inplace-background': '0' }, false],
  [{ rsc: '1' }, false],
  [{}, false],
] as [Record<string, string>, boolean][])(
  'a request with %j is one that nobody made: %s',
  async (headers, is) => {
    stubSettings();
    const { isBackground } = await import('./origin');
    expect(isBackground((name) => headers[name])).toBe(is);
  },
);
