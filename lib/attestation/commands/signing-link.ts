import 'server-only';
import { randomInt } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { assertConfirmed, type Confirmation } from '@/lib/access/confirmation';
import type { Grant } from '@/lib/access/grant';
import { hashPassword } from '@/lib/access/password';
import { newToken, tokenHash } from '@/lib/access/token';
import { commit, eventList, unchanged } from '@/lib/audit-trail/commit';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import { canSendMail, sendMail } from '@/lib/platform/mail';
import { drawDocument } from '../queries/draw';
import { whyNotBoth } from '../queries/separation';
import { linkHours } from '../queries/signing-link';
import { unsafeLoad } from '../queries/sources';
import { stopsInWords, stopsSignature } from '../rules/problems';
import { lockOpenAssessment } from './lock';

/**
 * Sends the executive officer of part 3b a link to sign with, straight to their mailbox; who asks for it never sees it.
 * Returns the code that the officer needs beside it, once, to be told by another way. An earlier link ends. Throws
 * WRONG_STATE without a mail server, or while something still stops the signature.
 */
export async function sendSigningLink(
  grant: Grant<'attestation:prepare'>,
  confirmation: Confirmation,
  input: { assessmentId: string; email: string; origin: string },
): Promise<{ code: string; signerName: string }> {
  assertConfirmed(confirmation, grant.actor.userId);
  if (!canSendMail()) throw new AppError('WRONG_STATE', 'No mail server is set up, so no link can be sent.');
  const { assessmentId, email } = input;
  const { organizationId, actor } = grant;
  const token = newToken();
  const code = String(randomInt(0, 100_000_000)).padStart(8, '0');
  const codeHash = await hashPassword(code);
  const made = await commit(grant, async (tx) => {
    const assessment = await lockOpenAssessment(tx, organizationId, assessmentId);
    await assertMaySend(tx, grant, assessmentId, email);
    const loaded = await unsafeLoad(tx, grant, assessmentId);
    const { content, problems } = drawDocument(loaded);
    const stops = problems.filter(stopsSignature).length;
    if (stops > 0) throw new AppError('WRONG_STATE', `${stopsInWords(stops)}. Nothing can be signed before.`);
    const signerName = content.form.officer.name;
    const ended = await endLinks(tx, organizationId, assessmentId);
    const id = newId();
    await tx.signingLink.create({
      data: {
        organizationId,
        id,
        assessmentId,
        tokenHash: tokenHash(token),
        codeHash,
        signerName,
        email,
        createdById: confirmation.userId,
        createdByName: actor.name,
        createdByRole: actor.role,
        expiresAt: new Date(now().getTime() + linkHours * 3_600_000),
      },
    });
    return {
      result: {
        id,
        signerName,
        assessmentName: assessment.name,
        organizationName: content.organization.name,
      },
      events: [
        {
          type: 'signing-link.sent',
          subject: { type: 'assessment', id: assessmentId },
          data: { name: assessment.name, signerName, email },
        },
        ...ended,
      ],
    };
  });
  const { id, signerName, assessmentName, organizationName } = made;
  try {
    await sendMail({
      to: email,
      subject: `For your signature: ${assessmentName}`,
      text: [
        `Hello ${signerName},`,
        '',
        `${actor.name} asks you to read and sign the PCI DSS attestation of ${organizationName}, ${assessmentName}:`,
        '',
        new URL(`/sign/${token}`, input.origin).href,
        '',
        `You need a code of eight digits beside it, which ${actor.name} tells you another way. The link works for ${linkHours} hours, and once.`,
        'If you did not expect this, do not sign: ask them.',
        '',
      ].join('\n'),
    });
  } catch {
    await commit(grant, async (tx) => ({
      result: undefined,
      events: eventList(await endLinks(tx, organizationId, assessmentId, id)),
    }));
    throw new AppError('UNAVAILABLE', 'The mail could not be sent. Check the address and try again.');
  }
  return { code, signerName };
}

/** The link is for somebody else: not for whoever prepared what is signed, nor for a member, who signs with their account. */
async function assertMaySend(
  tx: Transaction,
  grant: Grant<'attestation:prepare'>,
  assessmentId: string,
  email: string,
): Promise<void> {
  const refusal = await whyNotBoth(tx, grant, assessmentId, grant.actor.userId);
  if (refusal) throw new AppError('FORBIDDEN', refusal);
  const member = await tx.membership.count({
    where: { organizationId: grant.organizationId, endedAt: null, user: { email: email.toLowerCase() } },
  });
  if (member > 0) {
    throw new AppError('INVALID', undefined, {
      email: ['This is a member here, who signs with the account. The link is for an officer without one.'],
    });
  }
}

/** Ends the open link of an assessment, if there is one. Throws NOT_FOUND for an assessment that is not this organization's. */
export async function revokeSigningLink(
  grant: Grant<'attestation:prepare'>,
  assessmentId: string,
): Promise<void> {
  await commit(grant, async (tx) => {
    const { organizationId } = grant;
    const known = await tx.assessment.count({ where: { organizationId, id: assessmentId } });
    if (known === 0) throw notFound();
    const ended = await endLinks(tx, organizationId, assessmentId);
    return ended.length === 0 ? unchanged(undefined) : { result: undefined, events: eventList(ended) };
  });
}

async function endLinks(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  id?: string,
): Promise<DomainEvent[]> {
  const ended = await tx.signingLink.updateManyAndReturn({
    where: { organizationId, assessmentId, usedAt: null, revokedAt: null, ...(id && { id }) },
    data: { revokedAt: now() },
    select: { signerName: true, email: true },
  });
  return ended.map((data) => ({
    type: 'signing-link.ended',
    subject: { type: 'assessment', id: assessmentId },
    data,
  }));
}
