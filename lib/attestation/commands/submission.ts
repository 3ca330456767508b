import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { dayIn, fromDay, toDay } from '@/lib/platform/clock';
import { AppError, notFound } from '@/lib/platform/errors';
import type { ChangeSubmissionInput, RecordSubmissionInput } from '../model/input';
import { readSealed } from '../queries/draw';
import { lockAssessment } from './lock';

/** Records that a signed attestation went to an acquirer. Throws WRONG_STATE before the signature. */
export async function recordSubmission(
  grant: Grant<'submission:record'>,
  input: RecordSubmissionInput,
): Promise<{ submissionId: string }> {
  const { organizationId } = grant;
  const { assessmentId, acquirerId, submittedOn, receipt, note } = input;
  return commit(grant, async (tx) => {
    const assessment = await lockAssessment(tx, organizationId, assessmentId);
    const attestation = await tx.attestation.findUnique({
      where: { organizationId_assessmentId: { organizationId, assessmentId }, status: 'SIGNED' },
      select: { id: true, status: true, snapshotText: true, snapshotSha256: true },
    });
    const sealed = readSealed(attestation);
    if (!attestation || !sealed) {
      throw new AppError('WRONG_STATE', 'Only a signed attestation can be submitted. Sign it first.');
    }
    const acquirer = await tx.acquirer.findUnique({
      where: { organizationId_id: { organizationId, id: acquirerId } },
      select: { name: true, archivedAt: true },
    });
    if (!acquirer || acquirer.archivedAt) {
      throw new AppError('INVALID', undefined, { acquirerId: ['Choose an acquirer of the list.'] });
    }
    assertDay(grant, submittedOn, sealed.snapshot.signature.signedOn);
    const { id } = await tx.acquirerSubmission.create({
      data: {
        organizationId,
        attestationId: attestation.id,
        acquirerId,
        submittedOn: fromDay(submittedOn),
        revision: assessment.revision,
        receipt,
        note,
      },
      select: { id: true },
    });
    return {
      result: { submissionId: id },
      events: [
        {
          type: 'submission.recorded' as const,
          subject: { type: 'assessment', id: assessmentId },
          data: {
            submissionId: id,
            assessmentName: assessment.name,
            revision: assessment.revision,
            acquirerName: acquirer.name,
            submittedOn,
            receipt,
            note,
          },
        },
      ],
    };
  });
}

/** Records what became of a submission, or mends what was noted. Throws CONFLICT when somebody else was quicker. */
export async function changeSubmission(
  grant: Grant<'submission:record'>,
  input: ChangeSubmissionInput,
): Promise<{ assessmentId: string }> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const row = await tx.acquirerSubmission.findUnique({
      where: { organizationId_id: { organizationId, id: input.submissionId } },
      select: {
        submittedOn: true,
        status: true,
        receipt: true,
        note: true,
        version: true,
        attestation: {
          select: { assessmentId: true, status: true, snapshotText: true, snapshotSha256: true },
        },
      },
    });
    const sealed = readSealed(row?.attestation ?? null);
    if (!row || !sealed) throw notFound();
    const { assessmentId } = row.attestation;
    if (row.version !== input.version) throw stale();
    assertDay(grant, input.submittedOn, sealed.snapshot.signature.signedOn);
    const { submittedOn, status, receipt, note } = input;
    const before = { ...row, submittedOn: toDay(row.submittedOn) };
    const changes = changesBetween(before, { submittedOn, status, receipt, note }, [
      'submittedOn',
      'status',
      'receipt',
      'note',
    ]);
    if (Object.keys(changes).length === 0) return unchanged({ assessmentId });
    const { count } = await tx.acquirerSubmission.updateMany({
      where: { organizationId, id: input.submissionId, version: input.version },
      data: { submittedOn: fromDay(submittedOn), status, receipt, note, version: { increment: 1 } },
    });
    if (count === 0) throw stale();
    return {
      result: { assessmentId },
      events: [
        {
          type: 'submission.changed' as const,
          subject: { type: 'assessment', id: assessmentId },
          data: changes,
        },
      ],
    };
  });
}

function assertDay(grant: Grant, submittedOn: string, signedOn: string): void {
  const words =
    submittedOn > dayIn(grant.timeZone)
      ? 'This day lies in the future. Enter the day it was sent.'
      : submittedOn < signedOn
        ? 'This is before the signature. Enter the day it was sent.'
        : null;
  if (words) throw new AppError('INVALID', undefined, { submittedOn: [words] });
}

function stale(): AppError {
  return new AppError(
    'CONFLICT',
    'Somebody else changed this submission meanwhile. Reload the page to see their words, then change it again.',
  );
}
