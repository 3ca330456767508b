import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { changesBetween, type DomainEvent } from '@/lib/audit-trail/model';
import { dayIn, fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { formatDay } from '@/lib/platform/format';
import { datesProblem } from '../rules/fields';

/** The days of a new version; those that are not named stay as they were. */
export type RenewedDays = {
  collectedOn?: string | null | undefined;
  validUntil?: string | null | undefined;
};

/**
 * What a new version says of its days, under the lock of its item. Throws INVALID for a last valid day that is over already, or
 * that is left out where the version before had one.
 */
export async function renewedDays(
  tx: Transaction,
  { organizationId, timeZone }: Grant,
  evidenceId: string,
  { collectedOn, validUntil }: RenewedDays,
): Promise<{ data: { collectedOn?: Date | null; validUntil?: Date | null }; events: DomainEvent[] }> {
  if (collectedOn === undefined && validUntil === undefined) return { data: {}, events: [] };
  const row = await tx.evidenceItem.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: evidenceId } },
    select: { collectedOn: true, validUntil: true },
  });
  const before = {
    collectedOn: row.collectedOn && toDay(row.collectedOn),
    validUntil: row.validUntil && toDay(row.validUntil),
  };
  const after = {
    collectedOn: collectedOn === undefined ? before.collectedOn : collectedOn,
    validUntil: validUntil === undefined ? before.validUntil : validUntil,
  };
  const today = dayIn(timeZone);
  const problem = datesProblem(after, today);
  if (problem) throw new AppError('INVALID', undefined, { [problem.field]: [problem.message] });
  assertNewEnd(before.validUntil, validUntil, today);
  const changes = changesBetween(before, after, ['collectedOn', 'validUntil']);
  const subject = { type: 'evidence', id: evidenceId };
  return {
    data: {
      collectedOn: after.collectedOn ? fromDay(after.collectedOn) : null,
      validUntil: after.validUntil ? fromDay(after.validUntil) : null,
    },
    events: Object.keys(changes).length > 0 ? [{ type: 'evidence.changed', subject, data: changes }] : [],
  };
}

/** Throws INVALID when a last valid day is none of something renewed: over already, or left out where there was one. */
export function assertNewEnd(before: string | null, after: string | null | undefined, today: string): void {
  const refuse = (words: string) => {
    throw new AppError('INVALID', undefined, { validUntil: [words] });
  };
  if (after === null && before !== null) {
    refuse(`Enter until when the new version is valid. The one before was valid until ${formatDay(before)}.`);
  }
  if (after && after < today) {
    refuse('This day is over. Enter the last day on which the new version still proves something.');
  }
}
