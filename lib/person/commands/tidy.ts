import 'server-only';
import { unsafePool } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';

/**
 * Removes what was of use for a short time and is not any more: spent challenges, old links for a new password, counted
 * attempts, sessions of last year, what was before a joint change. The database decides by age alone.
 */
export async function tidyUp(): Promise<Record<string, number>> {
  const { rows } = await unsafePool().query<{ what: string; rows: string }>('SELECT * FROM tidy_up()');
  const removed = Object.fromEntries(rows.map((row) => [row.what, Number(row.rows)]));
  if (Object.values(removed).some((count) => count > 0)) log().info({ removed }, 'tidied up');
  return removed;
}
