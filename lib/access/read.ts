import 'server-only';
import { type Transaction, unsafePool, unsafeTransaction } from '@/lib/platform/db';
import type { Grant } from './grant';

/** The door for reads: one transaction with the grant's organization set, so that row-level security applies. */
export function read<R>(grant: Grant, work: (tx: Transaction) => Promise<R>): Promise<R> {
  return unsafeTransaction({ organizationId: grant.organizationId, userId: grant.actor.userId }, work);
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
