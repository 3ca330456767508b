import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { fromDay } from '@/lib/platform/clock';
import { unsafeCounting } from './counting';
import { provesSomething } from './scan-view';

/** How many requirements of an assessment have evidence, and how many of those have some that is still valid today. */
export type EvidenceCover = { evidenced: number; fresh: number };

/**
 * Two of the figures that are never blended into one: evidenced says that there is proof, fresh that it has not run out.
 * Evidence without a last day counts as valid; a file in quarantine is no proof yet, and what was rejected or has failed is none.
 */
export function getEvidenceCover(
  grant: Grant<'evidence:read'>,
  assessmentId: string,
  today: string,
): Promise<EvidenceCover> {
  return read(grant, async (tx) => {
    const { organizationId } = grant;
    // Version 0 was signed while all files were in quarantine.
    const links = {
      organizationId,
      assessmentId,
      removedAt: null,
      AND: [
        { OR: [{ signedVersion: null }, { signedVersion: { gt: 0 } }] },
        await unsafeCounting(tx, organizationId),
      ],
    };
    const distinct = ['requirementKey'] as const;
    const evidenced = await tx.evidenceLink.findMany({
      where: { ...links, evidence: { archivedAt: null, ...provesSomething } },
      distinct: [...distinct],
      select: { requirementKey: true },
    });
    const fresh = await tx.evidenceLink.findMany({
      where: {
        ...links,
        evidence: {
          AND: [provesSomething, { OR: [{ validUntil: null }, { validUntil: { gte: fromDay(today) } }] }],
          archivedAt: null,
        },
      },
      distinct: [...distinct],
      select: { requirementKey: true },
    });
    return { evidenced: evidenced.length, fresh: fresh.length };
  });
}
