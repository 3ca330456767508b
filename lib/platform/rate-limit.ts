import 'server-only';
import { setTimeout } from 'node:timers/promises';
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import { unsafePool } from './db';
import { AppError } from './errors';
import { log } from './log';

/** How often something may fail within how many seconds. */
const limits = {
  // An office behind one address mistypes now and then; somebody who tries lists of passwords does nothing else.
  'sign-in': { points: 50, duration: 15 * 60 },
  // What people without a session may send from one address: invitations, resets, questions of the sign-in form.
  stranger: { points: 600, duration: 15 * 60 },
  // One event a minute says that somebody keeps trying; a thousand would bury the others.
  'access-denied': { points: 1, duration: 60 },
  // Longer than the pass for a download counts: it opens one.
  'export-pass': { points: 1, duration: 10 * 60 },
  // What costs the server most, or carries most away: far more than hands need, far less than a program would take.
  export: { points: 60, duration: 10 * 60 },
  upload: { points: 120, duration: 10 * 60 },
  search: { points: 240, duration: 60 },
  // Each may send a mail to whom it mentions.
  comment: { points: 60, duration: 10 * 60 },
  // Each sends a mail to an address of the asker's choice, and nobody types sixty requests an hour.
  ask: { points: 60, duration: 60 * 60 },
  // Files of evidence, shown or taken away, parts of them too; pages of the audit log, fifty entries each.
  file: { points: 600, duration: 10 * 60 },
  log: { points: 60, duration: 10 * 60 },
  // What comes by one link of a request for evidence: requests, and files that it begins to send, of which each is kept a day.
  link: { points: 240, duration: 10 * 60 },
  'link-file': { points: 20, duration: 24 * 60 * 60 },
  // Changes of many requirements together: each holds its assessment, and a connection, for as long as it takes.
  joint: { points: 30, duration: 60 },
  // What one would do, weighed anew with every choice in its form: it holds nothing.
  'joint-preview': { points: 120, duration: 60 },
  // The same of everybody in an organization together.
  'export-organization': { points: 300, duration: 10 * 60 },
  'upload-organization': { points: 600, duration: 10 * 60 },
  'comment-organization': { points: 600, duration: 10 * 60 },
  'ask-organization': { points: 300, duration: 60 * 60 },
  'search-organization': { points: 1_200, duration: 60 },
  'file-organization': { points: 3_000, duration: 10 * 60 },
  'joint-organization': { points: 90, duration: 60 },
  'joint-preview-organization': { points: 360, duration: 60 },
  'log-organization': { points: 300, duration: 10 * 60 },
} as const;

/** What programs may ask for. Counted by the very statement that checks their key (count_turn in the database). */
export const programLimits = {
  /** Requests of one key, and of all keys of an organization, within so many seconds. */
  key: 300,
  organization: 1_200,
  /** Requests of the identity provider of an organization. */
  provisioning: 1_200,
  seconds: 60,
  /** Keys that nobody has, from one address. */
  guesses: 50,
  guessSeconds: 15 * 60,
} as const;

type Limited = keyof typeof limits;

const limiters = new Map<Limited, RateLimiterPostgres>();

function limiterFor(kind: Limited): RateLimiterPostgres {
  let limiter = limiters.get(kind);
  if (!limiter) {
    limiter = new RateLimiterPostgres({
      storeClient: unsafePool(),
      storeType: 'pool',
      tableName: 'RateLimit',
      tableCreated: true,
      keyPrefix: kind,
      ...limits[kind],
    });
    limiters.set(kind, limiter);
  }
  return limiter;
}

/**
 * What cannot be counted is not let through: without a count somebody could guess for as long as they like. Throws
 * UNAVAILABLE, and the log says why.
 */
function uncounted(error: unknown): never {
  log().error({ err: error }, 'attempts cannot be counted: nothing that has a limit is let through');
  throw new AppError('UNAVAILABLE');
}

/**
 * Throws RATE_LIMITED, with the seconds to wait, once the key has failed too often. Shared by all processes. As everything
 * here it throws UNAVAILABLE while nothing can be counted.
 */
export async function assertNotLimited(kind: Limited, key: string): Promise<void> {
  const used = await limiterFor(kind).get(key).catch(uncounted);
  if (used && used.consumedPoints >= limits[kind].points) {
    throw new AppError('RATE_LIMITED', undefined, undefined, Math.ceil(used.msBeforeNext / 1000));
  }
}

/** Failures of one network that make nobody wait, and what each further one adds to the wait, in milliseconds. */
const freeFailures = 10;
const slowerBy = 100;
const slowest = 2_000;

/** How long an answer to a network waits that has failed so often before, in milliseconds. */
export function waitAfter(failures: number): number {
  return Math.min(slowest, Math.max(0, failures - freeFailures) * slowerBy);
}

/**
 * takeTurn() for what is guessed at: the more a network has failed, the longer each of its answers takes. The wait holds no
 * connection and is the same for every account.
 */
export async function takeSlowedTurn(kind: Limited, key: string): Promise<boolean> {
  const taken = await consumed(kind, key);
  if (taken) await setTimeout(waitAfter(taken.consumedPoints - 1));
  return taken !== null;
}

/**
 * Takes one of the key's turns before an attempt, so that many at once do not slip through; false when none is left. A
 * turn that did not fail is given back.
 */
export async function takeTurn(kind: Limited, key: string): Promise<boolean> {
  return (await consumed(kind, key)) !== null;
}

/** Null when no turn is left. */
function consumed(kind: Limited, key: string): Promise<RateLimiterRes | null> {
  return limiterFor(kind)
    .consume(key)
    .catch((rejected: unknown) => {
      // The library throws a plain value when the limit is reached, and an error when it could not count.
      if (rejected instanceof Error) return uncounted(rejected);
      return null;
    });
}

/**
 * Takes one turn of a person and one of their organization (`grant`), for an act that costs much. Throws RATE_LIMITED with
 * the seconds to wait when one of the two has none left. Shared by all processes.
 */
export async function spendTurn(
  kind: 'export' | 'upload' | 'search' | 'comment' | 'ask' | 'file' | 'log' | 'joint' | 'joint-preview',
  grant: { organizationId: string; actor: { userId: string | null } },
): Promise<void> {
  const turns = [
    [kind, `${grant.organizationId}/${grant.actor.userId}`],
    [`${kind}-organization`, grant.organizationId],
  ] as const;
  for (const [limited, key] of turns) await consumeTurn(limited, key);
}

/** Takes one of the key's turns. Throws RATE_LIMITED with the seconds to wait when none is left. */
export async function consumeTurn(kind: Limited, key: string): Promise<void> {
  await limiterFor(kind)
    .consume(key)
    .catch((rejected: unknown) => {
      if (rejected instanceof Error) return uncounted(rejected);
      const { msBeforeNext } = rejected as RateLimiterRes;
      throw new AppError('RATE_LIMITED', undefined, undefined, Math.ceil(msBeforeNext / 1000));
    });
}

export async function giveTurnBack(kind: Limited, key: string): Promise<void> {
  await limiterFor(kind).reward(key).catch(uncounted);
}
