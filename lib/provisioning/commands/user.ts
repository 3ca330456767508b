import 'server-only';
import { v7 as newId } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import { type Role, roleNames } from '@/lib/access/model';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { withdrawInvitations, writeReach } from '@/lib/organization/operations';
import { reachOfGivenRole } from '@/lib/organization/policy';
import { NO_PASSWORD } from '@/lib/person/operations/credentials';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import { parseInput } from '@/lib/platform/parse';
import { provenDomains } from '@/lib/sign-on/operations/domain';
import { ScimProblem, type ScimUser, scimUser } from '../model';
import { findMember, type MemberRow } from '../queries/member';
import { userOf } from '../queries/users';
import type { JsonObject } from '../rules/names';
import { applyPatch, type PatchOperation } from '../rules/patch';
import { isOwnDomain, nameFrom, roleFrom } from '../rules/person';
import { assertOursAlone } from './elsewhere';
import { saveIdentity } from './identity';
import { endMember, startAgain } from './life';
import { changePerson } from './person';

type Manage = Grant<'member:manage'>;

/**
 * Makes a member. A new person has no password: they sign in another way, or choose one by mail. Somebody who has an account
 * and belongs to another organization is refused (409): only they can say that they join, through an invitation.
 */
export function createUser(grant: Manage, input: ScimUser): Promise<JsonObject> {
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    const settings = await readSettings(tx, organizationId);
    const { email } = input;
    if (email === null || !isOwnDomain(email, settings.domains)) {
      throw new ScimProblem(
        'INVALID',
        'The e-mail address is missing, or its domain is not among those proven in Settings, Sign-in.',
        'invalidValue',
      );
    }
    const account = await lockAccount(tx, organizationId, email);
    const name = nameFrom(input, null) || input.userName;
    const userId = account?.id ?? newId();
    const before = account && (await accountHere(tx, grant, account));
    if (!account) {
      await tx.user.create({ data: { id: userId, email, name, passwordHash: NO_PASSWORD } });
    }
    const id = before?.id ?? newId();
    const endedAt = input.active ? null : new Date();
    await tx.membership.upsert({
      where: { organizationId_userId: { organizationId, userId } },
      create: { organizationId, id, userId, role: settings.defaultRole, endedAt },
      update: { role: settings.defaultRole, endedAt, mayUsePassword: false },
    });
    await writeReach(tx, organizationId, userId, reachOfGivenRole(settings.defaultRole));
    await saveIdentity(tx, grant, id, input);
    const made = await getRow(tx, organizationId, id);
    const added: DomainEvent = {
      type: 'member.added',
      subject: { type: 'member', id: userId },
      data: { name: made.user.name, email, role: roleNames[settings.defaultRole] },
    };
    return {
      result: userOf(made),
      events: [added, ...(await withdrawInvitations(tx, grant, email))],
    };
  });
}

type Account = { id: string; kind: string; deactivatedAt: Date | null };

