import 'server-only';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { env } from '@/lib/platform/env';
import { type Checkpoint, ownPublicKey } from './checkpoint';
import { Links, linkLine } from './journal-link';

/**
 * The journal: a file outside of the database that only ever grows. It keeps each checkpoint, its time stamp and the
 * public keys, because whoever administers the database can delete rows there.
 */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const chain = z.string().regex(/^(instance|(organization|sample):[0-9a-f-]{36})$/);
const count = z.number().int().positive();
/** What links a line to the one before, see journal-link.ts; lines of before have none. */
const link = {
  previous: hash.optional(),
  linkKeyId: z.string().optional(),
  link: z.string().optional(),
};
const checkpointLine = z.strictObject({
  kind: z.literal('checkpoint'),
  chain,
  number: count,
  sequence: count,
  hash,
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.string(),
  /** The first eight digits of the hash of each entry since the checkpoint before: they tell which entry was changed. */
  trail: z.string().regex(/^([0-9a-f]{8})*$/),
  ...link,
});
const timeStampLine = z.strictObject({
  kind: z.literal('time-stamp'),
  chain,
  number: count,
  token: z.base64(),
  ...link,
});
const keyLine = z.strictObject({
  kind: z.literal('key'),
  keyId: z.string(),
  publicKey: z.string(),
  ...link,
});
const line = z.discriminatedUnion('kind', [checkpointLine, timeStampLine, keyLine]);
type JournalLine = z.infer<typeof line>;

export type JournalCheckpoint = Checkpoint & { trail: string };
export type Journal = {
  checkpoints: JournalCheckpoint[];
  /** Tokens by chain and number, see stampKey(). */
  timeStamps: Map<string, string>;
  keys: Map<string, string>;
  /** Numbers of lines that say nothing: a full disk or somebody's hand. */
  unreadable: number[];
  /** The first line that does not follow the one before it, in words; only when all lines are read. */
  problem: string | null;
  /** The key under which it ends, likewise. */
  endKeyId: string | null;
};

export function stampKey(of: { chain: string; number: number }): string {
  return `${of.chain}/${of.number}`;
}

/** Where the journal is: AUDIT_JOURNAL, else in the data folder. */
export function journalFile(): string {
  const { AUDIT_JOURNAL, INPLACE_DATA_DIR } = env();
  return (
    AUDIT_JOURNAL ?? path.join(/* turbopackIgnore: true */ INPLACE_DATA_DIR, 'audit', 'checkpoints.jsonl')
  );
}

/**
 * Adds lines at the end and waits until the disk has them. The public key goes before what was signed with it. Only one
 * process at a time may do so.
 */
export async function appendToJournal(lines: readonly JournalLine[]): Promise<void> {
  const file = journalFile();
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(/* turbopackIgnore: true */ file, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    const all: JournalLine[] = (await keyIsKept())
      ? [...lines]
      : [{ kind: 'key', ...ownPublicKey() }, ...lines];
    // A line that a full disk cut short ends here.
    let text = size > 0 && !(await endsWithBreak(handle, size)) ? '\n' : '';
    let before = await lastLine(handle, size);
    for (const one of all) {
      before = linkLine(JSON.stringify(one), before);
      text += `${before}\n`;
    }
    await handle.writeFile(text);
    await handle.sync();
    keptKey = `${file} ${ownPublicKey().keyId}`;
  } finally {
    await handle.close();
  }
}

/** More than the longest line. */
const TAIL = 2 * 1024 * 1024;

/** The last line that says something. */
async function lastLine(handle: FileHandle, size: number, length = Math.min(size, TAIL)): Promise<string> {
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
  const lines = buffer.toString('utf8').split(/\r?\n/);
  const last = lines.slice(length < size ? 1 : 0).findLast((text) => parseLine(text) !== null);
  return last ?? (length < size ? lastLine(handle, size, size) : '');
}

let keptKey = '';

async function keyIsKept(): Promise<boolean> {
  const { keyId } = ownPublicKey();
  if (keptKey === `${journalFile()} ${keyId}`) return true;
  return (await readJournal('none')).kept.has(keyId);
}

async function endsWithBreak(handle: FileHandle, size: number): Promise<boolean> {
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 10;
}

/**
 * What the journal keeps of one chain, or of all. `keys` also has the current one; `kept` only those in the file. An
 * absent file is an empty journal.
 */
export async function readJournal(only?: string): Promise<Journal & { kept: Map<string, string> }> {
  const { keyId, publicKey } = ownPublicKey();
  const kept = new Map<string, string>();
  const journal: Journal = {
    checkpoints: [],
    timeStamps: new Map(),
    keys: new Map([[keyId, publicKey]]),
    unreadable: [],
    problem: null,
    endKeyId: null,
  };
  const links = new Links();
  let number = 0;
  for await (const text of linesOf(journalFile())) {
    number += 1;
    if (text === '' || isOfAnotherChain(text, only)) continue;
    const entry = parseLine(text);
    if (!entry) {
      journal.unreadable.push(number);
      continue;
    }
    if (entry.kind === 'key') {
      kept.set(entry.keyId, entry.publicKey);
      journal.keys.set(entry.keyId, entry.publicKey);
    } else if (entry.kind === 'checkpoint') journal.checkpoints.push(checkpointIn(entry));
    else journal.timeStamps.set(stampKey(entry), entry.token);
    if (only === undefined) links.take(text, number, journal.keys);
  }
  if (only === undefined) [journal.problem, journal.endKeyId] = [links.end(), links.endKeyId()];
  return { ...journal, kept };
}

function checkpointIn(entry: z.infer<typeof checkpointLine>): JournalCheckpoint {
  const { kind: _, previous: __, linkKeyId: ___, link: ____, ...checkpoint } = entry;
  return checkpoint;
}

/** Most lines are of other organizations: not parsed at all. */
function isOfAnotherChain(text: string, only: string | undefined): boolean {
  if (only === undefined) return false;
  const match = /^\{"kind":"(?:checkpoint|time-stamp)","chain":"([^"]*)"/.exec(text);
  return match !== null && match[1] !== only;
}

function parseLine(text: string): JournalLine | null {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(/* turbopackIgnore: true */ file, 'utf8');
  try {
    yield* createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  } finally {
    source.destroy();
  }
}
