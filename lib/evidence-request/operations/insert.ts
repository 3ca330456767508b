import 'server-only';
import { v7 as newId } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import { newToken, tokenHash } from '@/lib/access/token';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { lockReason } from '@/lib/evidence/policy';
import { numberOf } from '@/lib/evidence/queries/words';
import { dayIn } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { canSendMail } from '@/lib/platform/mail';
import { mostOpen } from '../model';
import { untilProblem } from '../rules';
import type { Recipient } from './recipient';

export type Wanted = {
  title: string;
  words: string;
  evidenceType: string;
  assessmentId: string;
  requirementKeys: readonly string[];
  untilOn: string;
};

export type Inserted = { requestId: string; token: string | null; organizationName: string };

/**
 * Writes a request in the caller's transaction. Throws NOT_FOUND, WRONG_STATE (signed, archived, too many are open) and INVALID (not
 * asked, day).
 */
export async function insertRequest(
  tx: Transaction,
  grant: Grant<'evidence:request'>,
  wanted: Wanted,
  recipient: Recipient,
): Promise<{ inserted: Inserted; events: [DomainEvent] }> {
  const { organizationId, actor, timeZone } = grant;
  if (!actor.userId) throw new Error('a request needs a person who asks');
  const problem = untilProblem(wanted.untilOn, dayIn(timeZone));
  if (problem) throw new AppError('INVALID', undefined, { untilOn: [problem] });
  await assertRoom(tx, organizationId, actor.userId);
  const { title, words, evidenceType, assessmentId } = wanted;
  const requirementKeys = [...wanted.requirementKeys];
  const assessment = await lockOpenRequirements(tx, organizationId, assessmentId, requirementKeys);
  const { expiresAt, organizationName } = await endOf(tx, organizationId, wanted.untilOn);
  const requestId = newId();
  const token = recipient.memberId === null ? newToken() : null;
  const linkShown = token !== null && !canSendMail();
  await tx.evidenceRequest.create({
    data: {
      organizationId,
      id: requestId,
      assessmentId,
      assessmentName: assessment.name,
      catalogueVersionId: assessment.catalogueVersionId,
      requirementKeys,
      title,
      words,
      evidenceType,
      memberId: recipient.memberId,
      recipientName: recipient.name,
      email: recipient.memberId === null ? recipient.email : '',
      tokenHash: token && tokenHash(token),
      linkShown,
      createdById: actor.userId,
      createdByName: actor.name,
      expiresAt,
    },
  });
  const asked: DomainEvent = {
    type: 'evidence-request.asked',
    subject: { type: 'evidence-request', id: requestId },
    data: {
      title,
      recipient: recipient.name,
      ...(recipient.memberId === null && { email: recipient.email }),
      assessmentId,
      assessmentName: assessment.name,
      requirementNumbers: requirementKeys.map(numberOf),
      untilOn: wanted.untilOn,
      ...(linkShown && { by: 'a link to hand over' }),
    },
  };
  return { inserted: { requestId, token, organizationName }, events: [asked] };
}

async function assertRoom(tx: Transaction, organizationId: string, userId: string): Promise<void> {
  const [open] = await tx.$queryRaw<{ own: number; together: number }[]>`
    SELECT * FROM count_open_requests(${organizationId}::uuid, ${userId}::uuid)`;
  const what =
    open && open.own >= mostOpen.person
      ? `${mostOpen.person} requests of yours wait`
      : open &&
        open.together >= mostOpen.organization &&
        `${mostOpen.organization} requests of this organization wait`;
  if (what) {
    throw new AppError(
      'WRONG_STATE',
      `${what} for an answer, and more are too many. Withdraw what nobody needs any more.`,
    );
  }
}

type Held = { name: string; status: string; archivedAt: Date | null; catalogueVersionId: string };

async function lockOpenRequirements(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  requirementKeys: readonly string[],
): Promise<Held> {
  const [assessment] = await tx.$queryRaw<Held[]>`
    SELECT "name", "status", "archivedAt", "catalogueVersionId" FROM "Assessment"
     WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${assessmentId}::uuid FOR SHARE`;
  if (!assessment) throw notFound();
  const asked = await tx.response.findMany({
    where: { organizationId, assessmentId, requirementKey: { in: [...requirementKeys] } },
    select: { requirementKey: true },
    distinct: ['requirementKey'],
  });
  const missing = requirementKeys.find((key) => !asked.some(({ requirementKey }) => requirementKey === key));
  if (missing) {
    const message = `${numberOf(missing)} is not asked in the assessment “${assessment.name}”.`;
    throw new AppError('INVALID', undefined, { requirementNumbers: [message] });
  }
  const reason = lockReason(assessment);
  if (reason) throw new AppError('WRONG_STATE', reason);
  return assessment;
}

/** A request ends with its last day, as the organization's clocks have it. */
async function endOf(
  tx: Transaction,
  organizationId: string,
  untilOn: string,
): Promise<{ expiresAt: Date; organizationName: string }> {
  const [row] = await tx.$queryRaw<{ expiresAt: Date; organizationName: string }[]>`
    SELECT (${untilOn}::date + 1)::timestamp AT TIME ZONE o."timeZone" AS "expiresAt", o."name" AS "organizationName"
      FROM "Organization" o WHERE o."id" = ${organizationId}::uuid`;
  if (!row) throw notFound();
  return row;
}
