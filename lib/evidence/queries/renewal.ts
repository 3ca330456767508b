import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { isAllowed } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import { addDays, dayIn, daysBetween, fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { endsSoonDays } from '../model';
import type { RejectedView, ToRenew, ToRenewView } from '../model/renewal';
import { rejectionOf, reviewFields } from './review';

/** Evidence in use that ends within 30 days or has ended, what ends first first, read in the caller's transaction. */
export async function unsafeToRenew(
  tx: Transaction,
  organizationId: string,
  today: string,
): Promise<ToRenew[]> {
  const rows = await tx.$queryRaw<(Omit<ToRenew, 'validUntil'> & { validUntil: Date })[]>`
    SELECT * FROM evidence_to_renew(${organizationId}::uuid, ${fromDay(addDays(today, endsSoonDays))}::date) ORDER BY "validUntil", "evidenceId"`;
  return rows.map((row) => ({ ...row, validUntil: toDay(row.validUntil) }));
}

/** What the person who asks is to renew: what they answer for, and an officer also what nobody answers for. */
export async function listOwnToRenew(grant: Grant<'evidence:attach'>): Promise<ToRenewView[]> {
  const { organizationId, actor, timeZone } = grant;
  const today = dayIn(timeZone);
  const isOfficer = actor.role !== 'SYSTEM' && isAllowed(actor.role, 'evidence:manage');
  const due = await read(grant, (tx) => unsafeToRenew(tx, organizationId, today));
  return due
    .filter(({ ownerId }) => (ownerId === null ? isOfficer : ownerId === actor.userId))
    .map(({ evidenceId, title, validUntil }) => ({
      evidenceId,
      title,
      validUntil,
      days: daysBetween(today, validUntil),
    }));
}

/** Evidence that the person who asks brought or answers for, and that was rejected; newest first. */
export async function listOwnRejected(grant: Grant<'evidence:attach'>): Promise<RejectedView[]> {
  const { organizationId, actor } = grant;
  if (!actor.userId) return [];
  const own = { broughtByIds: { has: actor.userId }, outcome: 'REJECTED' };
  const rows = await read(grant, (tx) =>
    tx.evidenceItem.findMany({
      where: {
        organizationId,
        archivedAt: null,
        reviewState: 'REJECTED',
        OR: [{ reviews: { some: own } }, { ownerId: actor.userId }],
      },
      orderBy: { id: 'desc' },
      select: {
        id: true,
        title: true,
        ownerId: true,
        reviews: { select: { ...reviewFields, broughtByIds: true }, orderBy: { number: 'desc' }, take: 1 },
      },
    }),
  );
  return rows.flatMap(({ id, title, ownerId, reviews }) => {
    const rejection = rejectionOf(reviews);
    const isOwn = ownerId === actor.userId || reviews[0]?.broughtByIds.includes(actor.userId ?? '');
    return rejection && isOwn ? [{ evidenceId: id, title, ...rejection }] : [];
  });
}
