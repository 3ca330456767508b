import 'server-only';
import { unsafePool } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';

/**
 * Removes what was of use for a short time and is not any more: spent challenges, old links for a new password, counted
 * attempts, sessions of last year, what was before a joint change, answers to programs. The database decides by age alone.
 */
export async function tidyUp(): Promise<Record<string, number>> {
  const { rows } = await unsafePool().query<{ what: string; rows: string }>('SELECT * FROM tidy_up()');
  const requests = await unsafePool().query<{ rows: string }>('SELECT tidy_idempotent_requests() AS "rows"');
  const removed: Record<string, number> = Object.fromEntries(rows.map((row) => [row.what, Number(row.rows)]));
  removed.IdempotentRequest = Number(requests.rows[0]?.rows ?? 0);
  if (Object.values(removed).some((count) => count > 0)) log().info({ removed }, 'tidied up');
  return removed;
}
