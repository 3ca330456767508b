import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { hashPassword } from '@/lib/access/password';
import { providerProof } from '@/lib/access/rules';
import { findSession, sessionCookieValue } from '@/lib/access/session';
import { changeRole } from '@/lib/organization/commands/member';
import { startSession } from '@/lib/person/commands/session';
import { confirmPerson } from '@/lib/person/operations/confirm';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeSignOnOrganization, TestBrowser, US } from '@/scripts/testing/sign-on';
import { startSignOnProvider } from '@/scripts/testing/sign-on-provider.mjs';
import { getSignOn } from '../queries';
import { addDomain, removeDomain } from './domain';
import { changePasswordWay, unlinkIdentity } from './people';
import { changeSignOnMode } from './settings';
import { startConfirmation } from './start';

const password = 'correct horse saddle 1';
type Ours = Awaited<ReturnType<typeof makeSignOnOrganization>>;

let ours: Ours;
let provider: Awaited<ReturnType<typeof startSignOnProvider>>;
let passwordHash: string;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
  ours = await makeSignOnOrganization();
  provider = await startSignOnProvider({
    redirectUris: [`${US}/api/sign-on/${ours.organizationId}/callback`],
    person: { sub: 'nobody' },
  });
  await ours.connect(provider);
});
afterAll(() => provider.close());

function byPassword(email: string, typed = password) {
  return startSession({ email, password: typed, code: '', userAgent: 'test', formerSessionId: null });
}

async function employee(name: string, role: 'CONTROL_OWNER' | 'ADMINISTRATOR' = 'CONTROL_OWNER') {
  const member = await ours.addEmployee(name, role);
  await unsafeRows('UPDATE "User" SET "passwordHash" = $2 WHERE "id" = $1', [member.userId, passwordHash]);
  const signIn = async () => {
    provider.desk.person = { sub: name, email: member.email, email_verified: true, name };
    const browser = new TestBrowser();
    await browser.signIn(member.email);
    return browser;
  };
  return { ...member, signIn };
}

async function sessionOf(browser: TestBrowser) {
  const session = await browser.session();
  if (!session) throw new Error('no session');
  return session;
}

