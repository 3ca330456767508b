import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubSettings } from '@/scripts/testing/settings';

type Cookie = { name: string; options: Record<string, unknown> };

/** What the code gives the browser, in place of the answer that Next would write it into. */
const given = vi.hoisted((): Cookie[] => []);
vi.mock('next/headers', () => ({
  cookies: async () => ({
    set: (name: string, _value: string, options: Record<string, unknown>) => given.push({ name, options }),
  }),
}));

/** Every cookie that Inplace sets by itself, as it does at that address. */
async function cookiesAt(address: string) {
  stubSettings({ NEXTAUTH_URL: address });
  const { roundTripCookieName } = await import('@/lib/sign-on/operations/round-trip');
  const { nextAuthOptions } = await import('@/lib/person/next-auth');
  const { giveSessionCookie, leaveForProvider } = await import('./access');
  const { writePreferences } = await import('./preferences');
  await giveSessionCookie({ userId: 'somebody', sessionId: 'a session' });
  await leaveForProvider({
    url: 'https://login.example.com/',
    cookie: { name: roundTripCookieName('a-state-of-a-sign-on'), value: 'sealed' },
  });
  const form = new FormData();
  // One choice that is kept and two that are the default, whose cookies are emptied.
  for (const [name, value] of Object.entries({ theme: 'dark', density: 'normal', keys: 'on' }))
    form.set(name, value);
  await writePreferences(form);
  const { cookies: ofNextAuth, useSecureCookies } = nextAuthOptions();
  const theirs = [ofNextAuth?.sessionToken, ofNextAuth?.callbackUrl].flatMap((cookie) => cookie ?? []);
  return { cookies: [...given, ...theirs], useSecureCookies };
}

beforeEach(() => {
  given.length = 0;
});
afterEach(() => vi.unstubAllEnvs());

describe('the cookies of a site with https', () => {
  it('are secure, bound to this host, hidden from scripts and not sent along from other sites', async () => {
    const { cookies, useSecureCookies } = await cookiesAt('https://pci.example.com');
    expect(cookies).toHaveLength(7);
    for (const { name, options } of cookies) {
      expect(options, name).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax' });
      expect(options, name).not.toHaveProperty('domain');
      // The way back after a sign-in is one path's alone, which __Host- does not allow; it is emptied at once.
      if (name.startsWith('__Secure-inplace.return.')) expect(options).toMatchObject({ maxAge: 0 });
      else {
        expect(name).toMatch(/^__Host-inplace[.-]/);
        expect(options, name).toMatchObject({ path: '/' });
      }
    }
    expect(useSecureCookies, 'so that next-auth names its own with the prefix').toBe(true);
  });
});

describe('the cookies of a site on this machine', () => {
  it('have no prefix that a browser would refuse there', async () => {
    const { cookies, useSecureCookies } = await cookiesAt('http://localhost:3000');
    expect(cookies).toHaveLength(7);
    for (const { name, options } of cookies) {
      expect(name).toMatch(/^inplace[.-]/);
      expect(options, name).toMatchObject({ secure: false, httpOnly: true });
    }
    expect(useSecureCookies).toBe(false);
  });
});

describe('how long a cookie stays', () => {
  it('is no longer than what it is for', async () => {
    const { cookies } = await cookiesAt('https://pci.example.com');
    const stays = Object.fromEntries(cookies.map(({ name, options }) => [name, options.maxAge]));
    expect(stays).toMatchObject({
      '__Host-inplace.sign-on.a-state-of-a': 10 * 60,
      '__Host-inplace-theme': 365 * 24 * 60 * 60,
      '__Host-inplace-density': 0,
      '__Host-inplace-keys': 0,
    });
    const session = given.find(({ name }) => name === '__Host-inplace.session');
    expect(session?.options).toMatchObject({ maxAge: 12 * 60 * 60 });
  });
});
