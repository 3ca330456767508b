import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { type Transaction, unsafePool, unsafeTransaction } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { type ChainProblem, named, type Previous, wrongWith } from '../chain';
import { type Checkpoint, isSigned, type PublicKeys, signCheckpoint } from '../checkpoint';
import { recordInstanceEvent } from '../commit';
import { type JournalCheckpoint, readJournal } from '../journal';
import {
  chainOf,
  isOurs,
  type NewestStored,
  newestCheckpoint,
  storedCheckpoints,
} from '../queries/checkpoints';
import { type Chain, chainRows, readEnd } from '../queries/rows';
import { keepInJournal } from './journal';

/** At the latest after so many entries, or so long after an entry was written. */
const MOST_ENTRIES = 1_000;
const LONGEST_MS = 15 * 60 * 1000;
/** The journal remembers single entries of a checkpoint up to this many, for naming the one that was changed. */
const LONGEST_TRAIL = 100_000;

/**
 * The newest signed checkpoint of each chain that this process has seen, since the database may be made to forget it; and
 * the keys of the journal.
 */
let seen: { newest: Map<string, Checkpoint>; keys: PublicKeys } | null = null;

async function seenSoFar() {
  if (!seen) {
    const { checkpoints, keys } = await readJournal();
    seen = { newest: newestOf(checkpoints, keys), keys };
  }
  return seen;
}

/** Seals the organization's chain up to its newest entry. A failure is logged and never stops the caller. */
export async function sealOrganization(grant: Grant): Promise<void> {
  try {
    await sealChain(await chainOf(grant));
  } catch (error) {
    log().error({ err: error }, 'a checkpoint of the audit trail could not be made');
  }
}

/** Seals every chain that has waited long enough, or all that have new entries. */
export async function sealDueChains(which: 'due' | 'all'): Promise<void> {
  type Row = { chain: string; organizationId: string | null; sequence: string; now: Date };
  const { rows } = await unsafePool().query<Row>(
    'SELECT "chain", "organizationId", "sequence", now() FROM chain_heads() WHERE "sequence" > 0',
  );
  const { newest } = await seenSoFar();
  for (const { chain: name, organizationId, sequence, now } of rows) {
    const chain = { name, organizationId };
    // Never by what the database alone says: a row without our signature seals nothing.
    const isDue = (last: Checkpoint | null | undefined) => {
      const open = Number(sequence) - (last?.sequence ?? 0);
      if (!last || open === 0 || which === 'all') return open !== 0;
      return open >= MOST_ENTRIES || Date.parse(last.at) < now.getTime() - LONGEST_MS;
    };
    try {
      if (isDue(newest.get(name)) && isDue(await lastCheckpoint(chain))) await sealChain(chain);
    } catch (error) {
      log().error({ chain: name, err: error }, 'a checkpoint of the audit trail could not be made');
    }
  }
}

/**
 * Makes a checkpoint of all entries that are there. The entries since the one before are recomputed first: what does not
 * fit is not sealed but recorded. Returns the newest checkpoint, or null when there is none.
 */
export async function sealChain(chain: Chain): Promise<Checkpoint | null> {
  const before = await lastCheckpoint(chain);
  const { head } = await readEnd(chain);
  const start: Previous = {
    sequence: BigInt(before?.sequence ?? 0),
    hash: before?.hash ?? '0'.repeat(64),
    previousHash: '',
    sealedAt: '',
  };
  if (!head || (head.sequence === start.sequence && head.hash === start.hash)) return before;
  const { problem, trail } = await walk(chain, start, head);
  if (problem) {
    await refuse(chain, problem);
    return before;
  }
  const facts = { chain: chain.name, sequence: Number(head.sequence), hash: head.hash };
  const made = await writeCheckpoint(chain, before, facts);
  if (!made) return before; // another process was faster
  seen?.newest.set(chain.name, made);
  await keepInJournal([{ kind: 'checkpoint', ...made, trail }]);
  return made;
}

/** The newest checkpoint, from the database or from what was seen before: the database may have been made to forget. */
async function lastCheckpoint(chain: Chain): Promise<Checkpoint | null> {
  const so = await seenSoFar();
  let stored = await newestStored(chain, so.keys);
  if (stored.unsigned) {
    // Perhaps under a key that the journal has got since.
    so.keys = (await readJournal('none')).keys;
    stored = await newestStored(chain, so.keys);
  }
  const { newest, unsigned } = stored;
  if (unsigned) {
    const words = `${named(unsigned, true)} in the database does not carry our signature.`;
    await refuse(chain, { sequence: unsigned.sequence, words });
  }
  const known = so.newest.get(chain.name) ?? null;
  if (!newest || (known && known.sequence >= newest.sequence)) return known;
  so.newest.set(chain.name, newest);
  return newest;
}

function newestStored(chain: Chain, keys: PublicKeys): Promise<NewestStored> {
  return unsafeTransaction({ organizationId: chain.organizationId, userId: null }, (tx) =>
    newestCheckpoint(tx, chain, keys),
  );
}

