import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { read } from '@/lib/access/read';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { dayIn, toDay } from '@/lib/platform/clock';
import { notFound } from '@/lib/platform/errors';
import type { AnalysisItem, AnalysisView, ReviewOutcome } from '../model';
import { frequencyWords } from '../rules/life';
import { analysisFields, itemOf, numberOf, optionalDay, textFields, textOf } from './rows';

/** Every analysis that the person may see: what is overdue first, then by the day of the next review, drafts, archive. */
export async function listAnalyses(grant: Grant<'assessment:read'>): Promise<AnalysisItem[]> {
  const today = dayIn(grant.timeZone);
  const rows = await read(grant, (tx) =>
    tx.riskAnalysis.findMany({
      where: { organizationId: grant.organizationId },
      orderBy: [{ nextReviewOn: 'asc' }, { title: 'asc' }, { id: 'asc' }],
      select: analysisFields,
    }),
  );
  return rows.map((row) => itemOf(row, today));
}

/** Analyses in force for one of these requirements, for the schedule. */
export async function listAnalysesFor(
  grant: Grant<'assessment:read'>,
  requirementNumbers: readonly string[],
): Promise<(AnalysisItem & { interval: { every: number; unit: string } | null })[]> {
  const today = dayIn(grant.timeZone);
  const rows = await read(grant, (tx) =>
    tx.riskAnalysis.findMany({
      where: {
        organizationId: grant.organizationId,
        archivedAt: null,
        requirementNumbers: { hasSome: [...requirementNumbers] },
      },
      orderBy: [{ title: 'asc' }, { id: 'asc' }],
      select: analysisFields,
    }),
  );
  return rows.map((row) => ({
    ...itemOf(row, today),
    interval:
      row.cadenceEvery !== null && row.cadenceUnit !== null
        ? { every: row.cadenceEvery, unit: row.cadenceUnit }
        : null,
  }));
}

/** One analysis with its reviews, its approved revisions and the answers that rest on it. Throws NOT_FOUND. */
export async function getAnalysis(
  grant: Grant<'assessment:read'>,
  analysisId: string,
): Promise<AnalysisView> {
  const { organizationId } = grant;
  const today = dayIn(grant.timeZone);
  const row = await read(grant, (tx) =>
    tx.riskAnalysis.findUnique({
      where: { organizationId_id: { organizationId, id: analysisId } },
      select: {
        ...analysisFields,
        reviews: { orderBy: [{ reviewedOn: 'desc' }, { id: 'desc' }] },
        revisions: {
          orderBy: { revision: 'desc' },
          select: { ...textFields, revision: true, approvedByName: true, approvedOn: true },
        },
        links: {
          select: {
            assessmentId: true,
            requirementKey: true,
            assessment: { select: { name: true, status: true, archivedAt: true } },
          },
        },
      },
    }),
  );
  if (!row) throw notFound();
  return {
    ...textOf(row),
    ...itemOf(row, today),
    approvedByName: row.approvedByName,
    approvedOn: optionalDay(row.approvedOn),
    version: row.version,
    reviews: row.reviews.map((review) => ({
      reviewId: review.id,
      revision: review.revision,
      reviewedOn: toDay(review.reviewedOn),
      reviewedByName: review.reviewedByName,
      outcome: review.outcome as ReviewOutcome,
      note: review.note,
      nextReviewOn: optionalDay(review.nextReviewOn),
    })),
    revisions: row.revisions.map((revision) => ({
      ...textOf(revision),
      revision: revision.revision,
      frequency: frequencyWords(revision),
      approvedByName: revision.approvedByName,
      approvedOn: toDay(revision.approvedOn),
    })),
    uses: row.links
      .map(({ assessmentId, requirementKey, assessment }) => ({
        assessmentId,
        assessmentName: assessment.name,
        requirementNumber: numberOf(requirementKey),
        isOpen: assessment.status === 'OPEN' && assessment.archivedAt === null,
      }))
      .sort(
        (left, right) =>
          left.assessmentName.localeCompare(right.assessmentName) ||
          compareRequirementNumbers(left.requirementNumber, right.requirementNumber),
      ),
    today,
  };
}
