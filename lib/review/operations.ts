import 'server-only';
import type { Transaction } from '@/lib/platform/db';
import { lockSoon } from '@/lib/platform/lock';
import { unsafeWithSetAside } from '@/lib/platform/set-aside';

/** No sum of versions is below zero: an approval that rests on this is one of an earlier state. */
export const OUTDATED = -1;

/**
 * What an approval rested on is gone or says something else: evidence that was taken away or changed, a test that was withdrawn
 * or corrected, a risk that was accepted. The requirements wait for another look. Those that are said to be ready stay so, and
 * are marked too: the undo of a joint change that said it would bring an approval from before it back. For the transaction
 * that takes it away.
 */
export async function outdateApprovals(
  tx: Transaction,
  organizationId: string,
  places: readonly { assessmentId: string; requirementKey: string }[],
): Promise<void> {
  if (places.length === 0) return;
  const keysOf = new Map<string, string[]>();
  for (const { assessmentId, requirementKey } of places)
    keysOf.set(assessmentId, [...(keysOf.get(assessmentId) ?? []), requirementKey]);
  // An approval under way holds its assessment: it is written first and outdated, or waits and sees what was changed. Assessments
  // come after the row that changes here, as which they are follows from it; with whoever holds them and wants the row, the
  // database ends one of the two and it is tried again.
  await lockSoon(
    tx,
    () => tx.$queryRaw`
      SELECT 1 FROM "Assessment" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ANY (${[...keysOf.keys()]}::uuid[]) ORDER BY "id" FOR SHARE`,
  );
  await tx.requirementReview.updateMany({
    where: {
      organizationId,
      state: { in: ['APPROVED', 'READY'] },
      OR: [...keysOf].map(([assessmentId, keys]) => ({ assessmentId, requirementKey: { in: keys } })),
      assessment: { status: 'OPEN' },
    },
    data: { basis: OUTDATED },
  });
}

/** The same for everything that rests on an item of evidence, which says something else now. The caller holds the item. */
export async function outdateApprovalsOn(
  tx: Transaction,
  organizationId: string,
  evidenceId: string,
): Promise<void> {
  // Also where a change of the questionnaire has put a requirement out of sight: it comes back with the approval.
  await unsafeWithSetAside(tx, async () => {
    const used = await tx.evidenceLink.findMany({
      where: { organizationId, evidenceId, removedAt: null },
      select: { assessmentId: true, requirementKey: true },
    });
    await outdateApprovals(tx, organizationId, used);
  });
}

export type ReviewPlace = { organizationId: string; assessmentId: string; requirementKey: string };
export type ReviewData = {
  state: string;
  basis: number;
  reason: string;
  byId: string;
  byName: string;
  at: Date;
};

/** Writes what was said of one requirement, in the caller's transaction, which holds the assessment. */
export async function writeReview(tx: Transaction, place: ReviewPlace, data: ReviewData): Promise<void> {
  await tx.requirementReview.upsert({
    where: { organizationId_assessmentId_requirementKey: place },
    create: { ...place, ...data },
    update: data,
  });
}
