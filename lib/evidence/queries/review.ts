import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { isAllowed } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import { sha256Of } from '@/lib/platform/canonical-json';
import type { Transaction } from '@/lib/platform/db';
import { notFound } from '@/lib/platform/errors';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import { readReviewers } from '@/lib/review/queries/reviews';
import {
  type EvidenceReviewState,
  type EvidenceReviewView,
  evidenceOutcomes,
  type Rejection,
} from '../model/review';
import { ownEvidenceBar, whyClosed } from '../rules/review';
import { unsafeReadBringers } from './bringers';
import { kindOf } from './words';

/** The state of a stored row. */
export function reviewStateOf(stored: string): EvidenceReviewState {
  return evidenceOutcomes.find((known) => known === stored) ?? '';
}

/** Items that prove nothing because they were rejected, read in the caller's transaction. */
export async function unsafeRejectedIds(tx: Transaction, organizationId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT r::text AS "id" FROM rejected_evidence(${organizationId}::uuid) r`;
  return rows.map(({ id }) => id);
}

export const reviewFields = {
  number: true,
  outcome: true,
  reason: true,
  fileVersion: true,
  byName: true,
  at: true,
} satisfies Prisma.EvidenceReviewSelect;

/** What the latest of some reviews said, where it was a rejection. */
export function rejectionOf(
  reviews: readonly { outcome: string; reason: string; byName: string }[],
): Rejection | null {
  const [latest] = reviews;
  return latest?.outcome === 'REJECTED' ? { reason: latest.reason, byName: latest.byName } : null;
}

/** An item as its reviewer looks at it, read in the caller's transaction. Throws NOT_FOUND. */
export async function unsafeReadStanding(tx: Transaction, organizationId: string, evidenceId: string) {
  const item = await tx.evidenceItem.findFirst({
    where: { organizationId, id: evidenceId },
    select: {
      kind: true,
      version: true,
      fileVersion: true,
      reviewState: true,
      reviews: { select: reviewFields, orderBy: { number: 'desc' } },
      files: {
        select: { id: true, state: true, fileVersion: true, deletedAt: true },
        orderBy: { id: 'asc' },
      },
    },
  });
  if (!item) throw notFound();
  const files = item.files.filter(({ fileVersion }) => fileVersion === item.fileVersion);
  // With the latest review: nobody overrules a colleague whose word they have not read.
  const said = item.reviews[0]?.number ?? 0;
  const seen = [item.version, item.fileVersion, said, ...files.map(({ id, state }) => `${id}/${state}`)].join(
    ' ',
  );
  return {
    item,
    state: reviewStateOf(item.reviewState),
    seen: sha256Of(seen).slice(0, 32),
    closed: whyClosed(
      kindOf(item.kind),
      files.map(({ state, deletedAt }) => ({ state, isDeleted: deletedAt !== null })),
    ),
  };
}

/**
 * How an item stands with its reviewer. Whoever shows the item reads this first: then what they name as seen says nothing that
 * is not shown, and what changes in between is refused. Throws NOT_FOUND.
 */
export function getItemReview(
  grant: Grant<'evidence:read'>,
  evidenceId: string,
): Promise<EvidenceReviewView> {
  const { organizationId, actor } = grant;
  return read(grant, async (tx) => {
    const { item, state, seen, closed } = await unsafeReadStanding(tx, organizationId, evidenceId);
    const mayReview = actor.role !== 'SYSTEM' && isAllowed(actor.role, 'evidence:review');
    const isLimited = state === '' && item.reviews[0]?.outcome === 'REJECTED';
    const rejected = isLimited ? await unsafeRejectedIds(tx, organizationId) : [];
    return {
      state,
      reviews: item.reviews.map((one) => ({
        ...one,
        outcome: one.outcome === 'ACCEPTED' ? 'ACCEPTED' : 'REJECTED',
      })),
      isStillRejected: rejected.includes(evidenceId),
      seen,
      bar:
        closed ??
        (mayReview ? await unsafeOwnBar(tx, organizationId, evidenceId, actor.userId ?? '') : null) ??
        '',
    };
  });
}

/** Why a person may not accept an item that they brought; null where they may. */
export async function unsafeOwnBar(
  tx: Transaction,
  organizationId: string,
  evidenceId: string,
  userId: string,
  broughtByIds?: readonly string[],
): Promise<string | null> {
  const reviewerIds = await readReviewers(tx, organizationId, 'evidence:review');
  if (!reviewerIds) return null;
  const brought = broughtByIds ?? (await unsafeReadBringers(tx, organizationId, evidenceId));
  return ownEvidenceBar(brought, userId, reviewerIds);
}
