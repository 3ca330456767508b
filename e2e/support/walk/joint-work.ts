import { startAssessment } from '../assessments';
import { type Organization, rows } from '../people';
import type { Records } from '../records';
import type { Add } from './add';

type Given = { organization: Organization; records: Records; word: string; add: Add };

const catalogueVersionId = 'pci-dss-4.0.1';

/**
 * What goes across requirements and assessments: a second assessment that uses answers of the first and may change its
 * questionnaire, a view and a joint change of the table, an accepted risk.
 */
export async function seedJointWork({ organization, records, word, add }: Given) {
  const { person } = organization;
  const { assessmentId, legalEntityId, integrationId } = records;
  const by = { createdById: person.userId, createdByName: person.name };
  const { assessmentId: secondAssessmentId } = await startAssessment(organization, 'A-EP', `${word} second`);
  await rows('UPDATE "Assessment" SET "legalEntityId" = $2 WHERE "id" = $1', [
    secondAssessmentId,
    legalEntityId,
  ]);
  await add('AssessmentIntegration', { id: undefined, assessmentId: secondAssessmentId, integrationId });
  // Of the first an answer for the walk, one that the second uses, and one that it may use; of the second the one in use.
  await rows(
    `UPDATE "Response" SET "finding" = 'IN_PLACE', "version" = 1, "updatedAt" = now(), "updatedByName" = $3
      WHERE ("assessmentId" = $1 AND "requirementKey" IN ('pci-dss:2.2.2', 'pci-dss:9.4.1', 'pci-dss:12.10.1'))
         OR ("assessmentId" = $2 AND "requirementKey" = 'pci-dss:9.4.1')`,
    [assessmentId, secondAssessmentId, person.name],
  );
  await add('SharedAnswer', {
    id: undefined,
    assessmentId: secondAssessmentId,
    requirementKey: 'pci-dss:9.4.1',
    sourceAssessmentId: assessmentId,
    sourceBasis: 1,
    targetBasis: 1,
    confirmedById: person.userId,
    confirmedByName: person.name,
  });
  const tagged = { assessmentId, requirementKey: 'pci-dss:6.3.3' };
  await add('RequirementTag', { id: undefined, ...tagged, tags: [`${word} tag`] });
  return {
    secondAssessmentId,
    viewId: await add('TableView', { assessmentId, name: `${word} view`, query: '', ...by }),
    bulkChangeId: await add('BulkChange', {
      assessmentId,
      byId: person.userId,
      before: JSON.stringify({
        answers: [],
        reviews: [],
        tags: [{ requirementNumber: '6.3.3', tags: [], version: 1 }],
        assigned: null,
      }),
    }),
    acceptedRiskId: await add('AcceptedRisk', {
      assessmentId,
      catalogueVersionId,
      requirementKey: 'pci-dss:2.2.2',
      risk: `${word} risk`,
      reason: 'The old server goes in spring',
      acceptedByName: person.name,
      acceptedByRole: 'Head of the shop',
      acceptedOn: '2026-06-01',
      reviewOn: '2027-05-31',
      ...by,
    }),
  };
}
