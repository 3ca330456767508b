import { expect, test } from 'vitest';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { linkEvidence } from '../commands/link';
import { addTestFiles } from '../testing/files';
import { getEvidence } from './item';

test('an item says for which revision of an assessment it is used', async () => {
  const organization = await makeOrganization();
  const evidenceId = await addTestFiles(organization);
  const [first, second] = [await makeAssessment(organization), await makeAssessment(organization)];
  const uses = [first, second].map((assessmentId) => ({ assessmentId, requirementNumber: '11.3.2' }));
  await linkEvidence(organization.grant('evidence:attach'), evidenceId, uses);
  await unsafeRows(`UPDATE "Assessment" SET "revision" = 2, "revisionOfId" = $2 WHERE "id" = $1`, [
    second,
    first,
  ]);
  await unsafeRows(`UPDATE "Assessment" SET "status" = 'SUPERSEDED' WHERE "id" = $1`, [first]);
  const item = await getEvidence(organization.grant('evidence:read'), evidenceId);
  expect(item.uses.map((use) => [use.requirementNumber, use.assessmentName, use.isSigned])).toEqual([
    ['11.3.2', 'Web shop 2026', true],
    ['11.3.2', 'Web shop 2026, revision 2', false],
  ]);
});
