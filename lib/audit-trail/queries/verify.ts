import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { now } from '@/lib/platform/clock';
import { unsafePool } from '@/lib/platform/db';
import { type ChainCheck, type ChainProblem, checkChain, named } from '../chain';
import { statementOf } from '../checkpoint';
import { type Journal, journalFile, readJournal } from '../journal';
import { checkTimeStamp, hasTimeStampAuthority } from '../time-stamp';
import { chainOf, type KnownCheckpoints, knownCheckpoints } from './checkpoints';
import { type Chain, chainRows, INSTANCE, readEnd } from './rows';

/**
 * Checks the organization's chain in the program, not in the database, and compares it with the checkpoints that database
 * and journal hold. Entries that are written meanwhile are not looked at.
 */
export async function verifyChain(grant: Grant<'audit-trail:read'>): Promise<ChainCheck> {
  return (await check(await chainOf(grant))).check;
}

type Checked = { check: ChainCheck; known: KnownCheckpoints };

async function check(chain: Chain, journal?: Journal): Promise<Checked> {
  // Checkpoints first: one that is made meanwhile may seal entries that are not looked at.
  const known = await knownCheckpoints(chain, journal);
  const end = await readEnd(chain);
  const rows = chainRows(chain, 0n, end.head?.sequence ?? end.newest);
  const { entries, problem } = await checkChain(rows, end, known.checkpoints);
  return { check: { entries, problem: problem ?? known.problem ?? (await wrongStamp(known)) }, known };
}

/** A time stamp that is of something else, or not of the authority. */
async function wrongStamp({ checkpoints }: KnownCheckpoints): Promise<ChainProblem | null> {
  if (!hasTimeStampAuthority()) return null;
  for (const checkpoint of checkpoints) {
    if (!checkpoint.timeStamp) continue;
    const token = Buffer.from(checkpoint.timeStamp, 'base64');
    const fits = await checkTimeStamp(token, statementOf(checkpoint)).catch(() => null);
    if (!fits)
      return {
        sequence: checkpoint.sequence,
        words: `The time stamp of ${named(checkpoint)} does not fit, or is not of the authority in TIMESTAMP_CA.`,
      };
  }
  return null;
}

export type ChainReport = {
  /** "instance", "organization:ID" or "sample:ID". */
  chain: string;
  entries: number;
  problem: ChainProblem | null;
  /** How many signed checkpoints it was compared with, and up to which entry they reach. */
  checkpoints: number;
  sealedEntries: number;
  timeStamps: number;
};

/** Every chain of the installation, one after the other; also one that only the journal still knows. */
export async function* verifyAllChains(): AsyncGenerator<ChainReport> {
  const journal = await readJournal();
  if (journal.unreadable.length > 0) {
    const words = `Line ${journal.unreadable[0]} of the journal ${journalFile()} cannot be read.`;
    yield { ...nothing('journal'), problem: { sequence: 0, words } };
  }
  if (journal.problem) yield { ...nothing('journal'), problem: { sequence: 0, words: journal.problem } };
  const chains = await listChains();
  for (const chain of chains) {
    const checked = await check(chain, journal);
    checked.check.problem ??= await neverSealed(chain, checked, journal);
    yield reportOf(chain, checked);
  }
  const names = new Set(chains.map(({ name }) => name));
  for (const name of new Set(journal.checkpoints.map(({ chain }) => chain))) {
    // A sample may be removed whole, and only what was one when its checkpoints were signed.
    if (names.has(name) || name.startsWith('sample:')) continue;
    const known = await knownCheckpoints({ name, organizationId: name.split(':')[1] ?? null }, journal);
    const seal = known.checkpoints.at(-1);
    const words = seal
      ? `All entries are missing: the organization was removed. ${named(seal, true)} sealed entries up to ${seal.sequence}.`
      : 'The journal names an organization that is not there, without a signature.';
    yield reportOf(
      { name, organizationId: null },
      { known, check: { entries: 0, problem: { sequence: 1, words } } },
    );
  }
}

/** Every chain is sealed after 15 minutes; this is five more. */
const SEALED_AFTER_MS = 20 * 60 * 1000;

/** A chain without any checkpoint, though others were made when it had entries: all of its own were removed. */
async function neverSealed(
  chain: Chain,
  { known }: Checked,
  { checkpoints }: Journal,
): Promise<ChainProblem | null> {
  const isOld = (at: string) => Date.parse(at) < now().getTime() - SEALED_AFTER_MS;
  if (known.checkpoints.length > 0 || !checkpoints.some(({ at }) => isOld(at))) return null;
  for await (const first of chainRows(chain, 0n, 1n))
    if (isOld(first.sealedAt))
      return {
        sequence: 1,
        words: `No checkpoint seals it, though it has entries since ${first.sealedAt.slice(0, 16).replace('T', ' ')} UTC and other checkpoints were made: its own were removed, or Inplace was killed before the first one. Start Inplace and check again.`,
      };
  return null;
}

function reportOf(
  { name }: Chain,
  { check: { entries, problem }, known: { checkpoints } }: Checked,
): ChainReport {
  return {
    chain: name,
    entries,
    problem,
    checkpoints: checkpoints.length,
    sealedEntries: checkpoints.at(-1)?.sequence ?? 0,
    timeStamps: checkpoints.filter(({ timeStamp }) => timeStamp !== null).length,
  };
}

function nothing(chain: string): ChainReport {
  return { chain, entries: 0, problem: null, checkpoints: 0, sealedEntries: 0, timeStamps: 0 };
}

/** Every organization of the instance: each has a chain. */
export async function listOrganizationIds(): Promise<string[]> {
  return (await listChains()).flatMap(({ organizationId }) => organizationId ?? []);
}

/** Every chain that there is, the instance's last. */
async function listChains(): Promise<Chain[]> {
  const { rows } = await unsafePool().query<{ chain: string; organizationId: string | null }>(
    'SELECT "chain", "organizationId" FROM chain_heads() WHERE "organizationId" IS NOT NULL ORDER BY "organizationId"',
  );
  return [...rows.map(({ chain, organizationId }) => ({ name: chain, organizationId })), INSTANCE];
}
