import 'server-only';
import { v7 as newId } from 'uuid';
import { systemGrant } from '@/lib/access/grant';
import type { Permission } from '@/lib/access/permissions';
import type { SessionContext } from '@/lib/access/session';
import { commit, recordInstanceEvent } from '@/lib/audit-trail/commit';
import { addDays, dayIn, now } from '@/lib/platform/clock';
import { unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { discardOrganizationObjects } from '@/lib/platform/storage';
import { companyName } from '../model/company';
import { fillAssessments } from './assessments';
import { fillRegister } from './register';
import { fillSchedule } from './schedule';

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
  await assertNoSample(person.userId);
  await insertOrganization(grants, person, organizationId);
  try {
    const today = dayIn('Europe/Berlin', now());
    const day = (distance: number) => addDays(today, distance);
    const register = await fillRegister(grants, day);
    const evidence = await fillAssessments(grants, register, day);
    await fillSchedule(grants, register, evidence, day);
  } catch (error) {
    // A sample that is half there would only confuse; it can be asked for again.
    await removeOrganization(organizationId);
    throw error;
  }
  return { organizationId };
}

async function assertNoSample(userId: string): Promise<void> {
  const count = await unsafeTransaction({ organizationId: null, userId }, (tx) =>
    tx.membership.count({ where: { userId, endedAt: null, organization: { isSample: true } } }),
  );
  if (count > 0) throw sampleExists();
}

function sampleExists(): AppError {
  return new AppError('WRONG_STATE', 'You have a sample organization already. Remove it first.');
}

async function insertOrganization(
  grants: SampleGrants,
  person: { userId: string; name: string },
  organizationId: string,
): Promise<void> {
  await commit(grants('organization:manage'), async (tx) => {
    // Two presses at once: the second waits here and then finds the first one's sample.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sample ${person.userId}`}, 0))`;
    const made = await tx.membership.count({
      where: { userId: person.userId, endedAt: null, organization: { isSample: true } },
    });
    if (made > 0) throw sampleExists();
    await tx.organization.create({
      data: {
        id: organizationId,
        name: companyName,
        timeZone: 'Europe/Berlin',
        country: 'DE',
        isSample: true,
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
  await removeOrganization(organizationId);
  await recordInstanceEvent({
    type: 'sample.removed',
    actor: { id: session.userId, name: session.userName },
    subject: { type: 'organization', id: organizationId },
    data: { name: own.name },
  });
}

async function removeOrganization(organizationId: string): Promise<void> {
  try {
    await unsafePool().query('SELECT remove_sample_organization($1::uuid)', [organizationId]);
  } catch (error) {
    // Two clicks at once: the function finds no sample of that id any more.
    if ((error as { code?: string }).code === '42501') throw notFound('The sample was removed already.');
    throw error;
  }
  await discardOrganizationObjects(organizationId);
}
