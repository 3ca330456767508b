import 'server-only';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { whyNotChangeable } from '../policy';
import { statusOf } from '../rules';
import type { ChangeAssessmentInput } from '../schema';
import { heldRecipients, lockedAssessment, type Manage, type Recipients } from './parts';

/**
 * Changes name, period, due date and recipients of an open assessment. What it covers and its questionnaire stay: for
 * those the picker runs again. Throws CONFLICT when somebody else changed it since the form was opened.
 */
export function changeAssessment(
  grant: Manage,
  assessmentId: string,
  { version, ...input }: ChangeAssessmentInput,
): Promise<{ version: number }> {
  return commit(grant, async (tx) => {
    const { organizationId } = grant;
    const row = await lockedAssessment(tx, grant, assessmentId);
    const reason = whyNotChangeable({ status: statusOf(row.status), isArchived: row.archivedAt !== null });
    if (reason) throw new AppError('WRONG_STATE', reason);
    if (row.version !== version) {
      throw new AppError(
        'CONFLICT',
        'Somebody else changed this assessment meanwhile. Your text is still here: compare, then save again.',
      );
    }
    const recipients = await heldRecipients(tx, grant, row.legalEntityId, input, {
      merchantIdIds: row.merchantIds.map((link) => link.merchantIdId),
      acquirerIds: row.acquirers.map((link) => link.acquirerId),
    });
    const before = {
      name: row.name,
      periodFrom: toDay(row.periodFrom),
      periodTo: toDay(row.periodTo),
      dueOn: row.dueOn ? toDay(row.dueOn) : null,
      merchantIds: row.merchantIds.map((link) => link.merchantId.number).sort(),
      acquirers: row.acquirers.map((link) => link.acquirer.name).sort(),
    };
    const after = {
      name: input.name,
      periodFrom: input.periodFrom,
      periodTo: input.periodTo,
      dueOn: input.dueOn,
      merchantIds: recipients.merchantIds.map((one) => one.number).sort(),
      acquirers: recipients.acquirers.map((one) => one.name).sort(),
    };
    const changed = changesBetween(before, after, [
      'name',
      'periodFrom',
      'periodTo',
      'dueOn',
      'merchantIds',
      'acquirers',
    ]);
    if (Object.keys(changed).length === 0) return unchanged({ version });
    await tx.assessment.update({
      where: { organizationId_id: { organizationId, id: assessmentId } },
      data: {
        name: input.name,
        periodFrom: fromDay(input.periodFrom),
        periodTo: fromDay(input.periodTo),
        dueOn: input.dueOn ? fromDay(input.dueOn) : null,
        version: { increment: 1 },
      },
    });
    await replaceRecipients(tx, organizationId, assessmentId, recipients);
    return {
      result: { version: version + 1 },
      events: [
        { type: 'assessment.changed', subject: { type: 'assessment', id: assessmentId }, data: changed },
      ],
    };
  });
}

async function replaceRecipients(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  { merchantIds, acquirers }: Recipients,
): Promise<void> {
  const of = { organizationId, assessmentId };
  await tx.assessmentMerchantId.deleteMany({ where: of });
  await tx.assessmentAcquirer.deleteMany({ where: of });
  await tx.assessmentMerchantId.createMany({
    data: merchantIds.map((one) => ({ ...of, merchantIdId: one.id })),
  });
  await tx.assessmentAcquirer.createMany({ data: acquirers.map((one) => ({ ...of, acquirerId: one.id })) });
}
