import 'server-only';
import { randomUUID } from 'node:crypto';
import { type Transaction, unsafeTransaction } from '@/lib/platform/db';
import { Prisma } from '@/lib/platform/generated/prisma/client';

/** A process that was killed gives back what it had taken after so long; one that lives says so in time. */
const HOLD_SECONDS = 60;
export const RENEW_MS = 20_000;

/** This process among all that scan. */
const holder = randomUUID();

export type TakenFile = {
  organizationId: string;
  fileId: string;
  evidenceId: string;
  storageKey: string;
  fileName: string;
  sizeBytes: bigint;
  mediaType: string;
  sha256: string;
  keyId: string | null;
  wrappedKey: string | null;
  scanFailures: number;
  /** What held it before it was taken. */
  heldBefore: string;
};

export type Waiting = { organizationId: string; fileId: string };

// A damaged file is among them: it may have been brought back from a backup.
const isWaiting = Prisma.sql`"state" = 'QUARANTINED' AND "deletedAt" IS NULL AND "heldFor" IN ('WAITING', 'SCANNING', 'SCANNER_DOWN', 'DAMAGED')
  AND ("scanHeldUntil" IS NULL OR "scanHeldUntil" < now())`;

function within<R>(organizationId: string, work: (tx: Transaction) => Promise<R>): Promise<R> {
  return unsafeTransaction({ organizationId, userId: null }, work);
}

/** Files of all organizations that wait for a look, longest first. */
export function listWaiting(limit: number): Promise<Waiting[]> {
  return unsafeTransaction({ organizationId: null, userId: null }, async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.scanner', 'on', true)`;
    return tx.$queryRaw<Waiting[]>`
      SELECT "organizationId", "id" AS "fileId" FROM "EvidenceFile" WHERE ${isWaiting} ORDER BY "id" LIMIT ${limit}`;
  });
}

/** Files that were blocked for card numbers before a day and of which nobody has decided, of all organizations. */
export function listUndecided(before: Date): Promise<Waiting[]> {
  return unsafeTransaction({ organizationId: null, userId: null }, async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.scanner', 'on', true)`;
    return tx.$queryRaw<Waiting[]>`
      SELECT "organizationId", "id" AS "fileId" FROM "EvidenceFile"
       WHERE "state" = 'QUARANTINED' AND "deletedAt" IS NULL AND "heldFor" = 'CARD_NUMBER' AND "scannedAt" < ${before} ORDER BY "id" LIMIT 500`;
  });
}

/** The files of an upload that wait, by where their bytes lie. */
export function listWaitingOf(organizationId: string, storageKeys: readonly string[]): Promise<Waiting[]> {
  return within(
    organizationId,
    (tx) => tx.$queryRaw<Waiting[]>`
      SELECT "organizationId", "id" AS "fileId" FROM "EvidenceFile"
       WHERE "organizationId" = ${organizationId}::uuid AND "storageKey" = ANY(${[...storageKeys]}) AND ${isWaiting}`,
  );
}

/** Takes a file for scanning; null when another process has it, or when it waits no more. */
export async function take({ organizationId, fileId }: Waiting): Promise<TakenFile | null> {
  const rows = await within(
    organizationId,
    (tx) => tx.$queryRaw<TakenFile[]>`
      WITH w AS MATERIALIZED (SELECT "organizationId", "id", "heldFor" FROM "EvidenceFile"
              WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${fileId}::uuid AND ${isWaiting} FOR UPDATE SKIP LOCKED)
      UPDATE "EvidenceFile" f SET "heldFor" = 'SCANNING', "scanHeldBy" = ${holder}::uuid, "scanHeldUntil" = now() + ${HOLD_SECONDS} * interval '1 second'
        FROM w WHERE f."organizationId" = w."organizationId" AND f."id" = w."id"
      RETURNING f."organizationId", f."id" AS "fileId", f."evidenceId", f."storageKey", f."fileName", f."sizeBytes", f."mediaType", f."sha256",
                f."keyId", f."wrappedKey", f."scanFailures", w."heldFor" AS "heldBefore"`,
  );
  return rows[0] ?? null;
}

/** Says that the scan goes on. False when somebody else has the file by now: then its result is no longer wanted. */
export async function renew({ organizationId, fileId }: Waiting): Promise<boolean> {
  const count = await within(
    organizationId,
    (tx) => tx.$executeRaw`
      UPDATE "EvidenceFile" SET "scanHeldUntil" = now() + ${HOLD_SECONDS} * interval '1 second'
       WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${fileId}::uuid AND "heldFor" = 'SCANNING' AND "scanHeldBy" = ${holder}::uuid`,
  );
  return count === 1;
}

type GivenBack = { heldFor: 'WAITING' | 'SCANNER_DOWN' | 'DAMAGED'; note: string; waitSeconds: number };

/** Gives a file back that could not be scanned: it is taken again after some time. */
export async function giveBack(file: Waiting, why: GivenBack): Promise<void> {
  await within(file.organizationId, (tx) => giveBackIn(tx, file, why));
}

/** The same inside of a transaction. */
export async function giveBackIn(
  tx: Transaction,
  { organizationId, fileId }: Waiting,
  { heldFor, note, waitSeconds }: GivenBack,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "EvidenceFile" SET "heldFor" = ${heldFor}, "malwareName" = ${note}, "scanFailures" = "scanFailures" + 1,
           "scanHeldBy" = NULL, "scanHeldUntil" = now() + ${waitSeconds} * interval '1 second'
     WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${fileId}::uuid AND "heldFor" = 'SCANNING' AND "scanHeldBy" = ${holder}::uuid`;
}

/** Whether this process still has the file, under a lock that keeps it so until the transaction ends. */
export async function stillTaken(tx: Transaction, { organizationId, fileId }: Waiting): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "EvidenceFile" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${fileId}::uuid
       AND "heldFor" = 'SCANNING' AND "scanHeldBy" = ${holder}::uuid FOR UPDATE`;
  return rows.length === 1;
}
