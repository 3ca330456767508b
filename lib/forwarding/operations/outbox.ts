import 'server-only';
import { type Transaction, unsafeTransaction } from '@/lib/platform/db';
import { Prisma } from '@/lib/platform/generated/prisma/client';
import type { Destination, ForwardedEvent } from '../model';

/** At most so much is in memory at a time. */
const BATCH_EVENTS = 200;
const BATCH_BYTES = 512 * 1024;

export type CursorState = {
  sequence: bigint;
  offeredUntil: bigint | null;
  failures: number;
  retryAt: Date | null;
};

/** A chain as the outbox of one destination: the events stand there once, the cursor says how far they went. */
export type Outbox = {
  read: () => Promise<CursorState>;
  /** The next batch, or null. What was offered and not taken comes again with the same bounds. */
  next: () => Promise<ForwardedEvent[] | null>;
  sent: (until: bigint) => Promise<void>;
  failed: (words: string, waitMs: number) => Promise<void>;
  /** Everything was taken again. */
  settled: () => Promise<void>;
};

type Place = {
  /** Nothing after it. */
  until: bigint;
  /** Opens a transaction in which the chain and its cursor can be seen. */
  within: <R>(work: (tx: Transaction) => Promise<R>) => Promise<R>;
  table: Prisma.Sql;
  key: Prisma.Sql;
  keyNames: Prisma.Sql;
  keyIs: Prisma.Sql;
  events: (after: bigint, until: bigint) => Prisma.Sql;
};

const LAST = 9_223_372_036_854_775_807n;

/** The chain of one organization. */
export function organizationOutbox(
  organizationId: string,
  destination: Destination,
  until: bigint = LAST,
): Outbox {
  return outbox({
    until,
    within: (work) => unsafeTransaction({ organizationId, userId: null }, work),
    table: Prisma.sql`"ForwardCursor"`,
    key: Prisma.sql`${organizationId}::uuid, ${destination}`,
    keyNames: Prisma.sql`"organizationId", "destination"`,
    keyIs: Prisma.sql`"organizationId" = ${organizationId}::uuid AND "destination" = ${destination}`,
    events: (after, until) => Prisma.sql`
      SELECT "sequence", to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "sealedAt", "type", "actorId", "actorName",
             "subjectType", "subjectId", "text", "previousHash", "hash" FROM "AuditEvent"
       WHERE "organizationId" = ${organizationId}::uuid AND "sequence" > ${after} AND "sequence" <= ${until} ORDER BY "sequence" LIMIT ${BATCH_EVENTS}`,
  });
}

/** The chain of the instance, for the collector that serves all of it. */
export function instanceOutbox(): Outbox {
  const destination: Destination = 'SYSLOG';
  return outbox({
    until: LAST,
    within: withinInstance,
    table: Prisma.sql`"InstanceForwardCursor"`,
    key: Prisma.sql`${destination}`,
    keyNames: Prisma.sql`"destination"`,
    keyIs: Prisma.sql`"destination" = ${destination}`,
    events: (after, until) =>
      Prisma.sql`SELECT * FROM instance_events_after(${after}, ${until}, ${BATCH_EVENTS}::int)`,
  });
}

/** A transaction in which the database shows the instance's chain and how long every chain is. */
export function withinInstance<R>(work: (tx: Transaction) => Promise<R>): Promise<R> {
  return unsafeTransaction({ organizationId: null, userId: null }, async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.forwarder', 'on', true)`;
    return work(tx);
  });
}

function outbox({ until: end, within, table, key, keyNames, keyIs, events }: Place): Outbox {
  const read = (tx: Transaction) =>
    tx.$queryRaw<
      CursorState[]
    >`SELECT "sequence", "offeredUntil", "failures", "retryAt" FROM ${table} WHERE ${keyIs}`;
  const state = async (tx: Transaction): Promise<CursorState> =>
    (await read(tx))[0] ?? { sequence: 0n, offeredUntil: null, failures: 0, retryAt: null };
  return {
    read: () => within(state),
    next: () =>
      within(async (tx) => {
        const { sequence, offeredUntil } = await state(tx);
        const found = await tx.$queryRaw<ForwardedEvent[]>(events(sequence, offeredUntil ?? end));
        const batch = offeredUntil === null ? withinBytes(found) : found;
        const last = batch.at(-1);
        if (!last) return null;
        if (offeredUntil === null) {
          await tx.$executeRaw`
            INSERT INTO ${table} (${keyNames}, "offeredUntil") VALUES (${key}, ${last.sequence})
            ON CONFLICT (${keyNames}) DO UPDATE SET "offeredUntil" = ${last.sequence}`;
        }
        return batch;
      }),
    sent: (until) =>
      within(async (tx) => {
        await tx.$executeRaw`
          UPDATE ${table} SET "sequence" = ${until}, "offeredUntil" = NULL, "failures" = 0, "retryAt" = NULL, "lastError" = NULL, "sentAt" = now()
           WHERE ${keyIs}`;
      }),
    settled: () =>
      within(async (tx) => {
        await tx.$executeRaw`UPDATE ${table} SET "failures" = 0, "retryAt" = NULL, "lastError" = NULL WHERE ${keyIs}`;
      }),
    failed: (words, waitMs) =>
      within(async (tx) => {
        await tx.$executeRaw`
          INSERT INTO ${table} (${keyNames}, "failures", "retryAt", "lastError")
          VALUES (${key}, 1, now() + ${waitMs}::int * interval '1 millisecond', ${words})
          ON CONFLICT (${keyNames}) DO UPDATE SET "failures" = ${table}."failures" + 1, "retryAt" = EXCLUDED."retryAt", "lastError" = EXCLUDED."lastError"`;
      }),
  };
}

/** The first events that fit, at least one. */
function withinBytes(events: ForwardedEvent[]): ForwardedEvent[] {
  let size = 0;
  const tooMuch = events.findIndex((event) => {
    size += event.text.length;
    return size > BATCH_BYTES;
  });
  return tooMuch < 0 ? events : events.slice(0, Math.max(1, tooMuch));
}