function newestOf(checkpoints: readonly JournalCheckpoint[], keys: PublicKeys): Map<string, Checkpoint> {
  const newest = new Map<string, Checkpoint>();
  for (const { trail: _, ...checkpoint } of checkpoints) {
    const known = newest.get(checkpoint.chain);
    if ((!known || known.sequence < checkpoint.sequence) && isSigned(checkpoint, keys))
      newest.set(checkpoint.chain, checkpoint);
  }
  return newest;
}

async function walk(
  chain: Chain,
  start: Previous,
  head: { sequence: bigint; hash: string },
): Promise<{ problem: ChainProblem | null; trail: string }> {
  let previous = start;
  const hashes: string[] = [];
  for await (const row of chainRows(chain, start.sequence, head.sequence)) {
    const words = wrongWith(row, previous);
    if (words) return { problem: { sequence: Number(row.sequence), words }, trail: '' };
    if (head.sequence - row.sequence < LONGEST_TRAIL) hashes.push(row.hash.slice(0, 8));
    previous = row;
  }
  if (previous.sequence === head.sequence) {
    if (previous.hash === head.hash) return { problem: null, trail: hashes.join('') };
    const words = `Entry ${head.sequence} is not the one that the chain ends with.`;
    return { problem: { sequence: Number(head.sequence), words }, trail: '' };
  }
  const missing = Math.min(Number(head.sequence), Number(previous.sequence)) + 1;
  const words = `Entry ${missing} is missing: the newest entries were removed.`;
  return { problem: { sequence: missing, words }, trail: '' };
}

/** One process at a time; null when another one has made a checkpoint since. */
async function writeCheckpoint(
  chain: Chain,
  before: Checkpoint | null,
  facts: { chain: string; sequence: number; hash: string },
): Promise<Checkpoint | null> {
  const { organizationId } = chain;
  return unsafeTransaction({ organizationId, userId: null }, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(72707371, hashtext(${chain.name}))`;
    const { newest, lastNumber } = await newestCheckpoint(tx, chain, (await seenSoFar()).keys);
    if ((newest?.sequence ?? 0) > (before?.sequence ?? 0)) return null;
    // Numbers are taken by rows without our signature too.
    const made = signCheckpoint({ ...facts, number: lastNumber + 1, at: await clockOf(tx) });
    const { number, sequence, hash, at, keyId, signature } = made;
    if (organizationId)
      await tx.$executeRaw`INSERT INTO "AuditCheckpoint" ("organizationId", "number", "chain", "sequence", "hash", "at", "keyId", "signature")
        VALUES (${organizationId}::uuid, ${number}, ${made.chain}, ${sequence}, ${hash}, ${at}::timestamptz, ${keyId}, ${signature})`;
    else
      await tx.$executeRaw`INSERT INTO "InstanceCheckpoint" ("number", "chain", "sequence", "hash", "at", "keyId", "signature")
        VALUES (${number}, ${made.chain}, ${sequence}, ${hash}, ${at}::timestamptz, ${keyId}, ${signature})`;
    return made;
  });
}

async function clockOf(tx: Transaction): Promise<string> {
  const [row] = await tx.$queryRaw<
    { at: string }[]
  >`SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "at"`;
  if (!row) throw new Error('the database has no time');
  return row.at;
}

const refused = new Set<string>();

/** Recorded once per problem: a chain that does not fit does not fit again a minute later. */
async function refuse(chain: Chain, problem: ChainProblem): Promise<void> {
  const once = `${chain.name} ${problem.words}`;
  if (refused.has(once)) return;
  refused.add(once);
  log().error(
    { chain: chain.name, problem: problem.words },
    'the audit trail or a checkpoint of it does not fit',
  );
  await recordInstanceEvent({
    type: 'checkpoint.refused',
    actor: { id: null, name: 'Inplace' },
    subject: { type: 'chain', id: chain.name },
    data: { problem: problem.words },
  });
}

/** Records when lines of the journal were removed, changed or put in since. */
export async function checkJournal(): Promise<void> {
  const { problem } = await readJournal();
  if (problem) await refuse({ name: 'journal', organizationId: null }, { sequence: 0, words: problem });
}

/** Gives the journal what only the database has: checkpoints of other hosts, or of a process that was killed in between. */
export async function completeJournal(): Promise<void> {
  const journal = await readJournal();
  const kept = new Set(journal.checkpoints.map(({ signature }) => signature));
  const { rows } = await unsafePool().query<{ chain: string; organizationId: string | null }>(
    'SELECT "chain", "organizationId" FROM chain_heads() WHERE "sealedSequence" > 0',
  );
  for (const { chain, organizationId } of rows) {
    const stored = (await storedCheckpoints({ name: chain, organizationId })).filter((checkpoint) =>
      isOurs(checkpoint, { name: chain, organizationId }, journal.keys),
    );
    await keepInJournal(
      stored
        .filter((checkpoint) => !kept.has(checkpoint.signature))
        .map(({ timeStamp: _, timeStampedAt: __, ...checkpoint }) => ({
          kind: 'checkpoint' as const,
          ...checkpoint,
          trail: '',
        })),
    );
  }
}
