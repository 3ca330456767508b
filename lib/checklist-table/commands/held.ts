import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { holdAssessment } from '@/lib/assessment/operations';
import { toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { Checklist } from '@/lib/response/model';
import { requirementNumberOf, unsafeReadChecklist } from '@/lib/response/queries';
import { type TaggedRow, unsafeReadTags } from '@/lib/tag/queries';
import type { Chosen } from '../rules/plan';

export type Held = {
  organizationId: string;
  assessmentId: string;
  name: string;
  catalogueVersionId: string;
  periodFrom: Date;
  checklist: Checklist;
  tags: Map<string, TaggedRow>;
};

/**
 * An open assessment with its list, as it stands in this transaction. `hold`: nobody changes it until the commit. Throws
 * NOT_FOUND out of reach, WRONG_STATE once it is signed or archived, CONFLICT when somebody else holds it for long.
 */
export async function openForMany(
  tx: Transaction,
  grant: Grant,
  assessmentId: string,
  hold: boolean,
): Promise<Held> {
  const { organizationId, actor } = grant;
  if (hold) {
    await holdAssessment(tx, organizationId, assessmentId);
  }
  const row = await tx.assessment.findFirst({
    where: { organizationId, id: assessmentId },
    select: {
      name: true,
      status: true,
      archivedAt: true,
      catalogueVersionId: true,
      questionnaireId: true,
      periodFrom: true,
    },
  });
  if (!row) throw notFound();
  if (row.status !== 'OPEN' || row.archivedAt) {
    throw new AppError(
      'WRONG_STATE',
      'This assessment was signed or archived, so it can no longer be changed. Nothing was changed.',
    );
  }
  const person = { organizationId, userId: actor.userId ?? '' };
  return {
    organizationId,
    assessmentId,
    name: row.name,
    catalogueVersionId: row.catalogueVersionId,
    periodFrom: row.periodFrom,
    checklist: await unsafeReadChecklist(tx, person, assessmentId, row),
    tags: await unsafeReadTags(tx, organizationId, assessmentId),
  };
}

/** The chosen requirements as they stand, each once; `userId`: who shall get them; `full`: what takes no other test. */
export async function chosenOf(
  tx: Transaction,
  held: Held,
  requirements: readonly { requirementNumber: string; basis: number }[],
  userId: string | null,
  full: ReadonlySet<string>,
): Promise<Chosen[]> {
  const { organizationId, assessmentId, checklist, tags } = held;
  const seen = new Map(requirements.map((one) => [one.requirementNumber, one.basis]));
  const days = new Map<string, string | null>();
  if (userId) {
    const had = await tx.assignment.findMany({
      where: { organizationId, assessmentId, userId, removedAt: null },
      select: { requirementKey: true, dueOn: true },
    });
    for (const { requirementKey, dueOn } of had)
      days.set(requirementNumberOf(requirementKey), dueOn && toDay(dueOn));
  }
  const items = new Map(checklist.items.map((item) => [item.requirementNumber, item]));
  return [...seen].map(([requirementNumber, basis]) => ({
    requirementNumber,
    basis,
    item: items.get(requirementNumber) ?? null,
    tags: tags.get(requirementNumber)?.tags ?? [],
    assignedBy: days.get(requirementNumber),
    isFull: full.has(requirementNumber),
  }));
}
