import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { type Transaction, unsafeTransaction } from '@/lib/platform/db';
import { Prisma } from '@/lib/platform/generated/prisma/client';
import { type ChainProblem, named } from '../chain';
import { type Checkpoint, isSigned, ownPublicKey, type PublicKeys, statementOf } from '../checkpoint';
import { type Journal, type JournalCheckpoint, readJournal, stampKey } from '../journal';
import { hasTimeStampAuthority } from '../time-stamp';
import type { Chain } from './rows';

/** A checkpoint with its time stamp: the token in base64, and the time that it vouches for. */
export type StoredCheckpoint = Checkpoint & { timeStamp: string | null; timeStampedAt: Date | null };

/** The checkpoints of a chain that the database holds, oldest first. */
export function storedCheckpoints(chain: Chain): Promise<StoredCheckpoint[]> {
  return unsafeTransaction({ organizationId: chain.organizationId, userId: null }, (tx) => select(tx, chain));
}

/** So many are looked at together. */
const LOOKED_AT = 50;

export type NewestStored = {
  /** Signed by one of our keys. */
  newest: StoredCheckpoint | null;
  /** The first one after it without our signature: whoever has the app's account can write such rows. */
  unsigned: StoredCheckpoint | null;
  /** The highest number that is taken, by either. */
  lastNumber: number;
};

/** The newest checkpoint of a chain that the database holds under one of our signatures. */
export async function newestCheckpoint(
  tx: Transaction,
  chain: Chain,
  keys: PublicKeys,
): Promise<NewestStored> {
  let [unsigned, lastNumber]: [StoredCheckpoint | null, number] = [null, 0];
  for (let place = 0; ; place += LOOKED_AT) {
    const newestFirst = Prisma.sql`ORDER BY "number" DESC LIMIT ${LOOKED_AT} OFFSET ${place}`;
    const found = await select(tx, chain, newestFirst);
    for (const checkpoint of found) {
      lastNumber ||= checkpoint.number;
      if (isOurs(checkpoint, chain, keys)) return { newest: checkpoint, unsigned, lastNumber };
      unsigned = checkpoint;
    }
    if (found.length < LOOKED_AT) return { newest: null, unsigned, lastNumber };
  }
}

/** Whether a checkpoint is of this chain and signed as it stands. */
export function isOurs(checkpoint: Checkpoint, chain: Chain, keys: PublicKeys): boolean {
  return checkpoint.chain === chain.name && isSigned(checkpoint, keys);
}

function select(
  tx: Transaction,
  { organizationId }: Chain,
  order: Prisma.Sql = Prisma.sql`ORDER BY "number"`,
): Promise<StoredCheckpoint[]> {
  const source = organizationId
    ? Prisma.sql`"AuditCheckpoint" WHERE "organizationId" = ${organizationId}::uuid`
    : Prisma.sql`"InstanceCheckpoint"`;
  return tx.$queryRaw<StoredCheckpoint[]>`
    SELECT "chain", "number", "sequence"::float8 AS "sequence", "hash",
           to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "at", "keyId", "signature",
           replace(encode("timeStamp", 'base64'), E'\n', '') AS "timeStamp", "timeStampedAt"
      FROM ${source} ${order}`;
}

/** The chain of a grant's organization; its name says whether it is a sample. */
export async function chainOf(grant: Grant): Promise<Chain> {
  const { organizationId } = grant;
  const { isSample } = await read(grant, (tx) =>
    tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { isSample: true } }),
  );
  return { name: `${isSample ? 'sample' : 'organization'}:${organizationId}`, organizationId };
}

export type KnownCheckpoints = {
  /** Signed as they stand, from database and journal, in the order of their entries. */
  checkpoints: (JournalCheckpoint & { timeStamp: string | null })[];
  /** The first checkpoint that was changed or removed, in words. */
  problem: ChainProblem | null;
};

