import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { isAllowed } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import { type Finding, findings } from '@/lib/catalogue/model';
import { dayIn, toDay } from '@/lib/platform/clock';
import { requirementNumberOf } from '@/lib/response/queries';
import { unsafeListKnown, unsafeReadTags } from '@/lib/tag/queries';
import type { RequirementFacts, TableFacts } from './model';
import { mayChangeView } from './policy';

/**
 * What table mode shows beside the checklist: who answers what and by when, tags, last year's answers, saved views. Of
 * requirements that the person does not see, nothing.
 */
export function getTableFacts(
  grant: Grant<'assessment:read'>,
  assessmentId: string,
): Promise<Omit<TableFacts, 'assignees'>> {
  const { organizationId, actor } = grant;
  const where = { organizationId, assessmentId };
  return read(grant, async (tx) => {
    const visible = await tx.response.findMany({
      where: { ...where, row: 0 },
      select: { requirementKey: true },
    });
    const facts = new Map<string, RequirementFacts>(
      visible.map(({ requirementKey }) => [requirementNumberOf(requirementKey), {}]),
    );
    const of = (requirementKey: string) => facts.get(requirementNumberOf(requirementKey));
    const names = new Map<string, string>();

    const assignments = await tx.assignment.findMany({
      where: { ...where, removedAt: null },
      select: {
        requirementKey: true,
        userId: true,
        dueOn: true,
        member: { select: { user: { select: { name: true } } } },
      },
      orderBy: { assignedAt: 'asc' },
    });
    for (const { requirementKey, userId, dueOn, member } of assignments) {
      const known = of(requirementKey);
      if (!known) continue;
      known.people = [...(known.people ?? []), { userId, dueOn: dueOn && toDay(dueOn) }];
      names.set(userId, member.user.name);
    }
    for (const [number, { tags }] of await unsafeReadTags(tx, organizationId, assessmentId)) {
      const known = facts.get(number);
      if (known && tags.length > 0) known.tags = tags;
    }
    const carried = await tx.$queryRaw<{ requirementKey: string; finding: string | null }[]>`
      SELECT "requirementKey", "fields" ->> 'finding' AS finding FROM "CarriedAnswer"
       WHERE "organizationId" = ${organizationId}::uuid AND "assessmentId" = ${assessmentId}::uuid ORDER BY "requirementKey", "row"`;
    for (const { requirementKey, finding } of carried) {
      const known = of(requirementKey);
      if (known) known.last = [...(known.last ?? []), findingOf(finding)];
    }
    const views = await tx.tableView.findMany({
      where: { ...where, removedAt: null },
      select: { id: true, name: true, query: true, version: true, createdById: true },
      orderBy: { createdAt: 'asc' },
    });
    return {
      byNumber: Object.fromEntries([...facts].filter(([, known]) => Object.keys(known).length > 0)),
      people: [...names]
        .map(([userId, name]) => ({ userId, name }))
        .sort((left, right) => left.name.localeCompare(right.name)),
      views: views.map(({ id, name, query, version, createdById }) => ({
        viewId: id,
        name,
        query,
        version,
        mayChange: mayChangeView(actor, createdById),
      })),
      knownTags: await unsafeListKnown(tx, organizationId),
      today: dayIn(grant.timeZone),
      mayRecord: actor.role !== 'SYSTEM' && isAllowed(actor.role, 'response:record'),
    };
  });
}

function findingOf(text: string | null): Finding | null {
  return findings.find((finding) => finding === text) ?? null;
}
