import 'server-only';
import { v7 as newId } from 'uuid';
import { type Grant, systemGrant } from '@/lib/access/grant';
import type { Role } from '@/lib/access/model';
import { hashPassword } from '@/lib/access/password';
import { read } from '@/lib/access/read';
import { newToken } from '@/lib/access/token';
import { commit, eventList, recordInstanceEvent } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { writeReach } from '@/lib/organization/operations';
import { reachOfGivenRole } from '@/lib/organization/policy';
import { tellOfNewBrowser } from '@/lib/person/operations/notice';
import { openSession } from '@/lib/person/operations/session';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import type { Refusal } from '../model';
import { checkedAnswer, findProvider, type ProviderWithRules } from '../operations/answer';
import { type FoundPerson, findPerson } from '../operations/person';
import { SignOnRefused } from '../operations/provider';
import { takeOverRole } from '../operations/role';
import type { RoundTrip } from '../operations/round-trip';
import { deriveRole, emailIn, isFactorMissing, lacksRole, type ProviderAnswer } from '../rules';

type Browser = { userAgent: string; formerSessionId: string | null; from?: string | undefined };
/** FAILED: the round trip did not end as it should. REFUSED: it did, but this person may not come in. */
export type SignOnOutcome = { userId: string; sessionId: string } | 'FAILED' | 'REFUSED';

/**
 * Signs in whoever the organization's provider vouches for: a member, or a newcomer where the organization lets them join.
 * The session is an ordinary one that reaches this organization alone. Every outcome is recorded, with its reason; the
 * browser learns no reason.
 */
export async function signInByProvider(
  trip: RoundTrip,
  query: URLSearchParams,
  browser: Browser,
): Promise<SignOnOutcome> {
  const { organizationId } = trip;
  const system = systemGrant('sign-on', 'organization:read', organizationId, undefined);
  const provider = await read(system, (tx) => findProvider(tx, organizationId));
  if (!provider) return 'FAILED';
  if (provider.mode === 'OFF') {
    await recordRefusal(organizationId, browser, { reason: 'TURNED_OFF' });
    return 'FAILED';
  }
  const answer = await checkedAnswer(provider, trip, query);
  if (answer instanceof SignOnRefused) {
    await recordRefusal(organizationId, browser, answer);
    return 'FAILED';
  }
  const role = deriveRole(provider, answer);
  const found = await read(system, (tx) => findPerson(tx, provider, answer));
  const reason = reasonAgainst(provider, answer, role, found);
  if (reason) {
    const person = found.kind === 'NEWCOMER' ? {} : { userId: found.userId, name: found.name };
    await recordRefusal(organizationId, browser, { reason, email: emailIn(answer), ...person });
    return 'REFUSED';
  }
  if (found.kind === 'REFUSED') return 'REFUSED';
  const started = await letIn(provider, answer, { found, role, browser });
  if (typeof started === 'object') tellOfNewBrowser(started.userId, started.sessionId, browser.from);
  return started;
}

function reasonAgainst(
  provider: ProviderWithRules,
  answer: ProviderAnswer,
  role: Role | null,
  found: FoundPerson,
): Refusal | null {
  if (found.kind === 'REFUSED') return found.reason;
  if (isFactorMissing(provider, answer)) return 'NO_SECOND_FACTOR';
  return lacksRole(provider, role) ? 'NO_ROLE' : null;
}

async function recordRefusal(
  organizationId: string,
  { from }: Browser,
  why: { reason: Refusal; email?: string | null; userId?: string | null; name?: string | null },
): Promise<void> {
  const { userId, name, email } = why;
  const grant = userId
    ? personGrant(organizationId, { userId, name: name ?? '', from })
    : systemGrant('sign-on', 'organization:read', organizationId);
  await commit(grant, async () => ({
    result: undefined,
    events: [
      {
        type: 'sign-on.refused',
        subject: { type: 'member', id: userId ?? 'unknown' },
        data: { reason: why.reason, ...(email && { email }), ...(from && { from }) },
      },
    ],
  }));
}

function personGrant(
  organizationId: string,
  person: { userId: string; name: string; from: string | undefined },
): Grant<'organization:read'> {
  return systemGrant('sign-on', 'organization:read', organizationId, person);
}

type Entry = {
  found: Exclude<FoundPerson, { kind: 'REFUSED' }>;
  role: Role | null;
  browser: Browser;
};

