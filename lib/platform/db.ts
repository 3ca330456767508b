import 'server-only';
import pg from 'pg';
import { env } from './env';
import { AppError } from './errors';
import { Prisma, PrismaClient } from './generated/prisma/client';
import { SerialPrismaPg } from './serial-adapter';

/** A transaction with the organization set; handed out by read() and commit() only. */
export type Transaction = Prisma.TransactionClient;

type Store = { inplacePool?: pg.Pool; inplacePrisma?: PrismaClient };
const globalStore = globalThis as Store;

/** Pool of the runtime role. Module instances share it, else every bundle would open its own connections. */
export function unsafePool(): pg.Pool {
  globalStore.inplacePool ??= new pg.Pool({
    connectionString: env().DATABASE_APP_URL,
    max: 12,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    application_name: 'inplace',
  });
  return globalStore.inplacePool;
}

/** Prisma over the same pool. Nothing but the doors (read, commit) and sign-in may use it: it does not check rights. */
export function unsafePrisma(): PrismaClient {
  globalStore.inplacePrisma ??= new PrismaClient({ adapter: new SerialPrismaPg(unsafePool()) });
  return globalStore.inplacePrisma;
}

/** Closes both; tests and the launcher's scripts end with it. */
export async function closeDatabase(): Promise<void> {
  await globalStore.inplacePrisma?.$disconnect();
  if (globalStore.inplacePool && !globalStore.inplacePool.ended) await globalStore.inplacePool.end();
  delete globalStore.inplacePrisma;
  delete globalStore.inplacePool;
}

/**
 * Runs work in one transaction that row-level security ties to one organization and one person.
 * It does not check rights; read() and commit() do. The work may run more than once, so it changes nothing outside.
 */
export async function unsafeTransaction<R>(
  context: { organizationId: string | null; userId: string | null },
  work: (tx: Transaction) => Promise<R>,
): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await unsafePrisma().$transaction(
        async (tx) => {
          await tx.$executeRaw`SELECT set_config('app.organization_id', ${context.organizationId ?? ''}, true), set_config('app.user_id', ${context.userId ?? ''}, true)`;
          return work(tx);
        },
        { maxWait: 5_000, timeout: 20_000 },
      );
    } catch (error) {
      const lostAgainstAnother = isDeadlock(error);
      if (lostAgainstAnother && attempt < ATTEMPTS) continue;
      if (lostAgainstAnother || isOverloaded(error)) throw new AppError('UNAVAILABLE');
      throw error;
    }
  }
}

/** How often a transaction is tried that the database ended in favour of another one. */
const ATTEMPTS = 4;

/** Two transactions waited for each other, and this one was taken back whole: doing it again is safe. */
function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const { code, message } = error;
  return code === 'P2034' || (code === 'P2010' && /\b(40P01|40001)\b/.test(message));
}

/**
 * Row-level security refused a row that was to be written. A table or a function that the app may not touch at all has the
 * same code (42501), and is a defect: the words tell them apart.
 */
export function isRefusedByPolicy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /row-level security policy/.test(error.message);
}

/** P2028: no connection came free in time. Nothing was written; trying again is right. */
function isOverloaded(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2028';
}
