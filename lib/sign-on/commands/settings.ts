import 'server-only';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import { roles } from '@/lib/access/model';
import type { SessionContext } from '@/lib/access/session';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { endSignOnSessions } from '@/lib/person/operations/session';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { seal } from '@/lib/platform/seal';
import type { SignOnMode } from '../model';
import { discover, sealedSecrets } from '../operations/provider';
import { assertReal } from '../operations/real';
import { type ProviderInput, roleRules, type SignOnPolicyInput } from '../schema';

type Manager = Grant<'organization:manage'>;

/**
 * Connects the organization with a provider, after reading its description. A changed connection is untested: it is turned
 * off until a test went well. Another issuer is other people: links and sessions of the earlier one end.
 */
export async function configureProvider(
  grant: Manager,
  confirmation: Confirmation,
  input: ProviderInput,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  const { issuer } = await discover(input.issuer);
  const sealedSecret = input.clientSecret && seal(sealedSecrets, organizationId, input.clientSecret);
  await commit(grant, async (tx) => {
    await assertReal(tx, organizationId);
    const before = await tx.signOnProvider.findUnique({ where: { organizationId } });
    if (!before && !sealedSecret) {
      throw new AppError('INVALID', undefined, { clientSecret: ['Enter the client secret.'] });
    }
    if (before && !sealedSecret && before.issuer !== issuer) {
      throw new AppError('INVALID', undefined, {
        clientSecret: ['Enter the client secret of the new provider.'],
      });
    }
    if (before?.issuer === issuer && before.clientId === input.clientId && !sealedSecret) {
      return unchanged(undefined);
    }
    const connection = {
      issuer,
      clientId: input.clientId,
      ...(sealedSecret && { sealedSecret }),
      testedAt: null,
    };
    await tx.signOnProvider.upsert({
      where: { organizationId },
      create: { organizationId, ...connection, sealedSecret },
      update: { ...connection, version: { increment: 1 } },
    });
    await tx.organization.update({ where: { id: organizationId }, data: { signOn: 'OFF' } });
    await endSignOnSessions(tx, instanceActor(grant), organizationId);
    if (before && before.issuer !== issuer) await endLinks(tx, organizationId);
    return {
      result: undefined,
      events: [
        {
          type: 'sign-on.configured',
          subject: { type: 'organization', id: organizationId },
          data: { issuer, clientId: input.clientId, secretReplaced: Boolean(sealedSecret) },
        },
      ],
    };
  });
}

async function endLinks(tx: Transaction, organizationId: string): Promise<void> {
  await tx.signOnIdentity.updateMany({
    where: { organizationId, endedAt: null },
    data: { endedAt: now() },
  });
}

function instanceActor({ actor }: Grant) {
  return { id: actor.userId, name: actor.name, from: actor.from };
}

/** Roles, joining and second factor. Throws CONFLICT when somebody changed it since `version`. */
export async function changeSignOnPolicy(
  grant: Manager,
  confirmation: Confirmation,
  input: SignOnPolicyInput,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  const rules = roles.flatMap((role) => input[role].map((value) => ({ value, role })));
  const after = {
    roleClaim: input.roleClaim || null,
    withoutRole: input.withoutRole,
    joinsAtOnce: input.joinsAtOnce,
    defaultRole: input.defaultRole,
    secondFactor: input.secondFactor,
    acr: input.acr || null,
    amr: input.amr.split(/[\s,]+/).filter((method) => method !== ''),
  };
  await commit(grant, async (tx) => {
    const before = await tx.signOnProvider.findUnique({ where: { organizationId } });
    if (!before) throw new AppError('WRONG_STATE', 'Connect a provider first.');
    const changed = await tx.signOnProvider.updateMany({
      where: { organizationId, version: input.version },
      data: { ...after, roleRules: rules, version: input.version + 1 },
    });
    if (changed.count !== 1) throw new AppError('CONFLICT');
    const words = (given: typeof rules) => given.map(({ value, role }) => `${role}: ${value}`);
    return {
      result: undefined,
      events: [
        {
          type: 'sign-on.changed',
          subject: { type: 'organization', id: organizationId },
          data: changesBetween(
            { ...before, roleRules: words(roleRules.parse(before.roleRules)) },
            { ...after, roleRules: words(rules) },
            [
              'roleClaim',
              'roleRules',
              'withoutRole',
              'joinsAtOnce',
              'defaultRole',
              'secondFactor',
              'acr',
              'amr',
            ],
          ),
        },
      ],
    };
  });
}

/**
 * Turns single sign-on off, offers it, or requires it. On needs a test that went well and a proven domain; required needs
 * an administrator who may still use the password, and whoever requires it must not be shut out by it. Sessions of it end
 * when it is turned off.
 */
export async function changeSignOnMode(
  grant: Manager,
  confirmation: Confirmation,
  session: SessionContext,
  mode: SignOnMode,
): Promise<void> {
  assertConfirmed(confirmation, grant.actor.userId);
  const { organizationId } = grant;
  await commit(grant, async (tx) => {
    const before = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { signOn: true },
    });
    if (before.signOn === mode) return unchanged(undefined);
    if (mode !== 'OFF') await assertReady(tx, organizationId);
    if (mode === 'REQUIRED') await assertWayIn(tx, grant, session);
    await tx.organization.update({ where: { id: organizationId }, data: { signOn: mode } });
    if (mode === 'OFF') await endSignOnSessions(tx, instanceActor(grant), organizationId);
    return {
      result: undefined,
      events: [
        {
          type: 'sign-on.changed',
          subject: { type: 'organization', id: organizationId },
          data: { mode: { from: before.signOn, to: mode } },
        },
      ],
    };
  });
}

async function assertReady(tx: Transaction, organizationId: string): Promise<void> {
  const provider = await tx.signOnProvider.findUnique({
    where: { organizationId },
    select: { testedAt: true },
  });
  if (!provider?.testedAt) {
    throw new AppError('WRONG_STATE', 'Test the sign-on first, with the settings that stand here now.');
  }
  const proven = await tx.signOnDomain.count({
    where: { organizationId, removedAt: null, verifiedAt: { not: null } },
  });
  if (proven === 0) throw new AppError('WRONG_STATE', 'Prove an e-mail domain of yours first.');
}

async function assertWayIn(tx: Transaction, grant: Manager, session: SessionContext): Promise<void> {
  const named = await tx.membership.findMany({
    where: {
      organizationId: grant.organizationId,
      endedAt: null,
      role: 'ADMINISTRATOR',
      mayUsePassword: true,
    },
    select: { userId: true },
  });
  if (named.length === 0) {
    throw new AppError('WRONG_STATE', 'Name an administrator who may still use the password first.');
  }
  const isIn = session.signOnOrganizationId !== null || named.some(({ userId }) => userId === session.userId);
  if (!isIn) {
    throw new AppError(
      'WRONG_STATE',
      'This would shut you out. Sign in with single sign-on yourself, and then require it.',
    );
  }
}
