import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSession, sessionCookieValue } from '@/lib/access/session';
import { inviteMember } from '@/lib/organization/commands/invitation';
import { switchOrganization } from '@/lib/organization/commands/organization';
import { listInvitations } from '@/lib/organization/queries';
import { dayIn } from '@/lib/platform/clock';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { startSignOn } from '@/lib/sign-on/commands/start';
import { makeSignOnOrganization, TestBrowser, US } from '@/scripts/testing/sign-on';
import { startSignOnProvider } from '@/scripts/testing/sign-on-provider.mjs';

type Ours = Awaited<ReturnType<typeof makeSignOnOrganization>>;
type Provider = Awaited<ReturnType<typeof startSignOnProvider>>;

const open: Provider[] = [];
afterAll(async () => {
  await Promise.all(open.map((provider) => provider.close()));
});

async function providerFor(ours: Ours): Promise<Provider> {
  const provider = await startSignOnProvider({
    redirectUris: [`${US}/api/sign-on/${ours.organizationId}/callback`],
    person: { sub: 'nobody' },
  });
  open.push(provider);
  await ours.connect(provider);
  return provider;
}

function personOf({ email, name }: { email: string; name: string }, sub: string, more: object = {}) {
  return { sub, email, email_verified: true, name, ...more };
}

async function roleOf(userId: string): Promise<string | undefined> {
  const [row] = await unsafeRows<{ role: string }>('SELECT "role" FROM "Membership" WHERE "userId" = $1', [
    userId,
  ]);
  return row?.role;
}