/** The account with this address, held so that two requests at once do not make it twice. */
async function lockAccount(
  tx: Transaction,
  organizationId: string,
  email: string,
): Promise<Account | undefined> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`provision ${organizationId}`}, 0))`;
  const [account] = await tx.$queryRaw<Account[]>`
    SELECT "id", "kind", "deactivatedAt" FROM "User" WHERE "email" = ${email} FOR UPDATE`;
  return account;
}

/** The former membership of somebody with an account, or null for their first. Throws 409 where SCIM may not decide. */
async function accountHere(tx: Transaction, grant: Manage, account: Account): Promise<{ id: string } | null> {
  const { organizationId } = grant;
  const before = await tx.membership.findFirst({
    where: { organizationId, userId: account.id },
    select: { id: true, endedAt: true, provisioned: { select: { removedAt: true } } },
  });
  if (before && (before.endedAt === null || before.provisioned?.removedAt === null)) throw taken();
  if (account.kind !== 'PERSON' || account.deactivatedAt) throw taken();
  await assertOursAlone(tx, grant, account.id);
  return before;
}

function taken(): ScimProblem {
  return new ScimProblem('CONFLICT', 'This person is there already.', 'uniqueness');
}

/** Replaces what is said of a member (PUT). */
export function replaceUser(grant: Manage, id: string, input: ScimUser): Promise<JsonObject> {
  return changeUser(grant, id, () => input);
}

/** Changes parts of what is said of a member (PATCH): applied to the resource as it is now, then checked like a whole one. */
export function patchUser(
  grant: Manage,
  id: string,
  operations: readonly PatchOperation[],
): Promise<JsonObject> {
  return changeUser(grant, id, (row) => parseInput(scimUser, applyPatch(userOf(row), operations)));
}

function changeUser(grant: Manage, id: string, next: (row: MemberRow) => ScimUser): Promise<JsonObject> {
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    const row = await lockMember(tx, organizationId, id);
    const input = next(row);
    const settings = await readSettings(tx, organizationId);
    const events: DomainEvent[] = [];
    events.push(...(await changePerson(tx, grant, row, input, settings.domains)));
    events.push(...(await saveIdentity(tx, grant, id, input, row)));
    const isActive = row.endedAt === null;
    if (isActive && !input.active) events.push(...(await endMember(tx, grant, row)));
    if (!isActive && input.active) {
      const role = roleFrom(
        row.groups.map(({ group }) => group.role),
        settings.defaultRole,
      );
      events.push(...(await startAgain(tx, grant, row, role)));
    }
    const result = userOf(await getRow(tx, organizationId, id));
    return events.length === 0 ? unchanged(result) : { result, events: eventList(events) };
  });
}

/** Ends a membership for good (DELETE): the resource is gone, what the person did stays. */
export function removeUser(grant: Manage, id: string): Promise<void> {
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    const row = await lockMember(tx, organizationId, id);
    const ended = row.endedAt === null ? await endMember(tx, grant, row) : [];
    const { givenName = '', familyName = '' } = row.provisioned ?? {};
    const userName = row.provisioned?.userName ?? row.user.email;
    await tx.provisionedMember.upsert({
      where: { organizationId_membershipId: { organizationId, membershipId: id } },
      create: { organizationId, membershipId: id, userName, givenName, familyName, removedAt: new Date() },
      update: { removedAt: new Date() },
    });
    await tx.provisionedGroupMember.deleteMany({ where: { organizationId, membershipId: id } });
    const forgotten: DomainEvent = {
      type: 'provisioning.member-changed',
      subject: { type: 'member', id: row.userId },
      data: { userName: { from: userName, to: null } },
    };
    return { result: undefined, events: [forgotten, ...ended] };
  });
}

async function lockMember(tx: Transaction, organizationId: string, id: string): Promise<MemberRow> {
  // Together with all administrators, so that two at once cannot both leave.
  await tx.$executeRaw`SELECT 1 FROM "Membership" WHERE "organizationId" = ${organizationId}::uuid AND ("role" = 'ADMINISTRATOR' OR "id" = ${id}::uuid) ORDER BY "id" FOR UPDATE`;
  return getRow(tx, organizationId, id);
}

async function getRow(tx: Transaction, organizationId: string, id: string): Promise<MemberRow> {
  const row = await findMember(tx, organizationId, id);
  if (!row) throw notFound();
  return row;
}

/** For which domains accounts may be made, which are those that the organization proved, and with which role they start. */
export async function readSettings(
  tx: Transaction,
  organizationId: string,
): Promise<{ domains: string[]; defaultRole: Role }> {
  const row = await tx.provisioning.findUnique({ where: { organizationId } });
  return {
    domains: await provenDomains(tx, organizationId),
    defaultRole: (row?.defaultRole ?? 'CONTROL_OWNER') as Role,
  };
}
