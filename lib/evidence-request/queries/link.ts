import 'server-only';
import { type Grant, systemGrant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { tokenHash } from '@/lib/access/token';
import { isOpenForEvidence } from '@/lib/evidence/policy';
import { askersGone } from '@/lib/evidence/queries/askers';
import { limitIn } from '@/lib/evidence/queries/limit';
import { evidenceTypeName } from '@/lib/evidence/rules';
import { dayIn, now } from '@/lib/platform/clock';
import { type Transaction, unsafeTransaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { LinkView, RequestState } from '../model';
import { deadWords, linkActorName, requestState } from '../rules';
import { linkToken } from '../schema';

/** A request as its link opens it. */
export type RequestLink = {
  organizationId: string;
  id: string;
  hash: string;
  state: RequestState;
  assessmentId: string;
  title: string;
  words: string;
  evidenceType: string;
  recipientName: string;
  email: string;
  askerName: string;
  expiresAt: Date;
  /** This very link was shown to whoever asked; the one of a reminder never is. */
  isHandedOver: boolean;
};

/** In this transaction the one request of the link can be seen, and no other (row-level security). */
export async function narrowToLink(tx: Transaction, hash: string): Promise<void> {
  await tx.$executeRaw`SELECT set_config('app.evidence_request', ${hash}, true)`;
}

/** The request that a token opens, whatever became of it; null for a token that nobody was given. */
export async function findRequestLink(token: string): Promise<RequestLink | null> {
  if (!linkToken.safeParse(token).success) return null;
  const hash = tokenHash(token);
  return unsafeTransaction({ organizationId: null, userId: null }, async (tx) => {
    await narrowToLink(tx, hash);
    const row = await tx.evidenceRequest.findFirst({
      where: { OR: [{ tokenHash: hash }, { reminderTokenHash: hash }] },
    });
    if (!row) return null;
    const { organizationId, id, assessmentId, title, words, evidenceType, recipientName, email } = row;
    await tx.$executeRaw`SELECT set_config('app.organization_id', ${organizationId}, true)`;
    const state = requestState(row, now(), await askersGone(tx, organizationId));
    const { createdByName: askerName, expiresAt } = row;
    const isHandedOver = row.linkShown && row.tokenHash === hash;
    const said = { title, words, evidenceType, recipientName, email, askerName, expiresAt, isHandedOver };
    return { organizationId, id, hash, state, assessmentId, ...said };
  });
}

/** The same for what takes an open one. Throws NOT_FOUND for a token that nobody was given, WRONG_STATE with the reason. */
export async function getOpenLink(token: string | null): Promise<RequestLink> {
  const link = token === null ? null : await findRequestLink(token);
  if (!link)
    throw notFound('This link does not work. Open the one from the message again, or ask for a new one.');
  const reason = deadWords(link.state, link.askerName);
  if (reason) throw new AppError('WRONG_STATE', reason);
  return link;
}

/** What somebody may do who came by a link: send files for that one request. */
export function grantOfLink(link: RequestLink, from?: string): Grant<'evidence:attach'> {
  return systemGrant('evidence-request', 'evidence:attach', link.organizationId, {
    userId: null,
    name: linkActorName(link.recipientName, link.askerName, link.isHandedOver),
    from,
    linkId: link.id,
  });
}

/** All that the page of an open link shows. */
export function getLinkView(link: RequestLink): Promise<LinkView> {
  const { organizationId, assessmentId: id } = link;
  return read(grantOfLink(link), async (tx) => {
    const organization = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { name: true, timeZone: true },
    });
    const assessment = await tx.assessment.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id } },
      select: { status: true, archivedAt: true },
    });
    return {
      askerName: link.askerName,
      organizationName: organization.name,
      recipientName: link.recipientName,
      title: link.title,
      words: link.words,
      evidenceTypeName: evidenceTypeName(link.evidenceType),
      untilOn: lastDay(link.expiresAt, organization.timeZone),
      maxBytes: await limitIn(tx, organizationId),
      isClosed: !isOpenForEvidence(assessment),
    };
  });
}

/** The last day on which a request can be answered: it ends with that day. */
export function lastDay(expiresAt: Date, timeZone: string): string {
  return dayIn(timeZone, new Date(expiresAt.getTime() - 1));
}
