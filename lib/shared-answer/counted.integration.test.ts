import { expect, test } from 'vitest';
import { read } from '@/lib/access/read';
import { unsafeAnswer } from '@/lib/assessment/testing';
import { countRequirements } from '@/lib/integration/queries/views';
import { makeOrganization } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { makeAssessment } from '@/lib/response/testing';
import { shareAnswers } from './commands';
import { listShareLines } from './queries';

const requirementNumber = '12.10.1';

test('a shared Not in Place that waits to be confirmed is counted as open beside an integration, as in the checklist', async () => {
  const ours = await makeOrganization();
  const source = await makeAssessment(ours, 'A');
  const target = await makeAssessment(ours, 'A-EP');
  const reading = ours.grant('assessment:read');
  const counts = () =>
    read(reading, async (tx) => (await countRequirements(tx, ours.organizationId, [target])).get(target));
  await unsafeAnswer(ours, source, requirementNumber, 'NOT_IN_PLACE');
  const entries = (await listShareLines(reading, source, { requirementNumber })).filter(
    (one) => one.assessmentId === target,
  );
  const grants = { record: ours.grant('response:record'), attach: ours.grant('evidence:attach') };
  await shareAnswers(grants, source, { entries });
  expect(await counts()).toMatchObject({ answered: 1, notInPlace: 1 });

  const place = { assessmentId: source, requirementNumber };
  const save = { row: 0, version: 3, changes: { planOwner: 'Sam' } };
  expect(await recordResponse(grants.record, place, save)).toMatchObject({ outcome: 'SAVED' });
  expect(await counts()).toMatchObject({ answered: 0, notInPlace: 0 });
});
