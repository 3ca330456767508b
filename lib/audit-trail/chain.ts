import 'server-only';
import type { JournalCheckpoint } from './journal';
import { type EventRow, entryHash } from './queries/event-view';

/** What is checked of an entry: all that is stored of it. */
export type SealedRow = Omit<EventRow, 'at'>;
/** Where the chain says that it ends, and the highest number that is stored; null when nothing says so. */
export type Head = { sequence: bigint; hash: string } | null;

export type ChainProblem = { sequence: number; words: string };
export type ChainCheck = {
  /** How many entries were recomputed. */
  entries: number;
  /** The first entry that does not fit, and why; null when all do. */
  problem: ChainProblem | null;
};

/** The entry that the next one must continue. */
export type Previous = Pick<SealedRow, 'sequence' | 'hash' | 'previousHash' | 'sealedAt'>;
export const CHAIN_START: Previous = { sequence: 0n, hash: '0'.repeat(64), previousHash: '', sealedAt: '' };

/**
 * Recomputes a chain: numbers without a gap, each entry continuing the one before, contents and time unchanged, the
 * columns that the log shows equal to the sealed text, the newest entry the one that the head names, and each checkpoint
 * sealing the entry that stands there. `checkpoints` are signed and in the order of their entries.
 */
export async function checkChain(
  rows: AsyncIterable<SealedRow>,
  end: { head: Head; newest: bigint },
  checkpoints: readonly JournalCheckpoint[],
): Promise<ChainCheck> {
  const seals = new Seals(checkpoints);
  const iterator = rows[Symbol.asyncIterator]();
  let previous = CHAIN_START;
  for (;;) {
    const { value: row, done } = await iterator.next();
    if (done) break;
    const own = wrongWith(row, previous) && (await diagnose(row, previous, iterator));
    const problem = own ? (seals.earlierThan(own.sequence) ?? own) : seals.wrongAt(row);
    if (problem) return { entries: Number(previous.sequence), problem };
    previous = row;
  }
  return {
    entries: Number(previous.sequence),
    problem: seals.wrongAfter(previous) ?? wrongEnd(previous, end),
  };
}

/** What is wrong with an entry, seen from the one before it; null when it fits. */
export function wrongWith(row: SealedRow, previous: Previous): string | null {
  const expected = previous.sequence + 1n;
  if (row.sequence !== expected) return `Entry ${expected} is missing: it was removed.`;
  if (row.previousHash !== previous.hash)
    return `Entry ${row.sequence} does not continue the entry before it: one of the two was changed or put in.`;
  if (entryHash(row) !== row.hash) return `The contents or the time of entry ${row.sequence} were changed.`;
  if (row.sealedAt < previous.sealedAt)
    return `Entry ${row.sequence} is older than the entry before it: it was dated back.`;
  if (!showsItsText(row)) return `What the log shows of entry ${row.sequence} is not what was sealed.`;
  return null;
}

/** Kind, person and subject are stored twice: in columns for searching, and in the text under the hash. */
function showsItsText(row: SealedRow): boolean {
  try {
    const text = JSON.parse(row.text);
    return (
      text.type === row.type &&
      (text.actor.id ?? null) === row.actorId &&
      text.actor.name === row.actorName &&
      text.subject.type === row.subjectType &&
      text.subject.id === row.subjectId
    );
  } catch {
    return false;
  }
}

/** How far entries can have been moved for this to tell. */
const FARTHEST = 2_000n;

/** The number under which the entry was sealed; null when its contents were changed. */
function sealedNumber(row: SealedRow): bigint | null {
  if (entryHash(row) === row.hash) return row.sequence;
  for (let distance = 1n; distance <= FARTHEST; distance += 1n) {
    for (const sequence of [row.sequence + distance, row.sequence - distance])
      if (entryHash({ ...row, sequence }) === row.hash) return sequence;
  }
  return null;
}

