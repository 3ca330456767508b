import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit } from '@/lib/audit-trail/commit';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { AppError } from '@/lib/platform/errors';
import type { Asked } from '../model';
import { type Inserted, insertRequest, type Wanted } from '../operations/insert';
import { mailAsked, requestLink } from '../operations/mail';
import { askedMember, askedOutside, type Recipient } from '../operations/recipient';
import type { AskInput } from '../schema';
import { endOpen, lockRequest } from './lock';

/**
 * Asks a member, or somebody from outside by a link, for evidence for requirements of an open assessment. Throws NOT_FOUND,
 * WRONG_STATE (signed, archived, too many are open), RATE_LIMITED, and INVALID at `requirementNumbers`, `memberId`, `email` and
 * `untilOn`.
 */
export async function askForEvidence(grant: Grant<'evidence:request'>, input: AskInput): Promise<Asked> {
  await spendRecordedTurn('ask', grant);
  const { requirementNumbers, who, memberId, name, email, ...said } = input;
  const wanted = { ...said, requirementKeys: requirementNumbers.map((number) => `pci-dss:${number}`) };
  const made = await commit(grant, async (tx) => {
    const recipient =
      who === 'MEMBER'
        ? await askedMember(tx, grant, memberId)
        : await askedOutside(tx, grant, { name, email });
    const { inserted, events } = await insertRequest(tx, grant, wanted, recipient);
    return { result: { inserted, recipient }, events };
  });
  return tellRecipient(grant, made.inserted, wanted, made.recipient);
}

/**
 * Asks the same of the same once more, in one's own name: the link before is dead. Throws WRONG_STATE for a request that was answered
 * or asked again already, and what askForEvidence() throws.
 */
export async function askAgain(
  grant: Grant<'evidence:request'>,
  { requestId, untilOn }: { requestId: string; untilOn: string },
): Promise<Asked> {
  await spendRecordedTurn('ask', grant);
  const made = await commit(grant, async (tx) => {
    const before = await lockRequest(tx, grant, requestId);
    if (before.answeredAt)
      throw new AppError('WRONG_STATE', 'This request was answered. Ask for something new instead.');
    if (before.replacedById)
      throw new AppError('WRONG_STATE', 'This was asked again already. Go on from the new request.');
    const { title, words, evidenceType, assessmentId, requirementKeys, memberId, recipientName, email } =
      before;
    const recipient = memberId
      ? await askedMember(tx, grant, memberId)
      : await askedOutside(tx, grant, { name: recipientName, email });
    const wanted: Wanted = { title, words, evidenceType, assessmentId, requirementKeys, untilOn };
    const ended = await endOpen(tx, grant, before);
    const { inserted, events } = await insertRequest(tx, grant, wanted, recipient);
    await tx.evidenceRequest.update({
      where: { organizationId_id: { organizationId: grant.organizationId, id: before.id } },
      data: { replacedById: inserted.requestId },
    });
    return { result: { inserted, recipient, wanted }, events: [...events, ...ended] };
  });
  return tellRecipient(grant, made.inserted, made.wanted, made.recipient);
}

async function tellRecipient(
  grant: Grant<'evidence:request'>,
  { requestId, token, organizationName }: Inserted,
  { title, untilOn }: Wanted,
  { name: recipientName, email, memberId }: Recipient,
): Promise<Asked> {
  const link = requestLink(token ? { token } : { requestId });
  const isOutside = memberId === null;
  const mailed = await mailAsked(
    { recipientName, email, askerName: grant.actor.name, organizationName, title, untilOn, link, isOutside },
    'FIRST',
  );
  // A link that goes by mail is for the mailbox alone: whoever has it can answer in the recipient's name.
  const shown = isOutside && mailed === 'NO_SERVER' ? link : null;
  return { requestId, recipientName, isOutside, link: shown, mailed };
}
