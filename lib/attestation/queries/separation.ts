import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { countOfficers } from '@/lib/organization/queries';
import { asksForSeparateSigner } from '@/lib/organization/rules';
import type { Transaction } from '@/lib/platform/db';

/**
 * Why this person must leave the signature to somebody else, whatever the way of signing: they filled in the attestation,
 * and the organization wants two people. Asked of the audit trail, where a name that was overwritten since still stands.
 * `userId`: who signs, sends the link to sign, or files the signed pages. Null when they may.
 */
export async function whyNotBoth(
  tx: Transaction,
  { organizationId }: Grant,
  assessmentId: string,
  userId: string | null,
): Promise<string | null> {
  const { separateSigner, isSample } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { separateSigner: true, isSample: true },
  });
  if (isSample || !asksForSeparateSigner(separateSigner, await countOfficers(tx, organizationId)))
    return null;
  const prepared = await tx.auditEvent.findFirst({
    where: {
      organizationId,
      subjectType: 'assessment',
      subjectId: assessmentId,
      type: 'attestation.prepared',
      actorId: userId,
    },
    select: { sequence: true },
  });
  return prepared
    ? 'You filled in this attestation, so somebody else signs it, sends the link to sign or files the signed pages. An administrator can change that under Settings.'
    : null;
}
