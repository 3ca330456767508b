import 'server-only';
import { v7 as newId } from 'uuid';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import type { ReceivedFile } from '@/lib/evidence/model';
import { type Bringer, insertEvidence, type NewItem } from '@/lib/evidence/operations/insert';
import { numberOf } from '@/lib/evidence/queries/words';
import { claimUploads, withUploadedFiles } from '@/lib/evidence/upload/claim';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { EvidenceRequest } from '@/lib/platform/generated/prisma/client';
import { type Answered, tellAsker } from '../operations/mail';
import { grantOfLink, narrowToLink, type RequestLink } from '../queries/link';
import { deadWords, linkActorName, linkSource, requestState } from '../rules';
import type { TypedAnswerInput } from '../schema';

type Attach = Grant<'evidence:attach'>;
type Landed = { evidenceId: string; notLinked: string[] };

/** Somebody has the page of a link before them. A mail scanner that only asks for its address is nobody. */
export async function noteRequestOpened(link: RequestLink, from?: string): Promise<void> {
  const { organizationId, id, hash, title } = link;
  await commit(grantOfLink(link, from), async (tx) => {
    await narrowToLink(tx, hash);
    const { count } = await tx.evidenceRequest.updateMany({
      where: { organizationId, id, openedAt: null, answeredAt: null, withdrawnAt: null },
      data: { openedAt: now() },
    });
    if (count === 0) return unchanged(undefined);
    return {
      result: undefined,
      events: [
        { type: 'evidence-request.opened', subject: { type: 'evidence-request', id }, data: { title } },
      ],
    };
  });
}

/**
 * Somebody from outside sends what they were asked for: the files that came by this link become one item, and the link is dead.
 * Throws NOT_FOUND for an upload that is not the link's, WRONG_STATE for a link that has ended meanwhile.
 */
export async function answerByLink(
  link: RequestLink,
  { uploadIds, note }: { uploadIds: readonly string[]; note: string },
  from?: string,
): Promise<{ isLinked: boolean }> {
  const grant = grantOfLink(link, from);
  const { answered, notLinked } = await claimUploads(grant, uploadIds, (files) =>
    commit(grant, async (tx) => {
      await narrowToLink(tx, link.hash);
      const request = await lockOpen(tx, grant, link.id);
      const item = newItem(request, { kind: 'FILE', note });
      const by = await bringer(tx, request, link);
      const { evidenceId, events } = await insertEvidence(tx, grant, item, files, by);
      return land(tx, grant, request, { ...item, evidenceId, answeredByName: link.recipientName, events });
    }),
  );
  tellAsker(grant, answered);
  return { isLinked: notLinked.length === 0 };
}

/**
 * A member answers with files. Asked twice it answers the same. Throws NOT_FOUND and WRONG_STATE, the latter also for files that
 * are evidence already, but not the answer to this request.
 */
export async function answerWithFiles(
  grant: Attach,
  requestId: string,
  { uploadIds, note }: { uploadIds: readonly string[]; note: string },
): Promise<Landed> {
  let landed: Landed | null = null;
  const { evidenceId } = await withUploadedFiles(grant, uploadIds, async (files) => {
    landed = await answerWith(grant, requestId, { kind: 'FILE', note }, files);
    return landed;
  });
  return landed ?? answeredBefore(grant, requestId, evidenceId);
}

/** What a request was answered with when these files came the first time. */
async function answeredBefore(grant: Attach, requestId: string, evidenceId: string): Promise<Landed> {
  const { organizationId } = grant;
  const request = await read(grant, (tx) =>
    tx.evidenceRequest.findFirst({
      where: { organizationId, id: requestId },
      select: { evidenceId: true, notLinkedKeys: true },
    }),
  );
  if (!request) throw notFound();
  if (request.evidenceId !== evidenceId) {
    throw new AppError(
      'WRONG_STATE',
      'These files are evidence already. Answer with that item from the library.',
    );
  }
  return { evidenceId, notLinked: request.notLinkedKeys.map(numberOf) };
}

/** A member answers with a link, a note, or an item of the library. Throws NOT_FOUND and WRONG_STATE. */
export async function answerRequest(grant: Attach, input: TypedAnswerInput): Promise<Landed> {
  const { requestId } = input;
  if (input.kind !== 'EXISTING') return answerWith(grant, requestId, input, []);
  const { organizationId, actor } = grant;
  const { answered, ...landed } = await commit(grant, async (tx) => {
    const request = await lockOpen(tx, grant, requestId);
    const [item] = await tx.$queryRaw<{ id: string; title: string }[]>`
      SELECT "id", "title" FROM "EvidenceItem"
       WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${input.evidenceId}::uuid AND "archivedAt" IS NULL FOR UPDATE`;
    if (!item) throw notFound('This evidence is not there any more. Choose another item.');
    const { id: evidenceId, title } = item;
    return land(tx, grant, request, { evidenceId, title, answeredByName: actor.name, events: [] });
  });
  tellAsker(grant, answered);
  return landed;
}

