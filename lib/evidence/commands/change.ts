import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { dayIn, fromDay, toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { outdateApprovalsOn } from '@/lib/review/operations';
import { findOwner, spelledTags } from '../operations/fields';
import type { ChangeEvidenceInput } from '../schema';
import { assertDates } from './add';
import { assertContentNotSigned, assertOwnUses, assertVersion, lockActiveItem } from './lock';
import { assertNewEnd } from './renewed-days';

const words = ['title', 'evidenceType', 'collectedOn', 'validUntil', 'note'] as const;
const proof = [...words, 'coversFrom', 'coversTo', 'source'] as const;
const fields = [...proof, 'owner', 'confidentiality', 'tags'] as const;

/** Corrects what is said about an item. A note's text is the evidence itself: signed assessments freeze it. */
export async function changeEvidence(
  grant: Grant<'evidence:attach'>,
  input: ChangeEvidenceInput,
): Promise<void> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const item = await lockActiveItem(tx, organizationId, input.evidenceId);
    assertVersion(item, input.version);
    await assertOwnUses(tx, organizationId, item.id);
    const row = await tx.evidenceItem.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: item.id } },
      select: before,
    });
    const earlier = {
      ...row,
      collectedOn: row.collectedOn && toDay(row.collectedOn),
      validUntil: row.validUntil && toDay(row.validUntil),
      coversFrom: row.coversFrom && toDay(row.coversFrom),
      coversTo: row.coversTo && toDay(row.coversTo),
      owner: row.owner?.user.name ?? null,
    };
    const said = { ...earlier, ...given(input) };
    assertDates(grant, said);
    if (input.renewal) assertNewEnd(earlier.validUntil, said.validUntil, dayIn(grant.timeZone));
    const { ownerId, owner } = await ownerAfter(tx, grant, earlier, input.ownerId);
    const tags = input.tags ? await spelledTags(tx, grant, input.tags) : earlier.tags;
    const changes = changesBetween(earlier, { ...said, owner, tags }, fields);
    if (Object.keys(changes).length === 0) return unchanged(undefined);
    if (item.kind === 'NOTE' && 'note' in changes) {
      await assertContentNotSigned(
        tx,
        organizationId,
        item.id,
        'Write a new note instead of changing this one.',
      );
    }
    if (ownerId !== earlier.ownerId) await assertStillSeen(tx, grant, item.id);
    await tx.evidenceItem.update({
      where: { organizationId_id: { organizationId, id: item.id } },
      data: {
        title: said.title,
        evidenceType: said.evidenceType,
        note: said.note,
        collectedOn: said.collectedOn ? fromDay(said.collectedOn) : null,
        validUntil: said.validUntil ? fromDay(said.validUntil) : null,
        coversFrom: said.coversFrom ? fromDay(said.coversFrom) : null,
        coversTo: said.coversTo ? fromDay(said.coversTo) : null,
        confidentiality: said.confidentiality,
        source: said.source,
        ownerId,
        tags,
        version: { increment: 1 },
      },
    });
    // Whom it belongs to, its tags and who may read it change nothing in what it proves.
    if (proof.some((field) => field in changes)) await outdateApprovalsOn(tx, organizationId, item.id);
    return {
      result: undefined,
      events: [{ type: 'evidence.changed', subject: { type: 'evidence', id: item.id }, data: changes }],
    };
  });
}

const before = {
  title: true,
  evidenceType: true,
  collectedOn: true,
  validUntil: true,
  note: true,
  coversFrom: true,
  coversTo: true,
  confidentiality: true,
  source: true,
  tags: true,
  ownerId: true,
  owner: { select: { user: { select: { name: true } } } },
} as const;

/** What was sent, without what was left out. */
function given<T extends object>(input: T): Partial<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** An owner who has left stays until somebody else is named; a new one is a member who is there. */
async function ownerAfter(
  tx: Transaction,
  grant: Grant<'evidence:attach'>,
  earlier: { ownerId: string | null; owner: string | null },
  chosen: string | undefined,
): Promise<{ ownerId: string | null; owner: string | null }> {
  const { ownerId, owner } = earlier;
  if (chosen === undefined || chosen === (ownerId ?? '')) return { ownerId, owner };
  if (chosen === '') return { ownerId: null, owner: null };
  const { userId, name } = await findOwner(tx, grant, chosen);
  return { ownerId: userId, owner: name };
}

/** Who sees an item only because it is theirs would lose it with the owner. The database holds it too. */
async function assertStillSeen(
  tx: Transaction,
  grant: Grant<'evidence:attach'>,
  evidenceId: string,
): Promise<void> {
  const [row] = await tx.$queryRaw<{ isLost: boolean }[]>`
    SELECT NOT sees_all() AND e."receivedById" <> ${grant.actor.userId}::uuid AND NOT EXISTS (SELECT 1 FROM shown_evidence() s WHERE s = e."id") AS "isLost"
      FROM "EvidenceItem" e WHERE e."organizationId" = ${grant.organizationId}::uuid AND e."id" = ${evidenceId}::uuid`;
  if (!row?.isLost) return;
  throw new AppError('FORBIDDEN', undefined, {
    ownerId: ['You would no longer see this evidence. Ask a compliance officer to name somebody else.'],
  });
}
