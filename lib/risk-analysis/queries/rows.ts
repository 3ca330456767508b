import 'server-only';
import type { CadenceUnit } from '@/lib/catalogue/model';
import { toDay } from '@/lib/platform/clock';
import type { Prisma } from '@/lib/platform/generated/prisma/client';
import type { AnalysisItem, AnalysisText } from '../model';
import { deriveState, frequencyWords, missingParts } from '../rules/life';

export const textFields = {
  title: true,
  requirementNumbers: true,
  assets: true,
  threats: true,
  likelihood: true,
  impact: true,
  cadenceEvery: true,
  cadenceUnit: true,
  process: true,
  justification: true,
  madeByName: true,
  madeOn: true,
} as const satisfies Prisma.RiskAnalysisSelect;

export const analysisFields = {
  ...textFields,
  id: true,
  approvedByName: true,
  approvedOn: true,
  nextReviewOn: true,
  revision: true,
  version: true,
  archivedAt: true,
} as const satisfies Prisma.RiskAnalysisSelect;

export type TextRow = Prisma.RiskAnalysisGetPayload<{ select: typeof textFields }>;
export type AnalysisRow = Prisma.RiskAnalysisGetPayload<{ select: typeof analysisFields }>;

/** The words of an analysis, field by field. */
export function textOf(row: TextRow): AnalysisText & { requirementNumbers: string[] } {
  return {
    title: row.title,
    requirementNumbers: row.requirementNumbers,
    assets: row.assets,
    threats: row.threats,
    likelihood: row.likelihood,
    impact: row.impact,
    cadenceEvery: row.cadenceEvery,
    cadenceUnit: row.cadenceUnit as CadenceUnit | null,
    process: row.process,
    justification: row.justification,
    madeByName: row.madeByName,
    madeOn: optionalDay(row.madeOn),
  };
}

/** An analysis as it stands on a day. */
export function itemOf(row: AnalysisRow, today: string): AnalysisItem {
  const lacking = missingParts(textOf(row));
  const life = {
    approvedOn: optionalDay(row.approvedOn),
    nextReviewOn: optionalDay(row.nextReviewOn),
    isArchived: row.archivedAt !== null,
  };
  return {
    analysisId: row.id,
    title: row.title,
    requirementNumbers: row.requirementNumbers,
    frequency: frequencyWords(row),
    state: deriveState(life, lacking, today),
    missing: [...lacking, ...(life.approvedOn === null ? ['an approval'] : [])],
    nextReviewOn: life.nextReviewOn,
    revision: row.revision,
  };
}

export function optionalDay(date: Date | null): string | null {
  return date ? toDay(date) : null;
}

export function numberOf(requirementKey: string): string {
  return requirementKey.slice(requirementKey.indexOf(':') + 1);
}
