import 'server-only';
import type { KeepForUndo } from '@/lib/carry-over/operations';
import { emptied } from '@/lib/carry-over/rules';
import { requirementKeyOf } from '@/lib/response/queries';
import type { BulkBefore } from './model';

/** Keeps answers that were confirmed together, and the tests recorded with them, as a joint change that undoMany() takes back. */
export const keepConfirmed: KeepForUndo = async (tx, grant, assessmentId, { saves, tests }) => {
  const { organizationId, actor } = grant;
  if (!actor.userId) throw new Error('a joint change needs a person');
  const numbers = [...new Set(saves.map(({ requirementNumber }) => requirementNumber))];
  const place = { organizationId, assessmentId, requirementKey: { in: numbers.map(requirementKeyOf) } };
  const reviewed = await tx.requirementReview.findMany({ where: place });
  const versions = await tx.response.groupBy({
    by: ['requirementKey'],
    where: place,
    _sum: { version: true },
  });
  const before: BulkBefore = {
    answers: saves.map(({ requirementNumber, row, version, changes }) => ({
      requirementNumber,
      row,
      finding: null,
      version: version + 1,
      fields: emptied(changes),
    })),
    reviews: numbers.map((requirementNumber) => {
      const key = requirementKeyOf(requirementNumber);
      const review = reviewed.find(({ requirementKey }) => requirementKey === key);
      const sum = versions.find(({ requirementKey }) => requirementKey === key)?._sum.version;
      return {
        requirementNumber,
        before: review ? pickReview(review) : null,
        basis: sum ?? 0,
        readyAt: null,
      };
    }),
    tags: [],
    tests: [...tests],
    assigned: null,
  };
  const { id } = await tx.bulkChange.create({
    data: { organizationId, assessmentId, byId: actor.userId, before },
    select: { id: true },
  });
  return { changeId: id };
};

type Review = { state: string; basis: number; reason: string; byId: string; byName: string; at: Date };

/** What a joint change keeps of a review, to bring it back. */
export function pickReview({ state, basis, reason, byId, byName, at }: Review) {
  return { state, basis, reason, byId, byName, at: at.toISOString() };
}
