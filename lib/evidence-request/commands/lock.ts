import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { askersGone } from '@/lib/evidence/queries/askers';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { EvidenceRequest } from '@/lib/platform/generated/prisma/client';
import type { RequestState } from '../model';
import { looksAfter } from '../policy';
import { requestState } from '../rules';

export type HeldRequest = EvidenceRequest & { state: RequestState };

/** Holds a request for whoever looks after it. Throws NOT_FOUND, and FORBIDDEN for somebody who only sees it. */
export async function lockRequest(
  tx: Transaction,
  { organizationId, actor }: Grant<'evidence:request'>,
  requestId: string,
): Promise<HeldRequest> {
  await tx.$queryRaw`
    SELECT 1 FROM "EvidenceRequest" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${requestId}::uuid FOR UPDATE`;
  const request = await tx.evidenceRequest.findFirst({ where: { organizationId, id: requestId } });
  if (!request) throw notFound();
  if (!looksAfter(actor, request)) {
    throw new AppError(
      'FORBIDDEN',
      `${request.createdByName} has asked for this. Talk to them or to a compliance officer.`,
    );
  }
  return { ...request, state: requestState(request, now(), await askersGone(tx, organizationId)) };
}

/** Withdraws a request that is open or stopped; one that has ended needs no end. */
export async function endOpen(
  tx: Transaction,
  { organizationId, actor }: Grant<'evidence:request'>,
  request: HeldRequest,
): Promise<DomainEvent[]> {
  if (request.state !== 'OPEN' && request.state !== 'STOPPED') return [];
  await tx.evidenceRequest.update({
    where: { organizationId_id: { organizationId, id: request.id } },
    data: { withdrawnAt: now(), withdrawnByName: actor.name },
  });
  return [
    {
      type: 'evidence-request.withdrawn',
      subject: { type: 'evidence-request', id: request.id },
      data: { title: request.title, recipient: request.recipientName },
    },
  ];
}
