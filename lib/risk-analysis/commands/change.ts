import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { changesBetween } from '@/lib/audit-trail/model';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { overtakenFields, overtakenMessage } from '@/lib/legal-entity/rules';
import { fromDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { outdateApprovals } from '@/lib/review/operations';
import { numberOf, textOf } from '../queries/rows';
import type { ChangeAnalysisInput } from '../schema';
import { assertNotArchived, columnsOf, lockAnalysis } from './lock';

const fields = [
  'title',
  'requirementNumbers',
  'assets',
  'threats',
  'likelihood',
  'impact',
  'cadenceEvery',
  'cadenceUnit',
  'process',
  'justification',
  'madeByName',
  'madeOn',
] as const;
type Columns = Record<(typeof fields)[number], unknown>;

/**
 * Changes what an analysis says. What was approved stays readable as its revision: a change makes the next one, which is a
 * draft until it is approved. Throws CONFLICT for a stale version.
 */
export function changeAnalysis(
  grant: Grant<'schedule:manage'>,
  { analysisId, version, ...parts }: ChangeAnalysisInput,
): Promise<void> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const row = await lockAnalysis(tx, grant, analysisId);
    assertNotArchived(row);
    const after = columnsOf(grant, parts);
    const before = textOf(row);
    if (row.version !== version) throw overtaken(after, before);
    const changes = changesBetween<Columns>(before, after, fields);
    if (Object.keys(changes).length === 0) return unchanged(undefined);
    const uses = await assertStillServes(tx, grant, analysisId, after.requirementNumbers);
    const wasApproved = row.approvedOn !== null;
    await tx.riskAnalysis.update({
      where: { organizationId_id: { organizationId, id: analysisId } },
      data: {
        ...after,
        madeOn: after.madeOn ? fromDay(after.madeOn) : null,
        version: { increment: 1 },
        ...(wasApproved && unapproved(row.revision)),
      },
    });
    await outdateApprovals(tx, organizationId, uses);
    return {
      result: undefined,
      events: [
        {
          type: 'risk-analysis.changed',
          subject: { type: 'risk-analysis', id: analysisId },
          data: {
            ...changes,
            ...(wasApproved && { revision: { from: row.revision, to: row.revision + 1 } }),
          },
        },
      ],
    };
  });
}

/** What the saved one says differently, beside the fields of the form. */
function overtaken(typed: Columns, saved: Columns): AppError {
  const { cadenceEvery, cadenceUnit, ...differences } = changesBetween<Columns>(typed, saved, fields);
  return new AppError(
    'CONFLICT',
    overtakenMessage,
    overtakenFields({
      ...differences,
      ...(cadenceEvery && { every: cadenceEvery }),
      ...(cadenceUnit && { unit: cadenceUnit }),
    }),
  );
}

/** The columns of the revision after an approved one. */
export function unapproved(revision: number) {
  return { revision: revision + 1, approvedByName: '', approvedOn: null, nextReviewOn: null };
}

/** An open assessment's answer rests on it for this requirement: then it cannot stop being for it. Returns those that do. */
async function assertStillServes(
  tx: Transaction,
  { organizationId }: Grant,
  analysisId: string,
  requirementNumbers: readonly string[],
): Promise<{ assessmentId: string; requirementKey: string }[]> {
  const links = await tx.riskAnalysisLink.findMany({
    where: { organizationId, analysisId, assessment: { status: 'OPEN', archivedAt: null } },
    select: { assessmentId: true, requirementKey: true, assessment: { select: { name: true } } },
  });
  const lost = links.filter(({ requirementKey }) => !requirementNumbers.includes(numberOf(requirementKey)));
  const [first] = lost;
  if (!first) return links;
  const numbers = [...new Set(lost.map(({ requirementKey }) => numberOf(requirementKey)))];
  throw new AppError('INVALID', undefined, {
    requirementNumbers: [
      `The assessment “${first.assessment.name}” uses it for ${numbers.sort(compareRequirementNumbers).join(', ')}. Take it off there first.`,
    ],
  });
}
