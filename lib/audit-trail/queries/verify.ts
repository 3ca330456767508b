import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { type EventRow, entryHash } from './event-view';

export type ChainCheck = {
  /** How many entries were recomputed. */
  entries: number;
  /** The first entry that does not fit, and why; null when all do. */
  problem: { sequence: number; words: string } | null;
};

const BATCH = 2_000;
const START = '0'.repeat(64);

/**
 * Recomputes every hash of the organization's chain in the program, not in the database: numbers without a gap, each
 * entry continuing the one before, contents and time unchanged, the columns that the log shows equal to the sealed
 * text, and the newest entry the one that the chain's head names. Entries that are written meanwhile are not looked at.
 */
export async function verifyChain(grant: Grant<'audit-trail:read'>): Promise<ChainCheck> {
  const { organizationId } = grant;
  const head = await read(grant, (tx) =>
    tx.auditHead.findUnique({ where: { organizationId }, select: { sequence: true, hash: true } }),
  );
  let previous: Previous = { sequence: 0n, hash: START, sealedAt: '' };
  for await (const row of chainRows(grant, head?.sequence ?? 0n)) {
    const words = problemOf(row, previous);
    if (words)
      return { entries: Number(previous.sequence), problem: { sequence: Number(row.sequence), words } };
    previous = row;
  }
  if (head && (head.sequence !== previous.sequence || head.hash !== previous.hash)) {
    const sequence = Number(previous.sequence) + 1;
    return {
      entries: Number(previous.sequence),
      problem: { sequence, words: `Entry ${sequence} is missing: the newest entries were removed.` },
    };
  }
  return { entries: Number(previous.sequence), problem: null };
}

type Previous = Pick<EventRow, 'sequence' | 'hash' | 'sealedAt'>;

function problemOf(row: EventRow, previous: Previous): string | null {
  const expected = previous.sequence + 1n;
  if (row.sequence !== expected) return `Entry ${expected} is missing.`;
  if (row.previousHash !== previous.hash)
    return `Entry ${row.sequence} does not continue the entry before it.`;
  if (entryHash(row) !== row.hash) return `The contents or the time of entry ${row.sequence} were changed.`;
  if (row.sealedAt < previous.sealedAt) return `Entry ${row.sequence} is older than the entry before it.`;
  if (!showsItsText(row)) return `What the log shows of entry ${row.sequence} is not what was sealed.`;
  return null;
}

/** Kind, person and subject are stored twice: in columns for searching, and in the text under the hash. */
function showsItsText(row: EventRow): boolean {
  try {
    const text = JSON.parse(row.text);
    return (
      text.type === row.type &&
      (text.actor.id ?? null) === row.actorId &&
      text.actor.name === row.actorName &&
      text.subject.type === row.subjectType &&
      text.subject.id === row.subjectId
    );
  } catch {
    return false;
  }
}

/** All entries up to a number, oldest first, in batches of constant size. */
export async function* chainRows(grant: Grant<'audit-trail:read'>, until: bigint): AsyncGenerator<EventRow> {
  let last = -1n;
  for (;;) {
    const after = last;
    const rows = await read(
      grant,
      (tx) => tx.$queryRaw<EventRow[]>`
        SELECT "sequence", "at", to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "sealedAt",
               "type", "actorId", "actorName", "subjectType", "subjectId", "text", "previousHash", "hash"
          FROM "AuditEvent"
         WHERE "organizationId" = ${grant.organizationId}::uuid AND "sequence" > ${after} AND "sequence" <= ${until}
         ORDER BY "sequence" LIMIT ${BATCH}`,
    );
    yield* rows;
    const newest = rows.at(-1);
    if (!newest || rows.length < BATCH) return;
    last = newest.sequence;
  }
}
