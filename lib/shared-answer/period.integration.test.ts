import { expect, it } from 'vitest';
import { unsafeAnswer } from '@/lib/assessment/testing';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { getResponses } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { shareAnswers } from './commands';
import { findShared, listShareLines, listShareTargets } from './queries';

it('an answer is offered to no assessment of another period, and left where it is asked for', async () => {
  const requirementNumber = '12.10.1';
  const ours = await makeOrganization();
  const source = await makeAssessment(ours, 'A');
  const target = await makeAssessment(ours, 'A-EP');
  const reading = ours.grant('assessment:read');
  const lines = () => listShareLines(reading, source, { requirementNumber });
  const move = (from: string, to: string) =>
    unsafeRows(`UPDATE "Assessment" SET "periodFrom" = $2::date, "periodTo" = $3::date WHERE "id" = $1`, [
      target,
      from,
      to,
    ]);
  await unsafeAnswer(ours, source, requirementNumber, 'IN_PLACE');
  const entries = await lines();
  expect(entries).toHaveLength(1);

  await move('2026-10-01', '2027-09-30');
  expect(await lines()).toEqual([]);
  expect(await listShareTargets(reading, source)).toEqual([]);
  expect(await findShared(reading, source, requirementNumber)).toMatchObject({ canShare: false });
  const grants = { record: ours.grant('response:record'), attach: ours.grant('evidence:attach') };
  expect(await shareAnswers(grants, source, { entries })).toEqual({
    shared: [],
    left: [{ assessmentId: target, requirementNumber, why: 'It is of another period.' }],
  });
  const [row] = await getResponses(reading, target, requirementNumber);
  expect(row).toMatchObject({ version: 0, fields: { finding: null } });

  await move('2026-07-01', '2027-06-30');
  expect(await lines(), 'half a year in common').toHaveLength(1);
});
