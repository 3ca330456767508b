import 'server-only';
import type { Role } from '@/lib/access/model';
import type { Reach } from '@/lib/organization/policy';
import { now, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import type { Refusal } from '../model';
import { emailIn, nameIn, type ProviderAnswer, whatEmailLacks } from '../rules';
import type { ProviderWithRules } from './answer';
import { provenDomains } from './domain';

type Invitation = { id: string; name: string; role: Role; reach: Reach };

/** Whom an answer means in this organization. */
export type FoundPerson =
  | { kind: 'MEMBER'; userId: string; name: string; isLinked: boolean }
  | { kind: 'NEWCOMER'; email: string; name: string; invitation: Invitation | null }
  | { kind: 'REFUSED'; reason: Refusal; userId: string | null; name: string | null };

function refuse(reason: Refusal, person?: { id: string; name: string }): FoundPerson {
  return { kind: 'REFUSED', reason, userId: person?.id ?? null, name: person?.name ?? null };
}

/**
 * Finds the person by issuer and subject; by e-mail address only once, of a proven domain and vouched for by the provider.
 * Nobody is found who is no member of this organization, whatever else they belong to. The transaction must be the
 * organization's.
 */
export async function findPerson(
  tx: Transaction,
  provider: ProviderWithRules,
  answer: ProviderAnswer,
): Promise<FoundPerson> {
  const { organizationId } = provider;
  const linked = await tx.signOnIdentity.findFirst({
    where: { organizationId, issuer: answer.issuer, subject: answer.subject, endedAt: null },
    select: { user: { select: { id: true, name: true, deactivatedAt: true } } },
  });
  if (linked) return memberOf(tx, organizationId, linked.user, true);
  const lack = whatEmailLacks(answer, await provenDomains(tx, organizationId));
  const email = emailIn(answer);
  if (lack || !email) return refuse(lack ?? 'EMAIL_MISSING');
  const account = await tx.user.findUnique({
    where: { email },
    select: { id: true, name: true, deactivatedAt: true },
  });
  if (account) return memberOf(tx, organizationId, account, false);
  const invitation = await openInvitation(tx, organizationId, email);
  return invitation || provider.joinsAtOnce
    ? { kind: 'NEWCOMER', email, name: invitation?.name ?? nameIn(answer) ?? email, invitation }
    : refuse('UNKNOWN_PERSON');
}

/** Whoever was invited need not choose a password first: the provider says who they are. */
async function openInvitation(
  tx: Transaction,
  organizationId: string,
  email: string,
): Promise<Invitation | null> {
  const found = await tx.invitation.findFirst({
    where: { organizationId, email, acceptedAt: null, revokedAt: null, expiresAt: { gt: now() } },
    select: {
      id: true,
      name: true,
      role: true,
      chosenOnly: true,
      integrationIds: true,
      accessUntil: true,
    },
    orderBy: { createdAt: 'desc' },
  });
  if (!found) return null;
  const { id, name, role, chosenOnly, integrationIds, accessUntil } = found;
  const reach = { chosenOnly, integrationIds, accessUntil: accessUntil && toDay(accessUntil) };
  return { id, name, role: role as Role, reach };
}

async function memberOf(
  tx: Transaction,
  organizationId: string,
  user: { id: string; name: string; deactivatedAt: Date | null },
  isLinked: boolean,
): Promise<FoundPerson> {
  if (user.deactivatedAt) return refuse('DEACTIVATED', user);
  const isMember = await tx.membership.count({
    where: { organizationId, userId: user.id, endedAt: null },
  });
  if (isMember === 0) return refuse('NOT_A_MEMBER', user);
  const other =
    !isLinked &&
    (await tx.signOnIdentity.count({ where: { organizationId, userId: user.id, endedAt: null } })) > 0;
  if (other) return refuse('OTHER_IDENTITY', user);
  return { kind: 'MEMBER', userId: user.id, name: user.name, isLinked };
}
