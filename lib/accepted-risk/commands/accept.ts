import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { dayIn, fromDay } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { hasRow, type LockedRequirement, lockRequirement } from '@/lib/response/operations/lock-requirement';
import { outdateApprovals } from '@/lib/review/operations';
import { maxAccepted } from '../model';
import { isByPerson, whyNotAcceptable } from '../policy';
import { dayProblems, isAnswered } from '../rules';
import type { AcceptRiskInput } from '../schema';

/**
 * Records a risk that somebody has accepted beside an answer, which stays as it is. Throws NOT_FOUND out of reach, WRONG_STATE
 * where nothing is answered and once the assessment is signed or archived, INVALID for days that do not fit, FORBIDDEN with a key.
 */
export function acceptRisk(
  grant: Grant<'response:record'>,
  target: RequirementTarget,
  input: AcceptRiskInput,
): Promise<{ acceptedRiskId: string }> {
  const { organizationId, actor } = grant;
  const { userId } = actor;
  if (!userId) throw new Error('an accepted risk needs a person who recorded it');
  assertByPerson(grant);
  return commit(grant, async (tx) => {
    const requirement = await lockRequirement(tx, organizationId, target, whyNotAcceptable);
    const { assessmentId, catalogueVersionId, requirementKey, requirementNumber } = requirement;
    checkRisk(grant, requirement, input);
    // The assessment is shared by everybody who records something: two who count at once would both find room.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`accepted-risk ${requirement.subject.id}`}, 0))`;
    const standing = await tx.acceptedRisk.count({
      where: { organizationId, assessmentId, requirementKey, withdrawnAt: null },
    });
    if (standing >= maxAccepted) {
      throw new AppError('WRONG_STATE', `${maxAccepted} stand here already. Withdraw one, or change it.`);
    }
    const { id } = await tx.acceptedRisk.create({
      data: {
        ...riskColumns(input),
        organizationId,
        assessmentId,
        catalogueVersionId,
        requirementKey,
        createdById: userId,
        createdByName: actor.name,
      },
      select: { id: true },
    });
    await outdateApprovals(tx, organizationId, [requirement]);
    return {
      result: { acceptedRiskId: id },
      events: [
        {
          type: 'accepted-risk.recorded',
          subject: requirement.subject,
          data: {
            ...input,
            acceptedRiskId: id,
            requirementNumber,
            assessmentName: requirement.assessmentName,
          },
        },
      ],
    };
  });
}

/** Throws FORBIDDEN for a program with somebody's key. */
export function assertByPerson({ actor }: Grant<'response:record'>): void {
  if (!isByPerson(actor)) {
    throw new AppError('FORBIDDEN', 'A person accepts a risk and says so here. A key does not allow it.');
  }
}

/** Row, answer and days held against what they refer to. Throws INVALID and WRONG_STATE. */
export function checkRisk(
  grant: Grant<'response:record'>,
  { rows, requirementNumber }: LockedRequirement,
  input: AcceptRiskInput,
): void {
  if (input.row !== null && !hasRow(rows, input.row)) {
    throw new AppError('INVALID', undefined, { row: ['This requirement has no such answer row.'] });
  }
  if (!isAnswered(rows, input.row)) {
    throw new AppError(
      'WRONG_STATE',
      `Answer ${requirementNumber} first: a risk is accepted beside an answer.`,
    );
  }
  const problems = Object.entries(dayProblems(input, dayIn(grant.timeZone)));
  if (problems.length > 0) {
    const fieldErrors = Object.fromEntries(problems.map(([field, words]) => [field, [words]]));
    throw new AppError('INVALID', undefined, fieldErrors);
  }
}

/** Calendar days of an input as the database keeps them. */
export function riskColumns(input: AcceptRiskInput) {
  return { ...input, acceptedOn: fromDay(input.acceptedOn), reviewOn: fromDay(input.reviewOn) };
}
