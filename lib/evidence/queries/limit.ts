import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { Transaction } from '@/lib/platform/db';
import { env } from '@/lib/platform/env';

/** How large a file of this organization may be: what the instance takes, or less. */
export function evidenceLimit(grant: Grant): Promise<number> {
  return read(grant, (tx) => limitIn(tx, grant.organizationId));
}

export async function limitIn(tx: Transaction, organizationId: string): Promise<number> {
  const organization = await tx.organization.findUnique({
    where: { id: organizationId },
    select: { evidenceMaxMib: true },
  });
  const most = env().EVIDENCE_MAX_BYTES;
  return organization?.evidenceMaxMib ? Math.min(organization.evidenceMaxMib * 1024 * 1024, most) : most;
}
