import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { dayIn, toDay } from '@/lib/platform/clock';
import { notFound } from '@/lib/platform/errors';
import type { SubmissionStatus, SubmissionsView } from '../model/view';

/** Where a signed attestation went, newest first, and where it can go. Throws NOT_FOUND for a foreign id. */
export async function listSubmissions(
  grant: Grant<'attestation:read'>,
  assessmentId: string,
): Promise<SubmissionsView> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const assessment = await tx.assessment.findUnique({
      where: { organizationId_id: { organizationId, id: assessmentId } },
      select: {
        name: true,
        revision: true,
        acquirers: { select: { acquirerId: true } },
        attestation: {
          select: {
            status: true,
            submissions: {
              orderBy: [{ submittedOn: 'desc' }, { createdAt: 'desc' }, { id: 'desc' }],
              include: { acquirer: { select: { name: true } } },
            },
          },
        },
      },
    });
    if (!assessment) throw notFound();
    const own = new Set(assessment.acquirers.map(({ acquirerId }) => acquirerId));
    const acquirers = await tx.acquirer.findMany({
      where: { organizationId, archivedAt: null },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, portalUrl: true },
    });
    return {
      assessmentId,
      assessmentName: assessment.name,
      revision: assessment.revision,
      isSigned: assessment.attestation?.status === 'SIGNED',
      today: dayIn(grant.timeZone),
      acquirers: acquirers
        .map((acquirer) => ({ ...acquirer, isOwn: own.has(acquirer.id) }))
        .toSorted((left, right) => Number(right.isOwn) - Number(left.isOwn)),
      submissions: (assessment.attestation?.submissions ?? []).map((row) => ({
        submissionId: row.id,
        acquirerName: row.acquirer.name,
        submittedOn: toDay(row.submittedOn),
        revision: row.revision,
        receipt: row.receipt,
        note: row.note,
        status: row.status as SubmissionStatus,
        version: row.version,
      })),
    };
  });
}
