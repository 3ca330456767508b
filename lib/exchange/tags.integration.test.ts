import { expect, test } from 'vitest';
import { makeOrganization } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { changeTags } from '@/lib/tag/commands';
import { downloadChecklist } from './download';
import { previewImport } from './preview';

test('tags leave with the checklist and are only read: what a file has in their place is said and not taken', async () => {
  const ours = await makeOrganization();
  const assessmentId = await makeAssessment(ours, 'A');
  const place = { assessmentId, requirementNumber: '8.3.5' };
  await changeTags(ours.grant('response:record'), place, { tags: ['network team', 'Q4'], version: 0 });
  const grants = { reading: ours.grant('assessment:read'), recording: ours.grant('response:record') };
  const { bytes } = await downloadChecklist(grants.reading, assessmentId, 'CSV');
  const csv = Buffer.from(bytes).toString('utf8');
  expect(csv.split('network team; Q4'), 'on the line of its requirement alone').toHaveLength(2);
  const changed = Buffer.from(csv.replace('network team; Q4', 'Q1'));
  const file = { name: 'checklist.csv', bytes: changed, stopsOnProblems: false };
  expect(await previewImport(grants, assessmentId, file)).toMatchObject({
    notes: [{ requirementNumber: '8.3.5', heading: 'Tags' }],
    willChange: [],
    problems: [],
  });
});
