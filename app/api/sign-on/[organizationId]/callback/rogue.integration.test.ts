import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Departure, startConfirmation, startSignOn } from '@/lib/sign-on/commands/start';
import { startRogueProvider } from '@/scripts/testing/rogue-provider.mjs';
import { makeSignOnOrganization, TestBrowser, US } from '@/scripts/testing/sign-on';

let ours: Awaited<ReturnType<typeof makeSignOnOrganization>>;
let rogue: Awaited<ReturnType<typeof startRogueProvider>>;
let email: string;

beforeAll(async () => {
  rogue = await startRogueProvider();
  ours = await makeSignOnOrganization();
  await ours.connect(rogue);
  ({ email } = await ours.addEmployee('Vic Tim'));
});
afterAll(() => rogue.close());

type Claims = Record<string, unknown>;

/** One sign-on at the rogue provider, which answers with the token that `make` writes. */
async function tryWith(
  make: (right: Claims) => string | null,
  query: Record<string, string> = {},
  browser = new TestBrowser(),
) {
  const departure = await startSignOn(email, '/evidence');
  if (!departure) throw new Error('no departure');
  return bringBack(departure, make, query, browser);
}

async function bringBack(
  departure: Departure,
  make: (right: Claims) => string | null,
  query: Record<string, string>,
  browser: TestBrowser,
) {
  const asked = new URL(departure.url).searchParams;
  const seconds = Math.floor(Date.now() / 1000);
  const right = {
    iss: rogue.issuer,
    aud: 'inplace',
    sub: 'vic',
    iat: seconds,
    exp: seconds + 300,
    nonce: asked.get('nonce'),
    email,
    email_verified: true,
  };
  rogue.script.idToken = () => make(right);
  browser.jar(US).set(departure.cookie.name, departure.cookie.value);
  const back = new URL(asked.get('redirect_uri') ?? '');
  back.search = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', ...query }).toString();
  return { to: await browser.comeBack(back.href), asked, isIn: browser.cookie() !== undefined };
}

const minutes = (count: number) => Math.floor(Date.now() / 1000) + count * 60;

it('takes the token that is right, and proves with S256 that it was asked for here', async () => {
  const { to, asked } = await tryWith((right) => rogue.token(right));
  expect(to).toBe('/evidence');
  const verifier = rogue.seen.tokenRequests.at(-1)?.get('code_verifier') ?? '';
  expect(asked.get('code_challenge')).toBe(createHash('sha256').update(verifier).digest('base64url'));
  expect(asked.get('code_challenge_method')).toBe('S256');
  expect(asked.get('response_type')).toBe('code');
});

const wrong: [string, (right: Claims) => string | null][] = [
  ['no token at all', () => null],
  ['another nonce', (right) => rogue.token({ ...right, nonce: 'of somebody else' })],
  ['no nonce', ({ nonce: _, ...right }) => rogue.token(right)],
  ['another issuer', (right) => rogue.token({ ...right, iss: 'https://accounts.example' })],
  ['another audience', (right) => rogue.token({ ...right, aud: 'another-client' })],
  ['several audiences without azp', (right) => rogue.token({ ...right, aud: ['inplace', 'other'] })],
  ['the azp of another', (right) => rogue.token({ ...right, aud: ['inplace', 'other'], azp: 'other' })],
  ['expired', (right) => rogue.token({ ...right, iat: minutes(-20), exp: minutes(-10) })],
  ['no expiry', ({ exp: _, ...right }) => rogue.token(right)],
  ['no time of issue', ({ iat: _, ...right }) => rogue.token(right)],
  ['not valid yet', (right) => rogue.token({ ...right, nbf: minutes(30) })],
  ['no subject', ({ sub: _, ...right }) => rogue.token(right)],
  ['an empty subject', (right) => rogue.token({ ...right, sub: '' })],
  ['a blank subject', (right) => rogue.token({ ...right, sub: ' ' })],
  ['signed with another key', (right) => rogue.token(right, 'OTHER_KEY')],
  ['not signed', (right) => rogue.token(right, 'NONE')],
  ['signed with the shared secret', (right) => rogue.token(right, 'SECRET')],
  ['changed after it was signed', (right) => rogue.token(right).replace(/\.[^.]+\./, `.${btoa('{}')}.`)],
];

