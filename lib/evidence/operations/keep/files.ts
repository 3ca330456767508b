import 'server-only';
import { type Grant, systemGrant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import { inStore } from '../../queries/in-store';
import type { FileInStore } from '../../store/sealed-reader';

export type KeptFile = FileInStore & {
  organizationId: string;
  evidenceId: string;
  evidenceTitle: string;
  fileId: string;
  fileName: string;
};

const BATCH = 200;

/** What the program does with evidence by itself, in one organization. */
export function keepingGrant(organizationId: string): Grant<'evidence:manage'> {
  return systemGrant('evidence-keeping', 'evidence:manage', organizationId);
}

/** Files of an organization that are kept, oldest first, a few at a time however many there are. Of removed ones no byte is. */
export async function* keptFiles(
  organizationId: string,
  where: Prisma.EvidenceFileWhereInput = {},
): AsyncGenerator<KeptFile> {
  const grant = keepingGrant(organizationId);
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await read(grant, (tx) =>
      tx.evidenceFile.findMany({
        where: {
          AND: [{ organizationId, deletedAt: null, state: { not: 'REMOVED' }, id: { gt: after } }, where],
        },
        orderBy: { id: 'asc' },
        take: BATCH,
        include: { evidence: { select: { title: true } } },
      }),
    );
    for (const row of rows) {
      const { id: fileId, evidenceId, fileName } = row;
      yield {
        ...inStore(row),
        organizationId,
        evidenceId,
        evidenceTitle: row.evidence.title,
        fileId,
        fileName,
      };
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}
