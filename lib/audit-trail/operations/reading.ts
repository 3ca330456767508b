import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { commit, unchanged } from '../commit';
import { spendRecordedTurn } from './refusal';

/** Pages turned within this time are one reading. */
const SAME_READING_MS = 15 * 60 * 1000;

/**
 * Reading the log is an event itself (10.2.1.3): once per person and quarter of an hour. A page turned counts towards a
 * limit that no reader reaches and a program does, which would otherwise carry the whole log away without the confirmation
 * that an export asks for. Returns the seconds to wait once it is reached, else null.
 */
export async function recordReading(grant: Grant<'audit-trail:read'>): Promise<number | null> {
  try {
    await spendRecordedTurn('log', grant);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'RATE_LIMITED') throw error;
    return error.retryAfter ?? 60;
  }
  await commit(grant, async (tx) => {
    const before = await tx.auditEvent.findFirst({
      where: {
        organizationId: grant.organizationId,
        subjectType: 'audit-trail',
        subjectId: grant.organizationId,
        type: 'audit-trail.read',
        actorId: grant.actor.userId,
        at: { gt: new Date(now().getTime() - SAME_READING_MS) },
      },
      select: { sequence: true },
    });
    if (before) return unchanged(undefined);
    return {
      result: undefined,
      events: [
        {
          type: 'audit-trail.read' as const,
          subject: { type: 'audit-trail', id: grant.organizationId },
          data: {},
        },
      ],
    };
  });
  return null;
}
