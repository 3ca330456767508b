import 'server-only';
import { unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { type Checkpoint, type PublicKeys, statementOf } from '../checkpoint';
import { readJournal } from '../journal';
import { newestCheckpoint } from '../queries/checkpoints';
import type { Chain } from '../queries/rows';
import { hasTimeStampAuthority, requestTimeStamp, type TimeStamp } from '../time-stamp';
import { keepInJournal } from './journal';

/** After a failure the authority is left alone for so long. */
const REST_MS = 5 * 60 * 1000;
let restsUntil = 0;

/**
 * Has the newest checkpoint of each chain time-stamped that has none yet; it covers the ones before it. When the authority
 * fails, the rest waits for a later turn: nothing else depends on it.
 */
export async function stampCheckpoints(nowMs: number): Promise<void> {
  if (!hasTimeStampAuthority() || nowMs < restsUntil) return;
  const { rows } = await unsafePool().query<{ chain: string; organizationId: string | null }>(
    'SELECT "chain", "organizationId" FROM chain_heads() WHERE "sealedSequence" > 0',
  );
  const { keys } = await readJournal('none');
  for (const { chain, organizationId } of rows) {
    try {
      await stampNewest({ name: chain, organizationId }, keys);
    } catch (error) {
      restsUntil = nowMs + REST_MS;
      log().warn({ err: error }, 'no time stamp for a checkpoint of the audit trail; asked again later');
      return;
    }
  }
}

/** Has a chain's newest checkpoint time-stamped, when it is not. Throws when the authority fails. */
export async function stampNewest(chain: Chain, known?: PublicKeys): Promise<void> {
  const context = { organizationId: chain.organizationId, userId: null };
  const keys = known ?? (await readJournal('none')).keys;
  const { newest } = await unsafeTransaction(context, (tx) => newestCheckpoint(tx, chain, keys));
  if (!newest || newest.timeStamp) return;
  const stamp = await requestTimeStamp(statementOf(newest));
  if (!(await keepStamp(chain, newest, stamp))) return; // another process was faster
  const token = stamp.token.toString('base64');
  await keepInJournal([{ kind: 'time-stamp', chain: newest.chain, number: newest.number, token }]);
}

async function keepStamp(
  { organizationId }: Chain,
  { number }: Checkpoint,
  stamp: TimeStamp,
): Promise<boolean> {
  const token = new Uint8Array(stamp.token);
  const written = await unsafeTransaction({ organizationId, userId: null }, (tx) =>
    organizationId
      ? tx.$executeRaw`UPDATE "AuditCheckpoint" SET "timeStamp" = ${token}, "timeStampedAt" = ${stamp.at}
          WHERE "organizationId" = ${organizationId}::uuid AND "number" = ${number} AND "timeStamp" IS NULL`
      : tx.$executeRaw`UPDATE "InstanceCheckpoint" SET "timeStamp" = ${token}, "timeStampedAt" = ${stamp.at}
          WHERE "number" = ${number} AND "timeStamp" IS NULL`,
  );
  return written > 0;
}
