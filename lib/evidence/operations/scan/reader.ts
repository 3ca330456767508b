import 'server-only';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';
import { type ReadOutcome, type Unread, unreadReasons } from '../../model/scan';
import type { TextPiece } from './find-cards';

export type ReaderLimits = { millis: number; characters: number; memoryBytes: number };

const usualLimits: ReaderLimits = {
  millis: 30_000,
  characters: 30_000_000,
  memoryBytes: 512 * 1024 * 1024,
};
const HEAP_MEBIBYTES = 256;
/** It ends itself so long after it should have been ended. */
const GRACE_MILLIS = 5_000;
/** No line that it says is longer: 32 Ki characters, each written as six at most. */
const LINE_CHARACTERS = 256 * 1024;

const answer: z.ZodType<Said> = z.union([
  z.object({
    outcome: z.object({
      read: z.enum(['WHOLE', 'PART', 'NOT']),
      why: z.enum(Object.keys(unreadReasons) as [Unread, ...Unread[]]).nullable(),
    }),
  }),
  z.object({ section: z.string().max(200), lineName: z.enum(['', 'line', 'row']), text: z.string() }),
]);

type Child = ChildProcessByStdio<Writable, Readable, null>;

/**
 * Reads a PDF or an office file in a program of its own: without our environment, without rights on files, ended when it
 * takes too long, says too much or takes too much memory. Whatever happens to it, the answer is what could be read.
 */
export async function* readInOwnProgram(
  format: 'pdf' | 'office',
  source: ReadableStream<Uint8Array>,
  limits: ReaderLimits = usualLimits,
): AsyncGenerator<TextPiece, ReadOutcome> {
  const child = start(format, limits.millis + GRACE_MILLIS);
  let stopped: Unread | null = null;
  const stop = (why: Unread) => {
    stopped ??= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => stop('TOO_LONG'), limits.millis);
  const watch = setInterval(() => {
    void memoryOf(child).then((bytes) => {
      if (bytes > limits.memoryBytes) stop('TOO_LARGE');
    });
  }, 50);
  let failure: unknown;
  const sent = pipeline(Readable.fromWeb(source as never), child.stdin).catch((error: unknown) => {
    // It may have ended before it had all of it; a file that cannot be got from the store is another matter.
    if (!isBrokenPipe(error)) failure = error;
    child.kill('SIGKILL');
  });
  let characters = 0;
  let outcome: ReadOutcome | null = null;
  try {
    for await (const line of linesOf(child.stdout, bytesFor(limits.characters))) {
      if (line === null) {
        stop('TOO_LARGE');
        break;
      }
      const said = answerIn(line);
      if (!said) {
        stop('BROKEN');
        break;
      }
      if (said.outcome) {
        outcome = said.outcome;
        break;
      }
      // The watch may come late in a busy server; what is said comes after it in any case.
      if ((await memoryOf(child)) > limits.memoryBytes) {
        stop('TOO_LARGE');
        break;
      }
      characters += said.text.length;
      yield said;
      if (characters > limits.characters) {
        stop('TOO_LARGE');
        break;
      }
    }
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    child.kill('SIGKILL');
  }
  await sent;
  if (failure) throw failure;
  if (outcome && !stopped) return outcome;
  return { read: characters > 0 ? 'PART' : 'NOT', why: stopped ?? 'TOO_LARGE' };
}

type Said = (TextPiece & { outcome?: undefined }) | { outcome: ReadOutcome };

/** What it says is checked like anything from outside: a file may have made it say something else. */
function answerIn(line: string): Said | null {
  try {
    return answer.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** So many bytes may it say for so many characters: each written as six, and what stands around them. */
function bytesFor(characters: number): number {
  return 6 * characters + 4 * 1024 * 1024;
}

/** The lines of what a program says; null, and no more, where a line or all of it together is too long to be held. */
export async function* linesOf(
  source: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<string | null> {
  const decoder = new StringDecoder('utf8');
  let held = '';
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    const lines = (held + decoder.write(chunk)).split('\n');
    held = lines.pop() ?? '';
    yield* lines;
    if (bytes > maxBytes || held.length > LINE_CHARACTERS) {
      yield null;
      return;
    }
  }
  if (held !== '') yield held;
}

function start(format: 'pdf' | 'office', lifeMillis: number): Child {
  const root = process.cwd();
  const folder = path.join(/* turbopackIgnore: true */ root, 'lib/evidence/reader');
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${HEAP_MEBIBYTES}`,
      '--no-warnings',
      '--disallow-code-generation-from-strings',
      permission,
      `--allow-fs-read=${path.join(folder, '*')}`,
      `--allow-fs-read=${path.join(/* turbopackIgnore: true */ root, 'node_modules', '*')}`,
      path.join(folder, 'read.mjs'),
      format,
      String(lifeMillis),
    ],
    { env: { NODE_ENV: 'production' }, cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  // A program that cannot be started says nothing: that is read as "could not be read".
  child.on('error', () => child.stdout.destroy());
  return child;
}

/** What the program takes of the machine's memory, where the system says so (Linux). */
async function memoryOf(child: Child): Promise<number> {
  const words = await readFile(`/proc/${child.pid}/statm`, 'utf8').catch(() => '');
  return Number(words.split(' ')[1] ?? 0) * 4096;
}

function isBrokenPipe(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  return ['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'].includes(code);
}