describe('signing in at the organization’s provider', () => {
  let ours: Ours;
  let provider: Provider;
  beforeAll(async () => {
    ours = await makeSignOnOrganization();
    provider = await providerFor(ours);
  });

  it('links a member by a verified address of a proven domain, once, and knows them by subject afterwards', async () => {
    const kim = await ours.addEmployee('Kim Verified');
    provider.desk.person = personOf(kim, 'kim-1');
    const browser = new TestBrowser();
    expect(await browser.signIn(kim.email)).toBe('/evidence');
    expect(await browser.session()).toMatchObject({
      userId: kim.userId,
      organizationId: ours.organizationId,
      signOnOrganizationId: ours.organizationId,
      role: 'CONTROL_OWNER',
    });
    expect(await ours.events()).toEqual(expect.arrayContaining(['sign-on.linked', 'sign-on.succeeded']));
    provider.desk.person = { sub: 'kim-1', email: 'new.name@elsewhere.example' };
    expect(await new TestBrowser().signIn(kim.email)).toBe('/evidence');
    provider.desk.person = personOf(kim, 'kim-2');
    expect(await new TestBrowser().signIn(kim.email)).toBe('/sign-in?sign-on=refused');
    expect((await ours.refusals()).at(-1)).toBe('OTHER_IDENTITY');
  });

  it('refuses an address that is not verified, missing, or of another domain', async () => {
    const lee = await ours.addEmployee('Lee Unverified');
    for (const [person, reason] of [
      [{ ...personOf(lee, 'lee'), email_verified: false }, 'EMAIL_NOT_VERIFIED'],
      [{ sub: 'lee', email: lee.email }, 'EMAIL_NOT_VERIFIED'],
      [{ sub: 'lee' }, 'EMAIL_MISSING'],
      [personOf({ ...lee, email: `lee@not-${ours.domain}` }, 'lee'), 'FOREIGN_DOMAIN'],
      [personOf({ ...lee, email: `lee@sub.${ours.domain}` }, 'lee'), 'FOREIGN_DOMAIN'],
      [personOf({ ...lee, email: `nobody@${ours.domain}` }, 'lee'), 'UNKNOWN_PERSON'],
    ] as const) {
      provider.desk.person = person;
      const browser = new TestBrowser();
      expect(await browser.signIn(lee.email), reason).toBe('/sign-in?sign-on=refused');
      expect(browser.cookie()).toBeUndefined();
      expect((await ours.refusals()).at(-1)).toBe(reason);
    }
  });

  it('refuses a former member, a deactivated account, and somebody of another organization', async () => {
    const ada = await ours.addEmployee('Ada Former');
    await unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [ada.userId]);
    const bob = await ours.addEmployee('Bob Deactivated');
    await unsafeRows('UPDATE "User" SET "deactivatedAt" = now() WHERE "id" = $1', [bob.userId]);
    const theirs = await makeOrganization();
    const stranger = { email: `theirs@${ours.domain}`, name: 'Theirs' };
    await unsafeRows('UPDATE "User" SET "email" = $2 WHERE "id" = $1', [theirs.userId, stranger.email]);
    await ours.setPolicy('"joinsAtOnce" = true');
    for (const [person, reason] of [
      [ada, 'NOT_A_MEMBER'],
      [bob, 'DEACTIVATED'],
      [stranger, 'NOT_A_MEMBER'],
    ] as const) {
      provider.desk.person = personOf(person, person.name);
      expect(await new TestBrowser().signIn(person.email)).toBe('/sign-in?sign-on=refused');
      expect((await ours.refusals()).at(-1)).toBe(reason);
    }
    await ours.setPolicy('"joinsAtOnce" = false');
  });

  it('lets a newcomer join only where the organization says so, with the role that it names', async () => {
    const email = `newcomer@${ours.domain}`;
    provider.desk.person = personOf({ email, name: 'New  Comer\u0000\u202e' }, 'newcomer');
    expect(await new TestBrowser().signIn(email)).toBe('/sign-in?sign-on=refused');
    await ours.setPolicy('"joinsAtOnce" = true, "defaultRole" = \'MANAGER\'');
    const browser = new TestBrowser();
    expect(await browser.signIn(email)).toBe('/evidence');
    expect(await browser.session()).toMatchObject({ role: 'MANAGER', email });
    expect(await ours.events()).toContain('member.added');
    await ours.setPolicy('"joinsAtOnce" = false');
  });

  it('takes an open invitation for the answer to who may come, with its role, once', async () => {
    const email = `invited@${ours.domain}`;
    provider.desk.person = personOf({ email, name: 'Invited' }, 'invited');
    await inviteMember(ours.grant('member:manage'), ours.confirmation, {
      name: 'Ida Invited',
      email,
      role: 'ASSESSOR',
      accessUntil: dayIn(ours.timeZone),
    });
    const browser = new TestBrowser();
    expect(await browser.signIn(email)).toBe('/evidence');
    expect(await browser.session()).toMatchObject({ role: 'ASSESSOR', userName: 'Ida Invited' });
    expect(await listInvitations(ours.grant('member:manage'))).toEqual([]);
  });

  it('takes over the role of the claim at each sign-in: a demotion acts on the running session', async () => {
    const rules = [
      { value: 'pci-admins', role: 'ADMINISTRATOR' },
      { value: 'pci-readers', role: 'MANAGER' },
    ];
    await ours.setPolicy('"roleClaim" = \'groups\', "roleRules" = $1', [JSON.stringify(rules)]);
    const pat = await ours.addEmployee('Pat Groups');
    provider.desk.person = personOf(pat, 'pat', { groups: ['other', 'pci-readers', 'pci-admins'] });
    const first = new TestBrowser();
    await first.signIn(pat.email);
    expect(await first.session()).toMatchObject({ role: 'ADMINISTRATOR' });
    provider.desk.person = personOf(pat, 'pat', { groups: ['pci-readers'] });
    await new TestBrowser().signIn(pat.email);
    expect(await first.session()).toMatchObject({ role: 'MANAGER' });
    provider.desk.person = personOf(pat, 'pat', { groups: [] });
    expect(await new TestBrowser().signIn(pat.email)).toBe('/evidence');
    expect(await roleOf(pat.userId)).toBe('MANAGER');
    await ours.setPolicy('"withoutRole" = \'REFUSE\'');
    expect(await new TestBrowser().signIn(pat.email)).toBe('/sign-in?sign-on=refused');
    expect((await ours.refusals()).at(-1)).toBe('NO_ROLE');
    await ours.setPolicy('"roleClaim" = NULL, "roleRules" = \'[]\', "withoutRole" = \'KEEP\'');
  });

  it('demands the second factor of the provider where the organization relies on it', async () => {
    const max = await ours.addEmployee('Max Factor');
    provider.desk.person = personOf(max, 'max');
    await ours.setPolicy(`"secondFactor" = 'PROVIDER', "amr" = '{mfa,hwk}'`);
    expect(await new TestBrowser().signIn(max.email)).toBe('/sign-in?sign-on=refused');
    provider.desk.amr = ['pwd', 'mfa'];
    const browser = new TestBrowser();
    expect(await browser.signIn(max.email)).toBe('/evidence');
    expect((await browser.session())?.secondFactorAt).not.toBeNull();
    await ours.setPolicy(`"acr" = 'urn:example:mfa'`);
    expect(await new TestBrowser().signIn(max.email)).toBe('/sign-in?sign-on=refused');
    expect((await ours.refusals()).at(-1)).toBe('NO_SECOND_FACTOR');
    await ours.setPolicy(`"secondFactor" = 'OURS', "amr" = '{}', "acr" = NULL`);
    delete provider.desk.amr;
  });

  it('asks for our own second factor otherwise: until then the session is none', async () => {
    const ray = await ours.addEmployee('Ray Half');
    provider.desk.person = personOf(ray, 'ray');
    await unsafeRows('UPDATE "Organization" SET "secondFactorRequired" = true WHERE "id" = $1', [
      ours.organizationId,
    ]);
    const browser = new TestBrowser();
    await browser.signIn(ray.email);
    expect(await browser.session()).toBeNull();
    expect(await browser.anySession()).toMatchObject({ userId: ray.userId, needsSecondFactor: true });
    await unsafeRows('UPDATE "Organization" SET "secondFactorRequired" = false WHERE "id" = $1', [
      ours.organizationId,
    ]);
    expect(await browser.session()).not.toBeNull();
    await unsafeRows(
      `INSERT INTO "Authenticator" ("id", "userId", "sealedSecret", "lastStep") VALUES (gen_random_uuid(), $1, 'x', 0)`,
      [ray.userId],
    );
    expect(await browser.session()).toBeNull();
  });

  it('sets out alike for an address that somebody has and one that nobody has', async () => {
    const tim = await ours.addEmployee('Tim Known');
    const shape = async (email: string) => {
      const departure = await startSignOn(email, '/');
      const url = new URL(departure?.url ?? '');
      return { names: [...url.searchParams.keys()], hint: url.searchParams.get('login_hint') === email };
    };
    expect(await shape(tim.email)).toEqual(await shape(`nobody@${ours.domain}`));
    expect(await startSignOn(`nobody@not-${ours.domain}`, '/')).toBeNull();
    for (const odd of ['', '@', 'x', `a@${ours.domain}@`, 'a@%'])
      expect(await startSignOn(odd, '/'), odd).toBeNull();
  });

  it('lets of two first sign-ons of one newcomer make one account', async () => {
    const email = `twice@${ours.domain}`;
    provider.desk.person = personOf({ email, name: 'Twice' }, 'twice');
    await ours.setPolicy('"joinsAtOnce" = true');
    const ends = await Promise.all([1, 2, 3].map(() => new TestBrowser().signIn(email)));
    expect(ends).toContain('/evidence');
    const made = await unsafeRows('SELECT 1 FROM "User" WHERE "email" = $1', [email]);
    expect(made).toHaveLength(1);
    expect(await new TestBrowser().signIn(email)).toBe('/evidence');
    await ours.setPolicy('"joinsAtOnce" = false');
  });

  it('leads back to a path of this site alone', async () => {
    const mia = await ours.addEmployee('Mia Return');
    provider.desk.person = personOf(mia, 'mia');
    for (const next of ['//evil.example', 'https://evil.example/', '/\\evil.example', '/\t/evil.example'])
      expect(await new TestBrowser().signIn(mia.email, next)).toBe('/dashboard');
  });

  it('counts an answer once, in the browser that asked, and for the organization that it was asked for', async () => {
    const joe = await ours.addEmployee('Joe Replay');
    provider.desk.person = personOf(joe, 'joe');
    const departure = await startSignOn(joe.email, '/evidence');
    if (!departure) throw new Error('no departure');
    const browser = new TestBrowser();
    const address = await browser.walk(departure);
    const { name, value } = departure.cookie;
    const failed = '/sign-in?sign-on=failed';

    expect(await new TestBrowser().comeBack(address), 'another browser').toBe(failed);
    const other = await makeSignOnOrganization();
    await providerFor(other);
    const elsewhere = address.replace(ours.organizationId, other.organizationId);
    expect(await browser.comeBack(elsewhere), 'another organization').toBe(failed);
    browser.jar(US).set(name, value);
    const wrongState = new URL(address);
    wrongState.searchParams.set('state', `${departure.cookie.name.slice(-12)}xxxxxxxxxxxxxxxxxxxx`);
    expect(await browser.comeBack(wrongState.href), 'another state').toBe(failed);
    browser.jar(US).set(name, value);
    expect(await browser.comeBack(address), 'the first time').toBe('/evidence');
    browser.jar(US).set(name, value);
    expect(await browser.comeBack(address), 'the second time').toBe(failed);
  });

  it('does not let one organization’s provider speak for another organization of the same person', async () => {
    const sam = await ours.addEmployee('Sam Both');
    const theirs = await makeOrganization();
    await unsafeRows(
      `INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, 'ADMINISTRATOR')`,
      [theirs.organizationId, sam.userId],
    );
    provider.desk.person = personOf(sam, 'sam');
    const browser = new TestBrowser();
    await browser.signIn(sam.email);
    const session = await browser.session();
    if (!session) throw new Error('no session');
    expect(session.organizations.map(({ id }) => id)).toEqual([ours.organizationId]);
    await expect(switchOrganization(session, theirs.organizationId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await unsafeRows('UPDATE "Session" SET "organizationId" = $2 WHERE "id" = $1', [
      session.sessionId,
      theirs.organizationId,
    ]);
    expect(await findSession(await sessionCookieValue(session), true)).toMatchObject({ role: null });
  });

  it('signs nobody in when the settings do not work, and records why', async () => {
    const broken = await makeSignOnOrganization();
    const its = await providerFor(broken);
    const eve = await broken.addEmployee('Eve Broken');
    its.desk.person = personOf(eve, 'eve');
    const departure = await startSignOn(eve.email, '/');
    if (!departure) throw new Error('no departure');
    const browser = new TestBrowser();
    const address = await browser.walk(departure);
    await broken.connect({ ...its, clientSecret: 'wrong-secret' });
    expect(await browser.comeBack(address), 'settings changed meanwhile').toBe('/sign-in?sign-on=failed');
    expect(await new TestBrowser().signIn(eve.email), 'wrong secret').toBe('/sign-in?sign-on=failed');
    expect((await broken.refusals()).slice(-2)).toEqual(['INVALID_ANSWER', 'PROVIDER_ERROR']);
    const late = await startSignOn(eve.email, '/');
    if (!late) throw new Error('no departure');
    const lateAddress = await browser.walk(late);
    await broken.setMode('OFF');
    expect(await browser.comeBack(lateAddress), 'turned off').toBe('/sign-in?sign-on=failed');
    expect(await startSignOn(eve.email, '/')).toBeNull();
  });
});