async function letIn(
  provider: ProviderWithRules,
  answer: ProviderAnswer,
  { found, role, browser }: Entry,
): Promise<{ userId: string; sessionId: string }> {
  const { organizationId } = provider;
  const userId = found.kind === 'MEMBER' ? found.userId : newId();
  // No password opens this account until its owner asks for one by mail.
  const passwordHash = found.kind === 'NEWCOMER' ? await hashPassword(newToken()) : null;
  const grant = personGrant(organizationId, { userId, name: found.name, from: browser.from });
  return commit(grant, async (tx) => {
    await assertSame(tx, provider, answer, found);
    const events: DomainEvent[] = [];
    if (found.kind === 'NEWCOMER' && passwordHash) {
      events.push(await join(tx, provider, { ...found, userId, passwordHash, role }));
      await consumeInvitation(tx, organizationId, found.invitation);
    }
    if (found.kind === 'NEWCOMER' || !found.isLinked) events.push(await link(tx, provider, answer, userId));
    if (found.kind === 'MEMBER' && role)
      events.push(...(await takeOverRole(tx, organizationId, userId, role)));
    await tx.signOnIdentity.updateMany({
      where: { organizationId, userId, endedAt: null },
      data: { lastUsedAt: now() },
    });
    const sessionId = await openSession(
      tx,
      userId,
      browser,
      provider.secondFactor === 'PROVIDER',
      organizationId,
    );
    await recordInstanceEvent(
      {
        type: 'session.started',
        actor: { id: userId, name: found.name, from: browser.from },
        subject: { type: 'session', id: sessionId },
        data: { signOn: true, secondFactor: provider.secondFactor === 'PROVIDER' ? 'PROVIDER' : null },
      },
      tx,
    );
    events.push({ type: 'sign-on.succeeded', subject: { type: 'member', id: userId }, data: {} });
    return { result: { userId, sessionId }, events: eventList(events) };
  });
}

/** What was decided on must still hold where it is written: settings, membership, link. Throws UNAVAILABLE. */
async function assertSame(
  tx: Transaction,
  provider: ProviderWithRules,
  answer: ProviderAnswer,
  found: Entry['found'],
): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "SignOnProvider" WHERE "organizationId" = ${provider.organizationId}::uuid FOR SHARE`;
  const current = await findProvider(tx, provider.organizationId);
  const again = current && (await findPerson(tx, current, answer));
  const isSame =
    current?.version === provider.version &&
    current.mode !== 'OFF' &&
    again?.kind === found.kind &&
    (found.kind === 'NEWCOMER' || (again.kind === 'MEMBER' && again.userId === found.userId)) &&
    (found.kind === 'NEWCOMER' || (again.kind === 'MEMBER' && again.isLinked === found.isLinked));
  if (!isSame) throw new AppError('UNAVAILABLE');
}

async function join(
  tx: Transaction,
  provider: ProviderWithRules,
  newcomer: Extract<FoundPerson, { kind: 'NEWCOMER' }> & {
    userId: string;
    passwordHash: string;
    role: Role | null;
  },
): Promise<DomainEvent> {
  const { organizationId } = provider;
  const { userId, email, name, passwordHash } = newcomer;
  const role = newcomer.role ?? newcomer.invitation?.role ?? provider.defaultRole;
  await tx.user.create({ data: { id: userId, email, name, passwordHash } });
  await tx.membership.create({ data: { organizationId, userId, role } });
  const invited = newcomer.invitation?.role === role ? newcomer.invitation.reach : null;
  await writeReach(tx, organizationId, userId, invited ?? reachOfGivenRole(role as Role));
  return {
    type: 'member.added',
    subject: { type: 'member', id: userId },
    data: { name, email, role, by: 'single sign-on' },
  };
}

async function consumeInvitation(
  tx: Transaction,
  organizationId: string,
  invitation: { id: string } | null,
): Promise<void> {
  if (!invitation) return;
  const used = await tx.invitation.updateMany({
    where: { organizationId, id: invitation.id, acceptedAt: null, revokedAt: null },
    data: { acceptedAt: now() },
  });
  if (used.count !== 1) throw new AppError('UNAVAILABLE');
}

async function link(
  tx: Transaction,
  { organizationId }: ProviderWithRules,
  answer: ProviderAnswer,
  userId: string,
): Promise<DomainEvent> {
  const { issuer, subject } = answer;
  await tx.signOnIdentity.create({ data: { organizationId, userId, issuer, subject } });
  return {
    type: 'sign-on.linked',
    subject: { type: 'member', id: userId },
    data: { issuer, email: emailIn(answer) },
  };
}
