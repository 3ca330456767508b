import 'server-only';
import type { Transaction } from './db';
import { AppError } from './errors';
import { Prisma } from './generated/prisma/client';

/** Seconds that somebody waits for what a colleague changes: whoever waits longer keeps a connection from everybody. */
const PATIENCE_SECONDS = 3;

/**
 * Takes a lock in the caller's transaction and waits for it only a little. Throws CONFLICT when somebody else still holds
 * it then; nothing was written.
 */
export async function lockSoon<R>(tx: Transaction, lock: () => Promise<R>): Promise<R> {
  await tx.$executeRaw`SELECT set_config('lock_timeout', ${`${PATIENCE_SECONDS}s`}, true)`;
  const locked = await lock().catch((error: unknown) => {
    if (!isLockTimeout(error)) throw error;
    throw new AppError(
      'CONFLICT',
      'Somebody else is changing many answers just now. Nothing of yours was changed. Try again in a moment.',
    );
  });
  // What follows, the chain of events above all, is held by others for moments alone.
  await tx.$executeRaw`SET LOCAL lock_timeout TO DEFAULT`;
  return locked;
}

function isLockTimeout(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    error.code === 'P2010' &&
    /\b55P03\b/.test(error.message)
  );
}
