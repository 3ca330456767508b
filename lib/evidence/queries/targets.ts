import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';

export type TargetView = { assessmentId: string; name: string; questionnaireId: string };

/** Assessments whose requirements still take evidence, newest first. */
export async function listTargets(grant: Grant<'evidence:read'>): Promise<TargetView[]> {
  const assessments = await read(grant, (tx) =>
    tx.assessment.findMany({
      where: { organizationId: grant.organizationId, status: 'OPEN', archivedAt: null },
      orderBy: { id: 'desc' },
      select: { id: true, name: true, questionnaireId: true },
    }),
  );
  return assessments.map(({ id, name, questionnaireId }) => ({ assessmentId: id, name, questionnaireId }));
}
