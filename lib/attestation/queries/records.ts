import 'server-only';
import type { Finding, Requirement } from '@/lib/catalogue/model';
import { compareRequirementNumbers } from '@/lib/catalogue/rules';
import { unsafeCounting } from '@/lib/evidence/queries/counting';
import { provesSomething, versionInForce } from '@/lib/evidence/queries/scan-view';
import { confidentialityOf } from '@/lib/evidence/rules/fields';
import { toDay } from '@/lib/platform/clock';
import type { Transaction } from '@/lib/platform/db';
import { emptyResponse } from '@/lib/response/model';
import { testFacts } from '@/lib/test-record/queries';
import type { SnapshotAnswer, SnapshotEvidence, SnapshotTest } from '../model/snapshot';

/** Stands for a row that is not there: asked and not answered. */
export const openAnswer: SnapshotAnswer = {
  ...emptyResponse,
  row: 0,
  label: '',
  version: 0,
  answeredAt: null,
  answeredBy: '',
};

/** Every answer row with its texts, by requirement key, in the form's order. */
export async function readAnswers(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
  asked: readonly Requirement[],
): Promise<Map<string, SnapshotAnswer[]>> {
  const labels = new Map(asked.map((requirement) => [requirement.requirementKey, requirement.answerRows]));
  const rows = await tx.response.findMany({
    where: { organizationId, assessmentId },
    orderBy: [{ requirementKey: 'asc' }, { row: 'asc' }],
  });
  const answers = new Map<string, SnapshotAnswer[]>();
  for (const response of rows) {
    const list = answers.get(response.requirementKey) ?? [];
    list.push({
      row: response.row,
      label: labels.get(response.requirementKey)?.[response.row] ?? '',
      finding: response.finding as Finding | null,
      resultNote: response.resultNote,
      notApplicableReason: response.notApplicableReason,
      notTestedReason: response.notTestedReason,
      notTestedAskedBy: response.notTestedAskedBy,
      legalException: response.legalException,
      legalBasis: response.legalBasis,
      planAction: response.planAction,
      planOwner: response.planOwner,
      planTargetOn: response.planTargetOn ? toDay(response.planTargetOn) : null,
      ccwConstraints: response.ccwConstraints,
      ccwDefinition: response.ccwDefinition,
      ccwObjective: response.ccwObjective,
      ccwIdentifiedRisk: response.ccwIdentifiedRisk,
      ccwValidation: response.ccwValidation,
      ccwMaintenance: response.ccwMaintenance,
      version: response.version,
      answeredAt: response.updatedAt?.toISOString() ?? null,
      answeredBy: response.updatedByName,
    });
    answers.set(response.requirementKey, list);
  }
  return answers;
}

/** The tests that stand, by requirement key, in the order in which they were done. */
export async function readTests(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<Map<string, SnapshotTest[]>> {
  const rows = await tx.testRecord.findMany({
    where: { organizationId, assessmentId, withdrawnAt: null },
    orderBy: [{ requirementKey: 'asc' }, { performedOn: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
  });
  const tests = new Map<string, SnapshotTest[]>();
  for (const row of rows) {
    const { performedById: _, methods, ...said } = testFacts(row);
    const list = tests.get(row.requirementKey) ?? [];
    tests.set(row.requirementKey, [...list, { ...said, methods: [...methods] }]);
  }
  return tests;
}

/** The evidence that is linked to the assessment now and counts, in the order in which it was received. */
export async function readEvidence(
  tx: Transaction,
  organizationId: string,
  assessmentId: string,
): Promise<SnapshotEvidence[]> {
  const counting = await unsafeCounting(tx, organizationId);
  const items = await tx.evidenceItem.findMany({
    where: {
      organizationId,
      links: { some: { organizationId, assessmentId, removedAt: null, ...counting } },
      ...provesSomething,
    },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
    include: {
      owner: { select: { user: { select: { name: true } } } },
      files: { where: { state: 'AVAILABLE' }, orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }] },
      links: {
        where: { organizationId, assessmentId, removedAt: null },
        select: { requirement: { select: { requirementNumber: true } } },
      },
    },
  });
  return items.map((item) => ({
    id: item.id,
    kind: item.kind as SnapshotEvidence['kind'],
    title: item.title,
    evidenceType: item.evidenceType,
    note: item.note,
    url: item.url,
    collectedOn: item.collectedOn ? toDay(item.collectedOn) : null,
    ...(item.coversFrom && { coversFrom: toDay(item.coversFrom) }),
    ...(item.coversTo && { coversTo: toDay(item.coversTo) }),
    ...(item.source && { source: item.source }),
    ...(item.owner && { owner: item.owner.user.name }),
    confidentiality: confidentialityOf(item.confidentiality),
    validUntil: item.validUntil ? toDay(item.validUntil) : null,
    receivedAt: item.receivedAt.toISOString(),
    receivedBy: item.receivedByName,
    // A signature rests on the newest version that is open; those before it were replaced, those after it prove nothing yet.
    files: item.files
      .filter(({ fileVersion }) => fileVersion === versionInForce(item.files))
      .map((file) => ({
        fileName: file.fileName,
        sizeBytes: Number(file.sizeBytes),
        mediaType: file.mediaType,
        sha256: file.sha256,
      })),
    requirementNumbers: [...new Set(item.links.map((link) => link.requirement.requirementNumber))].toSorted(
      compareRequirementNumbers,
    ),
  }));
}
