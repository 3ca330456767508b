import 'server-only';
import canonicalizeModule from 'canonicalize';
import type { Grant } from '@/lib/access/grant';
import { withoutCardNumbers } from '@/lib/platform/card-number';
import { isRefusedByPolicy, type Transaction, unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { giveTurnBack, takeTurn } from '@/lib/platform/rate-limit';
import type { DomainEvent, InstanceEventType } from './model';
import { noteWritten, noteWrittenIn } from './written';

const canonicalize = canonicalizeModule as unknown as (input: unknown) => string;

const unchangedBrand: unique symbol = Symbol('unchanged');
type Unchanged<R> = { [unchangedBrand]: true; result: R };
type Changed<R> = { result: R; events: readonly [DomainEvent, ...DomainEvent[]] };

/** For a command that found nothing to do: no row, no event. */
export function unchanged<R>(result: R): Unchanged<R> {
  return { [unchangedBrand]: true, result };
}

/** A non-empty list of events from a list built at run time. Throws on an empty one: that would be an unrecorded write. */
export function eventList(events: readonly DomainEvent[]): readonly [DomainEvent, ...DomainEvent[]] {
  const [first, ...rest] = events;
  if (!first) throw new Error('a write must record at least one event');
  return [first, ...rest];
}

/**
 * The door for writes: rows and their events are written together or not at all. The work returns its result and the
 * events; they are chained per organization under the lock of the chain's head (10.3.2, 10.3.4). Throws FORBIDDEN, with its
 * own event, where row-level security refuses a row: the role was another one when the grant was made.
 */
export function commit<R>(
  grant: Grant,
  work: (tx: Transaction) => Promise<Changed<R> | Unchanged<R>>,
): Promise<R> {
  const noted = async (tx: Transaction) => {
    const outcome = await work(tx);
    // An attempt that holds its request no longer writes nothing.
    if (!(unchangedBrand in outcome)) await noteWrittenIn(tx, grant, outcome.result);
    return outcome;
  };
  return chained(grant, noted).catch((error: unknown) => refusedOr(error, grant));
}

async function chained<R>(
  grant: Grant,
  work: (tx: Transaction) => Promise<Changed<R> | Unchanged<R>>,
): Promise<R> {
  return unsafeTransaction(
    { organizationId: grant.organizationId, userId: grant.actor.userId },
    async (tx) => {
      const outcome = await work(tx);
      if (unchangedBrand in outcome) return outcome.result;
      for (const event of outcome.events) {
        const text = eventText(grant, event);
        await tx.$executeRaw`SELECT append_event(${grant.organizationId}::uuid, ${event.type}, ${grant.actor.userId}::uuid, ${grant.actor.name}, ${event.subject.type}, ${event.subject.id}, ${text})`;
      }
      return outcome.result;
    },
  );
}

/** At most one event a minute of what a person was refused; a turn whose event could not be written is given back. */
export async function recordOnce(grant: Grant, what: string, event: DomainEvent): Promise<void> {
  const key = `${grant.organizationId}:${grant.actor.userId}:${what}`;
  if (!(await takeTurn('access-denied', key))) return;
  await chained(grant, async () => ({ result: undefined, events: [event] })).catch(async (error: unknown) => {
    await giveTurnBack('access-denied', key);
    throw error;
  });
}

/** What the database refused is as much a missing right as one that was missed before (10.2.1.4). */
async function refusedOr(error: unknown, grant: Grant): Promise<never> {
  // What the app does by itself has no role that could be missing: there it is a defect.
  if (!isRefusedByPolicy(error) || !grant.actor.userId) throw error;
  const { permission } = grant;
  await recordOnce(grant, permission, {
    type: 'access.denied',
    subject: { type: 'permission', id: permission },
    data: { permission, address: 'refused as it was written: the role allows it no longer' },
  });
  throw new AppError('FORBIDDEN');
}

/**
 * The door for the one hot write: a SQL function that sets the organization, checks state and version, writes the row,
 * its event and the chain in a single round trip. `call` is the function's name; organization, person and the person's
 * name are its first arguments. Throws FORBIDDEN as commit() does.
 */
export async function commitStatement<Row extends object>(
  grant: Grant,
  call: string,
  params: readonly unknown[],
): Promise<Row> {
  const places = params.map((_, index) => `$${index + 4}`);
  const statement = {
    name: `commit:${call}`,
    text: `SELECT * FROM ${call}(${['$1::uuid', '$2::uuid', '$3::text', ...places].join(', ')})`,
    values: [grant.organizationId, grant.actor.userId, grant.actor.name, ...params],
  };
  const result = await noteWritten<Row>(grant, unsafePool(), statement).catch((error: unknown) =>
    refusedOr(error, grant),
  );
  const row = result.rows[0];
  if (!row) throw new Error(`${call} returned nothing`);
  return row;
}

/** Canonical JSON (RFC 8785) of an event: the text that the chain's hash covers. */
export function eventText(grant: Grant, event: DomainEvent): string {
  return canonicalize({
    format: 1,
    type: event.type,
    actor: {
      id: grant.actor.userId,
      name: grant.actor.name,
      role: grant.actor.role,
      ...(grant.actor.from && { from: grant.actor.from }),
      ...(grant.actor.key && { key: grant.actor.key }),
    },
    subject: event.subject,
    data: maskedDeep(event.data),
  });
}

/** No card number gets into a log that is kept for ever and sent on, whichever way it came: a file's name, words of a search. */
function maskedDeep(value: unknown): unknown {
  if (typeof value === 'string') return withoutCardNumbers(value);
  if (Array.isArray(value)) return value.map(maskedDeep);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskedDeep(inner)]));
}

/** Who acts beside any organization, and from where. */
export type InstanceActor = { id: string | null; name: string; from?: string | undefined };

export type InstanceEvent = {
  type: InstanceEventType;
  actor: InstanceActor;
  subject: { type: string; id: string };
  data?: Record<string, string | number | boolean | null>;
};

/** The text of an instance event that the chain's hash covers. */
export function instanceEventText(event: InstanceEvent): string {
  return canonicalize({
    format: 1,
    type: event.type,
    actor: {
      id: event.actor.id,
      name: event.actor.name,
      ...(event.actor.from && { from: event.actor.from }),
    },
    subject: event.subject,
    data: event.data ?? {},
  });
}

/** Appends an event of the instance (sign-in, set-up) to its own chain, in its own transaction or the given one. */
export async function recordInstanceEvent(event: InstanceEvent, tx?: Transaction): Promise<void> {
  const text = instanceEventText(event);
  if (tx) {
    await tx.$executeRaw`SELECT append_instance_event(${event.type}, ${event.actor.id}::uuid, ${event.actor.name}, ${event.subject.type}, ${event.subject.id}, ${text})`;
    return;
  }
  await unsafePool().query('SELECT append_instance_event($1, $2::uuid, $3, $4, $5, $6)', [
    event.type,
    event.actor.id,
    event.actor.name,
    event.subject.type,
    event.subject.id,
    text,
  ]);
}
