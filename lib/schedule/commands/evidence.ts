import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';

/** A record without a word and without evidence proves nothing. */
export function assertProof(input: { result: string; evidenceIds: readonly string[] }): void {
  if (input.result.trim() === '' && input.evidenceIds.length === 0)
    throw new AppError('INVALID', undefined, {
      result: ['Say what was done and found, or choose evidence that shows it.'],
    });
}

/** Links evidence of the same organization to what was done. Refuses ids that are not in its library. */
export async function linkEvidence(
  tx: Transaction,
  grant: Grant,
  evidenceIds: readonly string[],
  occurrenceIds: readonly string[],
): Promise<void> {
  const ids = [...new Set(evidenceIds)];
  if (ids.length === 0) return;
  const { organizationId } = grant;
  const known = await tx.evidenceItem.count({
    where: { organizationId, id: { in: ids }, archivedAt: null },
  });
  if (known !== ids.length)
    throw new AppError('INVALID', undefined, {
      evidenceIds: ['Some of this evidence is not in the library any more. Choose again.'],
    });
  await tx.activityOccurrenceEvidence.createMany({
    data: occurrenceIds.flatMap((occurrenceId) =>
      ids.map((evidenceId) => ({ organizationId, occurrenceId, evidenceId })),
    ),
  });
}
