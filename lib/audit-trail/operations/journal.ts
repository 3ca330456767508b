import 'server-only';
import { unsafeTransaction } from '@/lib/platform/db';
import { appendToJournal } from '../journal';

/** "jour" as a number: one process at a time appends, since each line follows the one before. */
const APPENDERS_LOCK = 0x6a6f7572;

/** Adds lines to the journal, after those of every other process. */
export async function keepInJournal(lines: Parameters<typeof appendToJournal>[0]): Promise<void> {
  if (lines.length === 0) return;
  await unsafeTransaction({ organizationId: null, userId: null }, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${APPENDERS_LOCK}::bigint)`;
    await appendToJournal(lines);
  });
}
