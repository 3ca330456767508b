import 'server-only';
import { z } from 'zod';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import {
  type CardFinding,
  cardScans,
  type FileScanView,
  fileStates,
  heldReasons,
  type Unread,
  unreadReasons,
} from '../model/scan';

/** What a query selects of a file to tell where it stands. */
export const scanFields = {
  state: true,
  heldFor: true,
  cardScan: true,
  cardScanWhy: true,
  cardFindings: true,
  malwareScan: true,
  malwareName: true,
  decidedByName: true,
  decidedReason: true,
  scannedAt: true,
  decidedAt: true,
} satisfies Prisma.EvidenceFileSelect;

export type ScanRow = Prisma.EvidenceFileGetPayload<{ select: typeof scanFields }>;

const findings = z.array(
  z.object({
    kind: z.enum(['NUMBER', 'TRACK']),
    brand: z.string(),
    lastFour: z.string(),
    place: z.string(),
  }),
);

/** Where a file stands, from its row; what is not known any more is read as closed. */
export function scanView(row: ScanRow): FileScanView {
  return {
    state: fileStates.find((known) => known === row.state) ?? 'QUARANTINED',
    heldFor: heldReasons.find((known) => known === row.heldFor) ?? 'WAITING',
    cardScan: cardScans.find((known) => known === row.cardScan) ?? '',
    unread: Object.hasOwn(unreadReasons, row.cardScanWhy) ? (row.cardScanWhy as Unread) : null,
    findings: findingsOf(row.cardFindings),
    malwareScan: (['OFF', 'CLEAN', 'FOUND'] as const).find((known) => known === row.malwareScan) ?? '',
    malwareName: row.malwareName,
    decided: row.decidedByName ? { byName: row.decidedByName, reason: row.decidedReason } : null,
  };
}

function findingsOf(value: unknown): CardFinding[] {
  return findings.safeParse(value).data ?? [];
}

/**
 * The newest version of an item's files that has an open one: what counts as its evidence while a newer one is in quarantine.
 * 0 when none is open.
 */
export function versionInForce(files: readonly { state: string; fileVersion: number }[]): number {
  return Math.max(0, ...files.filter((file) => file.state === 'AVAILABLE').map((file) => file.fileVersion));
}

/** Whether a file was open when something was signed: what came out of quarantine afterwards is no part of what was signed. */
export function wasOpenAt(
  file: Pick<ScanRow, 'state' | 'cardScan' | 'scannedAt' | 'decidedAt'>,
  signedAt: Date | null,
): boolean {
  if (file.state !== 'AVAILABLE') return false;
  // What came before uploads were checked, and what the program made itself, was open as it came.
  const opened = file.cardScan === 'OVERRULED' ? file.decidedAt : file.scannedAt;
  return opened === null || signedAt === null || opened <= signedAt;
}

/** Items that prove something: a link, a note, or at least one file that is open. */
export const provesSomething: Prisma.EvidenceItemWhereInput = {
  OR: [{ kind: { not: 'FILE' } }, { files: { none: {} } }, { files: { some: { state: 'AVAILABLE' } } }],
};