describe('single sign-on only', () => {
  it('shuts out passwords but those of named administrators, whose use is recorded', async () => {
    const member = await employee('Only Member');
    const chief = await employee('Only Chief', 'ADMINISTRATOR');
    const before = await byPassword(member.email);
    if (!before) throw new Error('the password did not work while it may');
    const manager = ours.manager();
    const session = await sessionOf(await chief.signIn());
    const require = () =>
      changeSignOnMode(manager, ours.confirmation, { ...session, userId: chief.userId }, 'REQUIRED');
    await expect(require()).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const { administrators } = await getSignOn(manager);
    const named = administrators.find(({ name }) => name === 'Only Chief');
    if (!named) throw new Error('no administrator');
    const way = (allowed: boolean) =>
      changePasswordWay(manager, ours.confirmation, { membershipId: named.membershipId, allowed });
    await way(true);
    await require();

    expect(await findSession(await sessionCookieValue(before), true)).toMatchObject({ role: null });
    expect(await byPassword(member.email)).toBeNull();
    const started = await byPassword(chief.email);
    if (!started) throw new Error('the named administrator is shut out');
    expect(await findSession(await sessionCookieValue(started), true)).toMatchObject({
      role: 'ADMINISTRATOR',
      signOnOrganizationId: null,
    });
    expect(await ours.events()).toContain('sign-on.bypassed');
    expect((await getSignOn(manager)).administrators).toContainEqual(
      expect.objectContaining({ name: 'Only Chief', passwordUsedAt: expect.stringMatching(/^20/) }),
    );

    await expect(way(false)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const demotion = { membershipId: named.membershipId, role: 'MANAGER' } as const;
    await expect(changeRole(ours.grant('member:manage'), ours.confirmation, demotion)).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    await expect(
      unsafeRows('UPDATE "Membership" SET "mayUsePassword" = false WHERE "userId" = $1', [chief.userId]),
    ).rejects.toThrow(/must remain/);
    await changeSignOnMode(manager, ours.confirmation, session, 'OFFERED');
    expect(await byPassword(member.email)).not.toBeNull();
  });

  it('answers the right password like a wrong one, and counts both', async () => {
    const member = await employee('Counted Member');
    await unsafeRows('UPDATE "Membership" SET "mayUsePassword" = true WHERE "userId" = $1', [ours.userId]);
    await ours.setMode('REQUIRED');
    const failures = async () => {
      const [row] = await unsafeRows<{ failedAttempts: number }>(
        'SELECT "failedAttempts" FROM "User" WHERE "id" = $1',
        [member.userId],
      );
      return row?.failedAttempts;
    };
    expect(await byPassword(member.email)).toBeNull();
    expect(await failures()).toBe(1);
    expect(await byPassword(member.email, 'wrong horse 1')).toBeNull();
    expect(await failures()).toBe(2);
    await ours.setMode('OFFERED');
  });

  it('leaves other organizations of the same person to the password', async () => {
    const member = await employee('Two Places');
    const theirs = await makeOrganization();
    await unsafeRows('UPDATE "Organization" SET "secondFactorRequired" = false WHERE "id" = $1', [
      theirs.organizationId,
    ]);
    await unsafeRows(
      `INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, 'MANAGER')`,
      [theirs.organizationId, member.userId],
    );
    await ours.setMode('REQUIRED');
    const started = await byPassword(member.email);
    if (!started) throw new Error('shut out of the other organization');
    const session = await findSession(await sessionCookieValue(started), true);
    expect(session?.organizationId).toBe(theirs.organizationId);
    expect(session?.organizations.map(({ id }) => id)).toEqual([theirs.organizationId]);
    await ours.setMode('OFFERED');
  });

  it('never takes the role of the last administrator', async () => {
    const small = await makeSignOnOrganization();
    const its = await startSignOnProvider({
      redirectUris: [`${US}/api/sign-on/${small.organizationId}/callback`],
      person: { sub: 'last', email: `last@${small.domain}`, email_verified: true, groups: ['readers'] },
    });
    await small.connect(its);
    await small.setPolicy(
      '"roleClaim" = \'groups\', "roleRules" = \'[{"value":"readers","role":"MANAGER"}]\'',
    );
    await unsafeRows('UPDATE "User" SET "email" = $2 WHERE "id" = $1', [
      small.userId,
      `last@${small.domain}`,
    ]);
    const browser = new TestBrowser();
    await browser.signIn(`last@${small.domain}`);
    expect(await browser.session()).toMatchObject({ role: 'ADMINISTRATOR' });
    expect(await small.events()).toContain('sign-on.role-kept');
    await its.close();
  });
});

describe('confirming at the provider', () => {
  async function confirmAt(browser: TestBrowser) {
    return browser.comeBack(await browser.walk(await startConfirmation(await sessionOf(browser))));
  }
  const given = { password: providerProof, code: '' };

  it('stands for the password, for one act, under a new id of the session', async () => {
    const browser = await (await employee('Con Firm')).signIn();
    const before = await sessionOf(browser);
    await expect(confirmPerson(before, given)).rejects.toMatchObject({ code: 'INVALID' });
    expect(await confirmAt(browser)).toBe('/confirmed?outcome=confirmed');
    const session = await sessionOf(browser);
    expect(session.sessionId).not.toBe(before.sessionId);
    expect(session.signOnOrganizationId).toBe(ours.organizationId);
    expect(await findSession(await sessionCookieValue(before), true)).toBeNull();
    const { confirmation } = await confirmPerson(session, given);
    expect(confirmation.userId).toBe(session.userId);
    await expect(confirmPerson(session, given)).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('is over after five minutes, and is worth nothing in a session of the password', async () => {
    const person = await employee('Too Late');
    const browser = await person.signIn();
    await confirmAt(browser);
    const session = await sessionOf(browser);
    await unsafeRows(
      `UPDATE "Session" SET "signOnConfirmedAt" = now() - interval '301 seconds' WHERE "id" = $1`,
      [session.sessionId],
    );
    await expect(confirmPerson(session, given)).rejects.toMatchObject({ code: 'INVALID' });
    await confirmAt(browser);
    await expect(
      confirmPerson({ ...(await sessionOf(browser)), signOnOrganizationId: null }, given),
    ).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('needs the person of the session', async () => {
    await (await employee('Other Person')).signIn();
    const browser = await (await employee('Real Person')).signIn();
    for (const sub of ['somebody else', 'Other Person']) {
      provider.desk.person = { sub };
      browser.jar(provider.issuer).clear();
      expect(await confirmAt(browser)).toBe('/confirmed?outcome=refused');
      expect((await ours.refusals()).at(-1)).toBe('OTHER_IDENTITY');
    }
    provider.desk.person = { sub: 'Real Person' };
    browser.jar(provider.issuer).clear();
    expect(await confirmAt(browser)).toBe('/confirmed?outcome=confirmed');
  });

  it('does not end in another session than it began in', async () => {
    const browser = await (await employee('First Session')).signIn();
    const address = await browser.walk(await startConfirmation(await sessionOf(browser)));
    const other = await (await employee('Second Session')).signIn();
    for (const [name, value] of browser.jar(US)) if (name.includes('sign-on')) other.jar(US).set(name, value);
    expect(await other.comeBack(address)).toBe('/confirmed?outcome=refused');
  });
});

describe('settings', () => {
  it('ends sessions with the link that they rest on, and when it is turned off', async () => {
    const person = await employee('Un Linked');
    const browser = await person.signIn();
    const manager = ours.manager();
    const { identities } = await getSignOn(manager);
    const identity = identities.find(({ email }) => email === person.email);
    await unlinkIdentity(manager, ours.confirmation, identity?.identityId ?? '');
    expect(await browser.session()).toBeNull();
    const again = await person.signIn();
    const session = await sessionOf(again);
    await changeSignOnMode(manager, ours.confirmation, session, 'OFF');
    expect(await again.session()).toBeNull();
    await ours.setMode('OFFERED');
  });

  it('lets one organization have a domain, and keeps the last one while it is needed', async () => {
    const theirs = await makeOrganization();
    const confirmation = unsafeMakeConfirmation(theirs.userId);
    const claim = addDomain(theirs.grant('organization:manage'), confirmation, ours.domain);
    await expect(claim).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { domain: [expect.stringMatching(/Another organization/)] },
    });
    const [only] = (await getSignOn(ours.manager())).domains;
    await expect(removeDomain(ours.manager(), ours.confirmation, only?.domainId ?? '')).rejects.toMatchObject(
      {
        code: 'WRONG_STATE',
      },
    );
  });
});
