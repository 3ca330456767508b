import 'server-only';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import {
  type Failure,
  type MachineMark,
  type MachineResultView,
  machineResultNames,
  machineResults,
  shownResults,
} from '../model/machine';

const fields = {
  fileVersion: true,
  tool: true,
  toolVersion: true,
  ranAt: true,
  result: true,
  summary: true,
  source: true,
  runUrl: true,
  receivedAt: true,
  receivedByName: true,
  keyName: true,
} satisfies Prisma.MachineResultSelect;

/** What a query of items selects for what a program said last, and for its last runs. */
export const newestResult = {
  select: { tool: true, result: true, source: true },
  orderBy: { fileVersion: 'desc' },
  take: 1,
} satisfies Prisma.EvidenceItem$resultsArgs;

export const shownResultRows = {
  select: fields,
  orderBy: { fileVersion: 'desc' },
  take: shownResults,
} satisfies Prisma.EvidenceItem$resultsArgs;

export type MachineResultRow = Prisma.MachineResultGetPayload<typeof newestResult>;

export function machineMark([newest]: readonly MachineResultRow[]): MachineMark | null {
  return newest ? { tool: newest.tool, result: resultOf(newest.result), source: newest.source } : null;
}

export function machineResultView({
  fileVersion,
  result,
  ...row
}: Prisma.MachineResultGetPayload<{ select: typeof fields }>): MachineResultView {
  return { version: fileVersion, result: resultOf(result), ...row };
}

/** Why what a program pushed does not count; null where it does. */
export function failureOf(results: readonly MachineResultRow[]): Failure | null {
  const mark = machineMark(results);
  return mark?.result === 'FAIL' ? { tool: mark.tool } : null;
}

/** "Trivy: passed"; null where no program has said anything. */
export function machineFacts(results: readonly MachineResultRow[]): string | null {
  const mark = machineMark(results);
  return mark && `${mark.tool}: ${machineResultNames[mark.result].toLowerCase()}`;
}

function resultOf(stored: string): MachineMark['result'] {
  return machineResults.find((known) => known === stored) ?? 'INFO';
}
