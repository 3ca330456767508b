import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { isAllowed } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { requirementKeyOf, requirementNumberOf } from '@/lib/response/queries';
import type { TagsView } from './model';
import { whyNotTaggable } from './policy';

export type TaggedRow = { tags: string[]; version: number };

/** So many tags are offered to choose from. */
const MAX_KNOWN = 200;

/** The tags of one requirement and what others are called. Throws NOT_FOUND. */
export function getTags(grant: Grant<'assessment:read'>, target: RequirementTarget): Promise<TagsView> {
  const { organizationId, actor } = grant;
  const { assessmentId } = target;
  const requirementKey = requirementKeyOf(target.requirementNumber);
  return read(grant, async (tx) => {
    const assessment = await tx.assessment.findFirst({
      where: { organizationId, id: assessmentId, responses: { some: { requirementKey } } },
      select: { status: true, archivedAt: true },
    });
    if (!assessment) throw notFound();
    const row = await tx.requirementTag.findUnique({
      where: { organizationId_assessmentId_requirementKey: { organizationId, assessmentId, requirementKey } },
      select: { tags: true, version: true },
    });
    const mayTag = actor.role !== 'SYSTEM' && isAllowed(actor.role, 'response:record');
    return {
      tags: row?.tags ?? [],
      version: row?.version ?? 0,
      known: await unsafeListKnown(tx, organizationId),
      locked:
        whyNotTaggable(assessment) ?? (mayTag ? null : 'Your role reads tags and does not change them.'),
    };
  });
}

/** Every tag that the person may see, in order; read in the caller's transaction. */
export async function unsafeListKnown(tx: Transaction, organizationId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ tag: string }[]>`
    SELECT DISTINCT t.tag FROM "RequirementTag" r, unnest(r."tags") AS t(tag)
     WHERE r."organizationId" = ${organizationId}::uuid ORDER BY 1 LIMIT ${MAX_KNOWN}`;
  return rows.map(({ tag }) => tag);
}

/** The tags of an assessment by requirement, read in the caller's transaction. */
export async function unsafeReadTags(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<Map<string, TaggedRow>> {
  const rows = await tx.requirementTag.findMany({
    where: { organizationId, assessmentId },
    select: { requirementKey: true, tags: true, version: true },
  });
  return new Map(
    rows.map(({ requirementKey, tags, version }) => [requirementNumberOf(requirementKey), { tags, version }]),
  );
}
