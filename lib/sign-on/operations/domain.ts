import 'server-only';
import type { Transaction } from '@/lib/platform/db';

/** The e-mail domains that the organization has proven. */
export async function provenDomains(tx: Transaction, organizationId: string): Promise<string[]> {
  const rows = await tx.signOnDomain.findMany({
    where: { organizationId, removedAt: null, verifiedAt: { not: null } },
    select: { domain: true },
    orderBy: { domain: 'asc' },
  });
  return rows.map(({ domain }) => domain);
}
