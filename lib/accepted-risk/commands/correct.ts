import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { type LockedRequirement, lockRequirement } from '@/lib/response/operations/lock-requirement';
import { outdateApprovals } from '@/lib/review/operations';
import { acceptedRiskFields } from '../model';
import { mayChangeAccepted, whyNotAcceptable } from '../policy';
import { acceptedRiskFacts } from '../queries';
import type { ChangeAcceptedRiskInput, WithdrawAcceptedRiskInput } from '../schema';
import { assertByPerson, checkRisk, riskColumns } from './accept';

type Seen = { acceptedRiskId: string; version: number };

/**
 * Corrects what was accepted: an officer anybody's, everybody else what they recorded. Throws FORBIDDEN for somebody else's and with a key,
 * CONFLICT when it was changed or withdrawn since it was opened, and what accepting throws.
 */
export function changeAcceptedRisk(
  grant: Grant<'response:record'>,
  target: RequirementTarget,
  { acceptedRiskId, version, ...input }: ChangeAcceptedRiskInput,
): Promise<void> {
  assertByPerson(grant);
  return commit(grant, async (tx) => {
    const requirement = await lockRequirement(tx, grant.organizationId, target, whyNotAcceptable);
    const before = await ownRisk(tx, grant, requirement, { acceptedRiskId, version });
    checkRisk(grant, requirement, input);
    const changes = changesBetween(acceptedRiskFacts(before), input, acceptedRiskFields);
    if (Object.keys(changes).length === 0) return unchanged(undefined);
    await writeVersion(tx, grant, { acceptedRiskId, version }, riskColumns(input));
    await outdateApprovals(tx, grant.organizationId, [requirement]);
    return {
      result: undefined,
      events: [
        {
          type: 'accepted-risk.changed',
          subject: requirement.subject,
          data: {
            requirementNumber: requirement.requirementNumber,
            acceptedRiskId,
            version: version + 1,
            changes,
          },
        },
      ],
    };
  });
}

/** Takes back what was accepted: it stays in the record and does not stand any more. Throws like changeAcceptedRisk. */
export function withdrawAcceptedRisk(
  grant: Grant<'response:record'>,
  target: RequirementTarget,
  { acceptedRiskId, version, reason }: WithdrawAcceptedRiskInput,
): Promise<void> {
  assertByPerson(grant);
  return commit(grant, async (tx) => {
    const requirement = await lockRequirement(tx, grant.organizationId, target, whyNotAcceptable);
    const before = await ownRisk(tx, grant, requirement, { acceptedRiskId, version });
    await writeVersion(
      tx,
      grant,
      { acceptedRiskId, version },
      { withdrawnAt: now(), withdrawnByName: grant.actor.name, withdrawReason: reason },
    );
    await outdateApprovals(tx, grant.organizationId, [requirement]);
    return {
      result: undefined,
      events: [
        {
          type: 'accepted-risk.withdrawn',
          subject: requirement.subject,
          data: {
            requirementNumber: requirement.requirementNumber,
            assessmentName: requirement.assessmentName,
            acceptedRiskId,
            reason,
            risk: before.risk,
          },
        },
      ],
    };
  });
}

async function ownRisk(
  tx: Transaction,
  { organizationId, actor }: Grant<'response:record'>,
  { assessmentId, requirementKey }: LockedRequirement,
  { acceptedRiskId, version }: Seen,
) {
  const risk = await tx.acceptedRisk.findFirst({
    where: { organizationId, id: acceptedRiskId, assessmentId, requirementKey },
  });
  if (!risk) throw notFound('This accepted risk does not exist, or it is not yours to see.');
  if (!mayChangeAccepted(actor, risk.createdById)) {
    throw new AppError(
      'FORBIDDEN',
      `${risk.createdByName} recorded this. Ask them or a compliance officer to change it.`,
    );
  }
  if (risk.withdrawnAt) {
    throw new AppError('CONFLICT', `${risk.withdrawnByName} withdrew this meanwhile: ${risk.withdrawReason}`);
  }
  if (risk.version !== version) throw overtaken();
  return risk;
}

/** Writes the next version, if nobody else has: two who save at once do not overwrite each other. */
async function writeVersion(
  tx: Transaction,
  { organizationId }: Grant<'response:record'>,
  { acceptedRiskId, version }: Seen,
  data: Parameters<Transaction['acceptedRisk']['updateMany']>[0]['data'],
): Promise<void> {
  const { count } = await tx.acceptedRisk.updateMany({
    where: { organizationId, id: acceptedRiskId, version, withdrawnAt: null },
    data: { ...data, version: version + 1 },
  });
  if (count === 0) throw overtaken();
}

function overtaken(): AppError {
  return new AppError(
    'CONFLICT',
    'Somebody else changed this since you opened it. Nothing of yours is lost or saved yet: their version stands in the list, yours below.',
  );
}
