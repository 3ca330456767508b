import 'server-only';
import { v7 as newId } from 'uuid';
import { systemGrant } from '@/lib/access/grant';
import type { Permission } from '@/lib/access/permissions';
import type { SessionContext } from '@/lib/access/session';
import { commit, recordInstanceEvent } from '@/lib/audit-trail/commit';
import { discardOrganizationObjects } from '@/lib/evidence/store/objects';
import { addDays, dayIn, now } from '@/lib/platform/clock';
import { type Transaction, unsafeTransaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { companyName } from '../model/company';
import { fillAssessments } from './assessments';
import { fillBeside } from './beside';
import { fillRegister } from './register';
import { fillRiskAnalyses } from './risk-analyses';
import { fillSchedule } from './schedule';

/** Longer than the making of a sample takes anywhere. */
const MAKING_MINUTES = 15;

/** Grants of the sample's making: the program acts, in the name of the person who asked for it. */
export type SampleGrants = <P extends Permission>(permission: P) => ReturnType<typeof systemGrant<P>>;

/**
 * Makes the sample organization with about a year of work in it, through the same commands that people use, and makes
 * the person its administrator. One per person: an earlier one has to be removed first.
 */
export async function addSampleOrganization(person: {
  userId: string;
  name: string;
}): Promise<{ organizationId: string }> {
  const organizationId = newId();
  const grants: SampleGrants = (permission) => systemGrant('sample', permission, organizationId, person);
  await removeAbandoned(person.userId);
  await assertNoSample(person.userId);
  await insertOrganization(grants, person, organizationId);
  try {
    const today = dayIn('Europe/Berlin', now());
    const day = (distance: number) => addDays(today, distance);
    const register = await fillRegister(grants, day);
    const evidence = await fillAssessments(grants, register, day);
    await fillSchedule(grants, register, evidence, day);
    await fillRiskAnalyses(grants, day);
    await fillBeside(grants, register, day);
    await unsafeTransaction({ organizationId, userId: person.userId }, (tx) =>
      tx.organization.update({ where: { id: organizationId }, data: { isReady: true } }),
    );
  } catch (error) {
    // A sample that is half there would only confuse; it can be asked for again.
    await removeOrganization(organizationId, person.userId);
    throw error;
  }
  return { organizationId };
}

/** What a server that stopped in between left behind: nobody sees it, so nobody could remove it. */
async function removeAbandoned(userId: string): Promise<void> {
  const before = new Date(now().getTime() - MAKING_MINUTES * 60_000);
  const left = await unsafeTransaction({ organizationId: null, userId }, (tx) =>
    tx.membership.findMany({
      where: {
        userId,
        endedAt: null,
        organization: { isSample: true, isReady: false, createdAt: { lt: before } },
      },
      select: { organizationId: true },
    }),
  );
  for (const { organizationId } of left) await removeOrganization(organizationId, userId);
}

async function assertNoSample(userId: string): Promise<void> {
  await unsafeTransaction({ organizationId: null, userId }, (tx) => assertNone(tx, userId));
}

async function assertNone(tx: Transaction, userId: string): Promise<void> {
  const found = await tx.membership.findFirst({
    where: { userId, endedAt: null, organization: { isSample: true } },
    select: { organization: { select: { isReady: true } } },
  });
  if (!found) return;
  // One that is not whole is offered nowhere, so it cannot be removed either: it goes when it was left so.
  const words = found.organization.isReady
    ? 'You have a sample organization already. Remove it first.'
    : 'Your sample organization is being made. It takes some seconds; if it does not appear, try again in a quarter of an hour.';
  throw new AppError('WRONG_STATE', words);
}

async function insertOrganization(
  grants: SampleGrants,
  person: { userId: string; name: string },
  organizationId: string,
): Promise<void> {
  await commit(grants('organization:manage'), async (tx) => {
    // Two presses at once: the second waits here and then finds the first one's sample.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sample ${person.userId}`}, 0))`;
    await assertNone(tx, person.userId);
    await tx.organization.create({
      data: {
        id: organizationId,
        name: companyName,
        timeZone: 'Europe/Berlin',
        country: 'DE',
        isSample: true,
        isReady: false,
      },
    });
    await tx.membership.create({ data: { organizationId, userId: person.userId, role: 'ADMINISTRATOR' } });
    return {
      result: undefined,
      events: [
        {
          type: 'organization.created',
          subject: { type: 'organization', id: organizationId },
          data: { name: companyName, isSample: true },
        },
        {
          type: 'member.added',
          subject: { type: 'member', id: person.userId },
          data: { name: person.name, role: 'ADMINISTRATOR' },
        },
      ],
    };
  });
}

/**
 * Removes a sample organization whole: rows, events and files. Only an administrator of it may, and only a sample can be
 * removed; the database checks that again. Throws NOT_FOUND otherwise.
 */
export async function removeSampleOrganization(
  session: SessionContext,
  organizationId: string,
): Promise<void> {
  const own = session.organizations.find((organization) => organization.id === organizationId);
  if (!own?.isSample || own.role !== 'ADMINISTRATOR') throw notFound();
  await removeOrganization(organizationId, session.userId);
  await recordInstanceEvent({
    type: 'sample.removed',
    actor: { id: session.userId, name: session.userName, from: session.from },
    subject: { type: 'organization', id: organizationId },
    data: { name: own.name },
  });
}

async function removeOrganization(organizationId: string, userId: string): Promise<void> {
  try {
    await unsafeTransaction({ organizationId: null, userId }, async (tx) => {
      await tx.$executeRaw`SELECT remove_sample_organization(${organizationId}::uuid)`;
    });
  } catch (error) {
    // Two clicks at once: the function finds no sample of that id any more.
    if (error instanceof Error && error.message.includes('only a sample organization'))
      throw notFound('The sample was removed already.');
    throw error;
  }
  await discardOrganizationObjects(organizationId);
}