/** Changed, removed, put in or moved? The number under which an entry was sealed tells, with that of the next one. */
async function diagnose(
  row: SealedRow,
  previous: Previous,
  following: AsyncIterator<SealedRow>,
): Promise<ChainProblem> {
  const { sequence } = row;
  const at = (problem: bigint, words: string) => ({ sequence: Number(problem), words });
  const seen = at(sequence, wrongWith(row, previous) ?? '');
  if (sequence !== previous.sequence + 1n) return seen;
  const sealed = sealedNumber(row);
  if (sealed === sequence) return seen;
  if (sealed === sequence - 1n && previous.sequence > 0n)
    return at(
      previous.sequence,
      `Entry ${previous.sequence} was put in, and the ones after it were moved up.`,
    );
  const next = await following.next();
  const nextSealed = next.done ? null : sealedNumber(next.value);
  if (sealed === null && nextSealed === sequence)
    return at(sequence, `Entry ${sequence} was put in, and the ones after it were moved up.`);
  if (sealed === null) return seen;
  if (nextSealed === sealed + 1n || next.done)
    return at(sequence, `Entry ${sequence} was removed, and the ones after it were moved down.`);
  return at(
    sequence,
    `Entry ${sequence} was moved: it was sealed as entry ${sealed}. The order was changed.`,
  );
}

function wrongEnd(last: Previous, { head, newest }: { head: Head; newest: bigint }): ChainProblem | null {
  const next = last.sequence + 1n;
  const at = (words: string) => ({ sequence: Number(next), words });
  if (!head) return newest > 0n ? at('The note of where the chain ends was removed.') : null;
  if (head.sequence !== last.sequence || head.hash !== last.hash)
    return at(`Entry ${next} is missing: the newest entries were removed.`);
  if (newest > last.sequence) return at(`Entry ${next} was put in after the end of the chain.`);
  return null;
}

/** Compares entries, one after the other, with the checkpoints. */
class Seals {
  /** The next checkpoint that is not reached yet. */
  private place = 0;
  private fitting: JournalCheckpoint | null = null;
  /** The first entry that the journal remembers otherwise. It names the culprit; a signed checkpoint is the proof. */
  private suspect: bigint | null = null;

  private readonly checkpoints: readonly JournalCheckpoint[];

  constructor(checkpoints: readonly JournalCheckpoint[]) {
    this.checkpoints = checkpoints;
  }

  /** When the chain breaks anyway: the earlier entry that the journal remembers otherwise. */
  earlierThan(sequence: number): ChainProblem | null {
    const seal = this.checkpoints[this.place];
    if (this.suspect === null || Number(this.suspect) >= sequence || !seal) return null;
    return this.recomputed(seal);
  }

  /** Takes note of an entry that fits the chain; the problem when a checkpoint sealed another one. */
  wrongAt(row: SealedRow): ChainProblem | null {
    const { sequence } = row;
    this.suspect ??= this.isRemembered(row) ? null : sequence;
    for (let seal = this.next(); seal && BigInt(seal.sequence) === sequence; seal = this.next()) {
      if (seal.hash !== row.hash) return this.recomputed(seal);
      this.fitting = seal;
      this.place += 1;
    }
    return null;
  }

  /** A checkpoint of entries that are not there any more. */
  wrongAfter(last: Previous): ChainProblem | null {
    const seal = this.next();
    if (!seal) return null;
    if (this.suspect !== null) return this.recomputed(seal);
    const first = Number(last.sequence) + 1;
    return {
      sequence: first,
      words: `Entry ${first} is missing: the newest entries were removed. ${named(seal, true)} sealed entries up to ${seal.sequence}.`,
    };
  }

  private next(): JournalCheckpoint | undefined {
    return this.checkpoints[this.place];
  }

  private isRemembered({ sequence, hash }: SealedRow): boolean {
    const seal = this.next();
    if (!seal) return true;
    const index = seal.trail.length / 8 - (seal.sequence - Number(sequence)) - 1;
    return index < 0 || seal.trail.slice(index * 8, index * 8 + 8) === hash.slice(0, 8);
  }

  private recomputed(seal: JournalCheckpoint): ChainProblem {
    const first = this.fitting ? this.fitting.sequence + 1 : 1;
    const sequence = this.suspect === null ? first : Number(this.suspect);
    const which =
      this.suspect !== null || first === seal.sequence
        ? `Entry ${sequence} is not the one that was sealed`
        : `One of the entries ${first} to ${seal.sequence} is not the one that was sealed`;
    const since = this.fitting ? ` after ${named(this.fitting)}` : '';
    return {
      sequence,
      words: `${which}: it was changed, removed or put in${since}, and the hashes were computed anew. ${named(seal, true)} does not fit any more.`,
    };
  }
}

/** "checkpoint 3 of 2026-11-28 21:00:03 UTC" */
export function named({ number, at }: { number: number; at: string }, isFirstWord = false): string {
  return `${isFirstWord ? 'C' : 'c'}heckpoint ${number} of ${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}
