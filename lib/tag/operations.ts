import 'server-only';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { holdsCardNumber } from '@/lib/platform/card-number';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { requirementKeyOf } from '@/lib/response/queries';

export type TagChange = {
  requirementNumber: string;
  from: readonly string[];
  to: readonly string[];
  /** The version that is there now; 0 where there is none yet. */
  version: number;
};

type Place = { organizationId: string; assessmentId: string; assessmentName: string };

/**
 * Writes the tags of requirements in the caller's transaction, which holds the assessment, and gives the events for it, one
 * a requirement, so that whoever sees the requirement sees them. Throws INVALID for tags that make a card number where they
 * stand beside each other: in a file, in the log.
 */
export async function writeTags(
  tx: Transaction,
  { organizationId, assessmentId, assessmentName }: Place,
  changes: readonly TagChange[],
): Promise<DomainEvent[]> {
  for (const { requirementNumber, to, version } of changes) {
    if (holdsCardNumber(to.join(', '))) {
      throw new AppError('INVALID', undefined, {
        tags: ['Together these tags look like a card number. Leave one out.'],
      });
    }
    const place = { organizationId, assessmentId, requirementKey: requirementKeyOf(requirementNumber) };
    const data = { tags: [...to], version: version + 1 };
    await tx.requirementTag.upsert({
      where: { organizationId_assessmentId_requirementKey: place },
      create: { ...place, ...data },
      update: data,
    });
  }
  return changes.map(({ requirementNumber, from, to }) => ({
    type: 'response.tagged',
    subject: { type: 'response', id: `${assessmentId}/${requirementKeyOf(requirementNumber)}/0` },
    data: {
      requirementNumber,
      assessmentName,
      tags: to.join(', '),
      changes: { tags: { from: [...from], to: [...to] } },
    },
  }));
}
