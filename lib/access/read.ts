import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Transaction, unsafePool, unsafeTransaction } from '@/lib/platform/db';
import type { Grant } from './grant';

const together = new AsyncLocalStorage<{ grant: Grant; tx: Transaction }>();

/** The door for reads: one transaction with the grant's organization set, so that row-level security applies. */
export function read<R>(grant: Grant, work: (tx: Transaction) => Promise<R>): Promise<R> {
  const begun = together.getStore();
  if (begun?.grant === grant) return work(begun.tx);
  return unsafeTransaction({ organizationId: grant.organizationId, userId: grant.actor.userId }, work);
}

/**
 * Several reads of one grant, one after the other, in one transaction: every read() in the work takes part in it. No
 * readStatement() and no change belongs inside: they would wait for a second connection while holding the first.
 */
export function readTogether<R>(grant: Grant, work: () => Promise<R>): Promise<R> {
  return read(grant, (tx) => together.run({ grant, tx }, work));
}

/**
 * The door for the few hot reads: one round trip to a SQL function (security invoker) whose first two arguments are
 * organization and person and which sets them itself. `call` is the function's name and `params` what follows.
 */
export async function readStatement<Row extends object>(
  grant: Grant,
  call: string,
  params: readonly unknown[],
): Promise<Row[]> {
  const places = params.map((_, index) => `$${index + 3}`);
  const text = `SELECT * FROM ${call}(${['$1::uuid', '$2::uuid', ...places].join(', ')})`;
  const result = await unsafePool().query<Row>({
    name: `read:${call}`,
    text,
    values: [grant.organizationId, grant.actor.userId, ...params],
  });
  return result.rows;
}