/** What database and journal know together of one chain's checkpoints. */
export async function knownCheckpoints(chain: Chain, all?: Journal): Promise<KnownCheckpoints> {
  // The journal first: what it has, the database had before.
  const journal = all ?? (await readJournal(chain.name));
  const stored = await storedCheckpoints(chain);
  const kept = journal.checkpoints.filter((checkpoint) => checkpoint.chain === chain.name);
  const numbers = new Set(stored.map(({ number }) => number));
  const statements = new Set(stored.map(statementOf));
  const trusted = new Map<string, KnownCheckpoints['checkpoints'][number]>();
  const problems: ChainProblem[] = [];
  const wrong = ({ sequence }: Checkpoint, words: string) => problems.push({ sequence, words });
  const trust = (checkpoint: JournalCheckpoint, timeStamp: string | null) => {
    if (!isOurs(checkpoint, chain, journal.keys)) return false;
    if (!trusted.has(checkpoint.signature)) trusted.set(checkpoint.signature, { ...checkpoint, timeStamp });
    return true;
  };
  for (const checkpoint of kept) {
    const stamp = journal.timeStamps.get(stampKey(checkpoint));
    if (!trust(checkpoint, stamp ?? null))
      wrong(checkpoint, `${named(checkpoint, true)} in the journal does not carry our signature.`);
  }
  for (const checkpoint of kept)
    if (numbers.has(checkpoint.number) && !statements.has(statementOf(checkpoint)))
      wrong(checkpoint, `${named(checkpoint, true)} is another one in the database: it was changed there.`);
  for (const { timeStamp, timeStampedAt: _, ...checkpoint } of stored) {
    if (!trust({ ...checkpoint, trail: '' }, timeStamp))
      wrong(checkpoint, `${named(checkpoint, true)} in the database does not carry our signature.`);
    const known = trusted.get(checkpoint.signature);
    if (known) known.timeStamp ??= timeStamp;
  }
  for (const checkpoint of kept)
    if (!numbers.has(checkpoint.number))
      wrong(
        checkpoint,
        `${named(checkpoint, true)} was removed from the database. The journal still has it.`,
      );
  const checkpoints = [...trusted.values()].sort((a, b) => a.sequence - b.sequence || a.number - b.number);
  return { checkpoints, problem: problems[0] ?? gapIn(checkpoints) };
}

function gapIn(checkpoints: readonly Checkpoint[]): ChainProblem | null {
  const numbers = new Set(checkpoints.map(({ number }) => number));
  for (const { number, sequence } of checkpoints)
    if (number > 1 && !numbers.has(number - 1))
      return { sequence, words: `Checkpoint ${number - 1} is missing in the database and in the journal.` };
  return null;
}

export type SealView = {
  number: number;
  at: Date;
  /** Up to which entry. */
  entries: number;
  timeStampedAt: Date | null;
  /** Whether an authority is set, so that a time stamp is to come. */
  expectsTimeStamp: boolean;
};

/** The newest checkpoint that carries our signature, for the page: what else the table holds, anybody may have written. */
export async function findLastSeal(grant: Grant<'audit-trail:read'>): Promise<SealView | null> {
  const chain = await chainOf(grant);
  const { keyId, publicKey } = ownPublicKey();
  const keys = new Map([[keyId, publicKey]]);
  const last = await read(grant, (tx) =>
    tx.auditCheckpoint.findFirst({
      where: { organizationId: grant.organizationId },
      orderBy: { number: 'desc' },
      select: { keyId: true },
    }),
  );
  if (!last) return null;
  // Of a former key the journal knows the public half.
  const known = last.keyId === keyId ? keys : (await readJournal(chain.name)).keys;
  const { newest } = await unsafeTransaction({ organizationId: chain.organizationId, userId: null }, (tx) =>
    newestCheckpoint(tx, chain, known),
  );
  return (
    newest && {
      number: newest.number,
      at: new Date(newest.at),
      entries: newest.sequence,
      timeStampedAt: newest.timeStampedAt,
      expectsTimeStamp: hasTimeStampAuthority(),
    }
  );
}