async function answerWith(
  grant: Attach,
  requestId: string,
  said: { kind: 'FILE' | 'LINK' | 'NOTE'; url?: string; note: string },
  files: readonly ReceivedFile[],
): Promise<Landed> {
  const { answered, ...landed } = await commit(grant, async (tx) => {
    const request = await lockOpen(tx, grant, requestId);
    const item = newItem(request, said);
    const { evidenceId, events } = await insertEvidence(tx, grant, item, files);
    return land(tx, grant, request, { ...item, evidenceId, answeredByName: grant.actor.name, events });
  });
  tellAsker(grant, answered);
  return landed;
}

function newItem(
  { title, evidenceType }: EvidenceRequest,
  { kind, url = '', note }: { kind: 'FILE' | 'LINK' | 'NOTE'; url?: string; note: string },
): NewItem {
  const type = evidenceType as NewItem['evidenceType'];
  return { kind, url, title, note, evidenceType: type, collectedOn: null, validUntil: null };
}

/** What comes by a link was received for whoever asked, who answers for it as long as they are a member. */
async function bringer(tx: Transaction, request: EvidenceRequest, link: RequestLink): Promise<Bringer> {
  const { organizationId, createdById, createdByName, recipientName, email } = request;
  const isMember = await tx.membership.count({
    where: { organizationId, userId: createdById, endedAt: null },
  });
  return {
    receivedById: createdById,
    receivedByName: linkActorName(recipientName, createdByName, link.isHandedOver),
    ownerId: isMember > 0 ? createdById : null,
    source: linkSource(email, createdByName, link.isHandedOver),
  };
}

/** Holds a request that the person, or the link, is asked by, and its assessment. Throws NOT_FOUND and WRONG_STATE. */
async function lockOpen(
  tx: Transaction,
  { organizationId }: Attach,
  requestId: string,
): Promise<EvidenceRequest> {
  const [request] = await tx.$queryRaw<EvidenceRequest[]>`
    SELECT * FROM lock_evidence_request(${organizationId}::uuid, ${requestId}::uuid)`;
  if (!request) throw notFound();
  // That the asker of a link may still ask, the lock has made sure of.
  const reason = deadWords(requestState(request, now(), []), request.createdByName);
  if (reason) throw new AppError('WRONG_STATE', reason);
  return request;
}

type Landing = { evidenceId: string; title: string; answeredByName: string; events: readonly DomainEvent[] };
type Linked = { requirementKey: string; assessmentName: string; isLinked: boolean; isNew: boolean };

/** Uses the item where it was asked for and closes the request. What takes no evidence any more leaves it in the library. */
async function land(
  tx: Transaction,
  { organizationId }: Attach,
  request: EvidenceRequest,
  { evidenceId, title: itemTitle, answeredByName, events }: Landing,
) {
  const { id, title, assessmentId, requirementKeys, createdById } = request;
  const links = requirementKeys.map(() => newId());
  const rows = await tx.$queryRaw<Linked[]>`
    SELECT * FROM link_requested_evidence(${organizationId}::uuid, ${id}::uuid, ${evidenceId}::uuid, ${links}::uuid[])`;
  const notLinkedKeys = rows.filter((row) => !row.isLinked).map((row) => row.requirementKey);
  await tx.evidenceRequest.update({
    where: { organizationId_id: { organizationId, id } },
    data: { answeredAt: now(), answeredByName, evidenceId, notLinkedKeys },
  });
  const notLinked = notLinkedKeys.map(numberOf);
  const linked: DomainEvent[] = rows
    .filter((row) => row.isNew)
    .map(({ requirementKey, assessmentName }) => ({
      type: 'evidence.linked',
      subject: { type: 'evidence', id: evidenceId },
      data: { title: itemTitle, assessmentId, assessmentName, requirementNumber: numberOf(requirementKey) },
    }));
  const closed: DomainEvent = {
    type: 'evidence-request.answered',
    subject: { type: 'evidence-request', id },
    data: { title, evidenceId, answeredBy: answeredByName, ...(notLinked.length > 0 && { notLinked }) },
  };
  const answered: Answered = {
    requestId: id,
    askerId: createdById,
    title,
    answeredByName,
    evidenceId,
    notLinked,
  };
  return {
    result: { evidenceId, notLinked, answered },
    events: eventList([...events, ...linked, closed]),
  };
}
