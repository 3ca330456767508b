import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { type Role, roleNames } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { read } from '@/lib/access/read';
import type { EvidenceType } from '@/lib/catalogue/model';
import { askersGone } from '@/lib/evidence/queries/askers';
import { numberOf } from '@/lib/evidence/queries/words';
import { dayIn, daysBetween, now } from '@/lib/platform/clock';
import { notFound } from '@/lib/platform/errors';
import type { EvidenceRequest, Prisma } from '@/lib/platform/generated/prisma/client';
import type { AskableView, RequestState, RequestView } from '../model';
import { looksAfter } from '../policy';
import { requestState } from '../rules';
import { lastDay } from './link';

const PAGE = 50;

function inState(state: RequestState, at: Date, gone: readonly string[]): Prisma.EvidenceRequestWhereInput {
  const open = { answeredAt: null, withdrawnAt: null };
  const stopped = { memberId: null, createdById: { in: [...gone] } };
  switch (state) {
    case 'OPEN':
      return { ...open, expiresAt: { gt: at }, NOT: stopped };
    case 'STOPPED':
      return { ...open, expiresAt: { gt: at }, ...stopped };
    case 'ANSWERED':
      return { answeredAt: { not: null } };
    case 'WITHDRAWN':
      return { withdrawnAt: { not: null } };
    case 'EXPIRED':
      return { ...open, expiresAt: { lte: at } };
  }
}

/** Requests in one state, newest first, and how many there are in each. */
export async function listRequests(
  grant: Grant<'evidence:request'>,
  state: RequestState,
  before: string | null,
): Promise<{ requests: RequestView[]; next: string | null; counts: Record<RequestState, number> }> {
  const { organizationId } = grant;
  const at = now();
  return read(grant, async (tx) => {
    const gone = await askersGone(tx, organizationId);
    const count = (one: RequestState) =>
      tx.evidenceRequest.count({ where: { organizationId, ...inState(one, at, gone) } });
    const rows = await tx.evidenceRequest.findMany({
      where: { organizationId, ...inState(state, at, gone), ...(before && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take: PAGE + 1,
    });
    const shown = rows.slice(0, PAGE);
    return {
      requests: shown.map((row) => requestView(grant, row, gone)),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
      counts: {
        OPEN: await count('OPEN'),
        STOPPED: await count('STOPPED'),
        ANSWERED: await count('ANSWERED'),
        WITHDRAWN: await count('WITHDRAWN'),
        EXPIRED: await count('EXPIRED'),
      },
    };
  });
}

/** What waits for an answer of the person who looks, what ends first before the rest. */
export async function listAskedOfYou(grant: Grant<'evidence:attach'>): Promise<RequestView[]> {
  const { organizationId, actor } = grant;
  if (!actor.userId) return [];
  const rows = await read(grant, (tx) =>
    tx.evidenceRequest.findMany({
      where: { organizationId, memberId: actor.userId, ...inState('OPEN', now(), []) },
      orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
      take: PAGE,
    }),
  );
  return rows.map((row) => requestView(grant, row, []));
}

/** One request. Throws NOT_FOUND. */
export async function getRequest(grant: Grant<'evidence:request'>, requestId: string): Promise<RequestView> {
  const { organizationId } = grant;
  return read(grant, async (tx) => {
    const row = await tx.evidenceRequest.findFirst({ where: { organizationId, id: requestId } });
    if (!row) throw notFound();
    const view = requestView(grant, row, await askersGone(tx, organizationId));
    if (!row.replacedById) return view;
    const seen = await tx.evidenceRequest.count({ where: { organizationId, id: row.replacedById } });
    return { ...view, replacedById: seen > 0 ? row.replacedById : null };
  });
}

/** Members who may be asked: whoever attaches evidence, but the person who asks. */
export async function listAskable(grant: Grant<'evidence:request'>): Promise<AskableView[]> {
  const { organizationId, actor } = grant;
  const rows = await read(grant, (tx) =>
    tx.membership.findMany({
      where: {
        organizationId,
        endedAt: null,
        userId: { not: actor.userId ?? organizationId },
        user: { deactivatedAt: null, kind: 'PERSON' },
      },
      select: { userId: true, role: true, user: { select: { name: true } } },
    }),
  );
  return rows
    .filter(({ role }) => isAllowed(role as Role, 'evidence:attach'))
    .map(({ userId, role, user }) => ({ userId, name: user.name, roleName: roleNames[role as Role] }))
    .toSorted((left, right) => left.name.localeCompare(right.name, 'en'));
}

function requestView({ timeZone, actor }: Grant, row: EvidenceRequest, gone: readonly string[]): RequestView {
  const day = (at: Date | null) => at && dayIn(timeZone, at);
  const untilOn = lastDay(row.expiresAt, timeZone);
  return {
    requestId: row.id,
    state: requestState(row, now(), gone),
    title: row.title,
    words: row.words,
    evidenceType: row.evidenceType as EvidenceType | '',
    assessmentId: row.assessmentId,
    assessmentName: row.assessmentName,
    requirementNumbers: row.requirementKeys.map(numberOf),
    recipientName: row.recipientName,
    email: row.email,
    askerName: row.createdByName,
    askedOn: dayIn(timeZone, row.createdAt),
    untilOn,
    daysLeft: daysBetween(dayIn(timeZone), untilOn),
    openedOn: day(row.openedAt),
    remindedOn: day(row.remindedAt),
    answeredOn: day(row.answeredAt),
    answeredByName: row.answeredByName,
    evidenceId: row.evidenceId,
    notLinked: row.notLinkedKeys.map(numberOf),
    withdrawnByName: row.withdrawnByName,
    isHandedOver: row.linkShown && row.memberId === null,
    isReplaced: row.replacedById !== null,
    replacedById: null,
    isTheirs: looksAfter(actor, row),
    isAskedOfThem: row.memberId !== null && row.memberId === actor.userId,
  };
}