it.each(wrong)('refuses a token: %s', async (_what, make) => {
  const { to, isIn } = await tryWith(make);
  expect(to).toBe('/sign-in?sign-on=failed');
  expect(isIn).toBe(false);
  expect((await ours.refusals()).at(-1)).toBe('INVALID_ANSWER');
});

it('counts an answer once also where the provider would take its code twice, and of two at once one', async () => {
  const departure = await startSignOn(email, '/evidence');
  if (!departure) throw new Error('no departure');
  const browsers = [new TestBrowser(), new TestBrowser(), new TestBrowser()];
  const right = (claims: Claims) => rogue.token(claims);
  const ends = await Promise.all(browsers.map((browser) => bringBack(departure, right, {}, browser)));
  expect(ends.map(({ to }) => to).sort()).toEqual([
    '/evidence',
    '/sign-in?sign-on=failed',
    '/sign-in?sign-on=failed',
  ]);
  expect(ends.filter(({ isIn }) => isIn)).toHaveLength(1);
});

it('sets no cookie of a stranger’s choosing, whatever state comes back', async () => {
  for (const state of [
    'x=evil; Domain=.example',
    'a\r\nset-cookie: b=c',
    '%00',
    'ü;',
    '',
    'a'.repeat(9000),
  ]) {
    const back = new URL(`${US}/api/sign-on/${ours.organizationId}/callback`);
    back.search = new URLSearchParams({ code: 'code', state }).toString();
    const browser = new TestBrowser();
    expect(await browser.comeBack(back.href), state.slice(0, 30)).toBe('/sign-in?sign-on=failed');
    expect([...browser.jar(US).keys()]).toEqual([]);
    for (const line of browser.lastCookies)
      expect(line).toMatch(/^inplace\.sign-on\.[\w-]{0,12}=; Path=\/; Max-Age=0; HttpOnly; SameSite=lax$/);
  }
});

it('refuses the answer of another issuer, an error, and one answer given twice', async () => {
  const right = (claims: Claims) => rogue.token(claims);
  expect((await tryWith(right, { iss: 'https://accounts.example' })).to).toBe('/sign-in?sign-on=failed');
  expect((await tryWith(right, { error: 'access_denied' })).to).toBe('/sign-in?sign-on=failed');
  expect((await ours.refusals()).at(-1)).toBe('PROVIDER_ERROR');
});

it('does not count as asked anew when the provider waves the person through, or does not say', async () => {
  const browser = new TestBrowser();
  await tryWith((right) => rogue.token(right), {}, browser);
  const session = await browser.session();
  if (!session) throw new Error('no session');
  const confirmWith = async (more: Claims) => {
    const current = await browser.session();
    const departure = await startConfirmation(current ?? session);
    const asked = new URL(departure.url).searchParams;
    expect(asked.get('prompt')).toBe('login');
    expect(asked.get('max_age')).toBe('0');
    return (await bringBack(departure, (right) => rogue.token({ ...right, ...more }), {}, browser)).to;
  };
  const seconds = Math.floor(Date.now() / 1000);
  expect(await confirmWith({ auth_time: seconds - 120 })).toBe('/confirmed?outcome=refused');
  expect((await ours.refusals()).at(-1)).toBe('NOT_ASKED_ANEW');
  expect(await confirmWith({})).toBe('/confirmed?outcome=refused');
  expect((await ours.refusals()).at(-1)).toBe('INVALID_ANSWER');
  expect(await confirmWith({ auth_time: seconds })).toBe('/confirmed?outcome=confirmed');
});

it('takes no description that calls itself something else, offers no key, or signs with nothing we believe', async () => {
  for (const metadata of [
    { issuer: 'https://accounts.example' },
    { jwks_uri: undefined },
    { token_endpoint: 'https://169.254.169.254/token' },
    { authorization_endpoint: 'javascript:alert(1)' },
    { id_token_signing_alg_values_supported: ['none', 'HS256'] },
  ]) {
    rogue.script.metadata = metadata;
    await expect(
      ours.connect({ ...rogue, clientId: `other ${Object.keys(metadata)}` }),
    ).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { issuer: [expect.stringMatching(/\w/)] },
    });
  }
});
