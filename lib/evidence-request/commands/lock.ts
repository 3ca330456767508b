import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { DomainEvent } from '@/lib/audit-trail/model';
import { now } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError, notFound } from '@/lib/platform/errors';
import type { EvidenceRequest } from '@/lib/platform/generated/prisma/client';
import { looksAfter } from '../policy';
import { requestState } from '../rules';

/** Holds a request for whoever looks after it. Throws NOT_FOUND, and FORBIDDEN for somebody who only sees it. */
export async function lockRequest(
  tx: Transaction,
  { organizationId, actor }: Grant<'evidence:request'>,
  requestId: string,
): Promise<EvidenceRequest> {
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
  return request;
}

/** Withdraws a request that is open still; one that has ended needs no end. */
export async function endOpen(
  tx: Transaction,
  { organizationId, actor }: Grant<'evidence:request'>,
  request: EvidenceRequest,
): Promise<DomainEvent[]> {
  if (requestState(request, now()) !== 'OPEN') return [];
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
