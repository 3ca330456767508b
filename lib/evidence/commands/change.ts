import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { dayIn, fromDay, toDay } from '@/lib/platform/clock';
import { outdateApprovalsOn } from '@/lib/review/operations';
import type { ChangeEvidenceInput } from '../schema';
import { assertDates } from './add';
import { assertContentNotSigned, assertOwnUses, assertVersion, lockActiveItem } from './lock';
import { assertNewEnd } from './renewed-days';

const fields = ['title', 'evidenceType', 'collectedOn', 'validUntil', 'note'] as const;

/** Corrects what is said about an item. A note's text is the evidence itself: signed assessments freeze it. */
export async function changeEvidence(
  grant: Grant<'evidence:attach'>,
  input: ChangeEvidenceInput,
): Promise<void> {
  assertDates(grant, input);
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const item = await lockActiveItem(tx, organizationId, input.evidenceId);
    assertVersion(item, input.version);
    await assertOwnUses(tx, organizationId, item.id);
    const before = await tx.evidenceItem.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: item.id } },
      select: { title: true, evidenceType: true, collectedOn: true, validUntil: true, note: true },
    });
    if (input.renewal)
      assertNewEnd(before.validUntil && toDay(before.validUntil), input.validUntil, dayIn(grant.timeZone));
    const changes = changesBetween(
      {
        ...before,
        collectedOn: before.collectedOn && toDay(before.collectedOn),
        validUntil: before.validUntil && toDay(before.validUntil),
      },
      input,
      fields,
    );
    if (Object.keys(changes).length === 0) return unchanged(undefined);
    if (item.kind === 'NOTE' && 'note' in changes) {
      await assertContentNotSigned(
        tx,
        organizationId,
        item.id,
        'Write a new note instead of changing this one.',
      );
    }
    await tx.evidenceItem.update({
      where: { organizationId_id: { organizationId, id: item.id } },
      data: {
        title: input.title,
        evidenceType: input.evidenceType,
        note: input.note,
        collectedOn: input.collectedOn ? fromDay(input.collectedOn) : null,
        validUntil: input.validUntil ? fromDay(input.validUntil) : null,
        version: { increment: 1 },
      },
    });
    await outdateApprovalsOn(tx, organizationId, item.id);
    return {
      result: undefined,
      events: [{ type: 'evidence.changed', subject: { type: 'evidence', id: item.id }, data: changes }],
    };
  });
}
