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

/** Of a file that was removed from quarantine, or whose retention has ended, no byte is kept. */
export const stillKept = {
  deletedAt: null,
  state: { not: 'REMOVED' },
} satisfies Prisma.EvidenceFileWhereInput;

const withTitle = { evidence: { select: { title: true } } } as const;
type Row = Prisma.EvidenceFileGetPayload<{ include: typeof withTitle }>;

function asKept(row: Row): KeptFile {
  const { organizationId, id: fileId, evidenceId, fileName } = row;
  return {
    ...inStore(row),
    organizationId,
    evidenceId,
    evidenceTitle: row.evidence.title,
    fileId,
    fileName,
  };
}

/** A file as it is kept by now; null when it is not kept any more. */
export async function findKeptFile({
  organizationId,
  fileId,
}: Pick<KeptFile, 'organizationId' | 'fileId'>): Promise<KeptFile | null> {
  const row = await read(keepingGrant(organizationId), (tx) =>
    tx.evidenceFile.findFirst({ where: { organizationId, id: fileId, ...stillKept }, include: withTitle }),
  );
  return row && asKept(row);
}

/** What the program does with evidence by itself, in one organization. */
export function keepingGrant(organizationId: string): Grant<'evidence:manage'> {
  return systemGrant('evidence-keeping', 'evidence:manage', organizationId);
}

/** Files of an organization that are kept, oldest first, a few at a time however many there are. */
export async function* keptFiles(
  organizationId: string,
  where: Prisma.EvidenceFileWhereInput = {},
): AsyncGenerator<KeptFile> {
  const grant = keepingGrant(organizationId);
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await read(grant, (tx) =>
      tx.evidenceFile.findMany({
        where: {
          AND: [{ organizationId, ...stillKept, id: { gt: after } }, where],
        },
        orderBy: { id: 'asc' },
        take: BATCH,
        include: withTitle,
      }),
    );
    for (const row of rows) yield asKept(row);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}
