import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { now } from '@/lib/platform/clock';
import { commit, unchanged } from './commit';
import type { DomainEvent } from './model';
import { type ChainCheck, chainRows, verifyChain } from './queries/verify';

/** Pages turned within this time are one reading. */
const SAME_READING_MS = 15 * 60 * 1000;

/** Reading the log is an event itself (10.2.1.3): once per person and quarter of an hour. */
export async function recordReading(grant: Grant<'audit-trail:read'>): Promise<void> {
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
    return { result: undefined, events: [event(grant, 'audit-trail.read', {})] };
  });
}

/** Recomputes the chain and records what was found, so that the next reader sees when it was last checked. */
export async function verifyAuditTrail(grant: Grant<'audit-trail:read'>): Promise<ChainCheck> {
  const check = await verifyChain(grant);
  await commit(grant, async () => ({
    result: undefined,
    events: [
      event(grant, 'audit-trail.verified', {
        entries: check.entries,
        problem: check.problem?.words ?? null,
      }),
    ],
  }));
  return check;
}

/**
 * The whole chain as JSON lines that scripts/verify-audit-trail.mjs checks without Inplace: a first line that says
 * what it is, one line per entry, a last line with the number of entries and the last hash. The export is an event.
 */
export async function exportAuditTrail(
  grant: Grant<'audit-trail:read'>,
): Promise<ReadableStream<Uint8Array>> {
  const { organizationId } = grant;
  const { organizationName, head } = await read(grant, async (tx) => {
    const organization = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { name: true },
    });
    const row = await tx.auditHead.findUnique({
      where: { organizationId },
      select: { sequence: true, hash: true },
    });
    return { organizationName: organization.name, head: row ?? { sequence: 0n, hash: '0'.repeat(64) } };
  });
  await commit(grant, async () => ({
    result: undefined,
    events: [event(grant, 'audit-trail.exported', { entries: Number(head.sequence), hash: head.hash })],
  }));
  async function* lines() {
    yield {
      format: 'inplace-audit-trail/1',
      organizationId,
      organizationName,
      exportedAt: now().toISOString(),
    };
    for await (const row of chainRows(grant, head.sequence)) {
      yield {
        sequence: Number(row.sequence),
        at: row.sealedAt,
        text: row.text,
        previousHash: row.previousHash,
        hash: row.hash,
      };
    }
    yield { entries: Number(head.sequence), lastHash: head.hash };
  }
  return streamOf(lines());
}

function streamOf(lines: AsyncGenerator<object>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      // A few hundred lines at a time: one line per pull would be slow.
      let text = '';
      while (text.length < 64 * 1024) {
        const { done, value } = await lines.next();
        if (done) break;
        text += `${JSON.stringify(value)}\n`;
      }
      if (text) controller.enqueue(encoder.encode(text));
      else controller.close();
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

function event(
  grant: Grant,
  type: 'audit-trail.read' | 'audit-trail.verified' | 'audit-trail.exported',
  data: Record<string, string | number | null>,
): DomainEvent {
  return { type, subject: { type: 'audit-trail', id: grant.organizationId }, data };
}
