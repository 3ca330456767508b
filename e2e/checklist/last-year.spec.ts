import { randomUUID } from 'node:crypto';
import { expectStored } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

test('YEAR-1: last year’s answers are shown and confirmed, one by one or together, and none counts before', async ({
  page,
  organization,
}) => {
  const { organizationId, person } = organization;
  const { assessmentId: lastYear } = await startAssessment(organization, 'A', 'Web shop 2025');
  const { assessmentId } = await startAssessment(organization, 'A', 'Web shop 2026');
  const fields = (finding: string) => JSON.stringify({ finding, resultNote: 'Seen with the hosting team.' });
  await rows(
    `INSERT INTO "CarriedAnswer" ("organizationId", "assessmentId", "requirementKey", "fromAssessmentId", "fields", "answeredAt", "answeredByName", "expiredEvidence")
     SELECT $1, $2, 'pci-dss:' || t.n, $3, t.f::jsonb, '2025-11-03T10:00:00Z', 'Priya Raman', t.e
       FROM (VALUES ('2.2.2', $4, ARRAY[]::text[]), ('8.2.1', $4, ARRAY['User list of 2025']), ('8.2.2', $5, ARRAY[]::text[])) AS t(n, f, e)`,
    [organizationId, assessmentId, lastYear, fields('IN_PLACE'), fields('NOT_IN_PLACE')],
  );
  const evidenceId = randomUUID();
  await rows(
    `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "note", "receivedById", "receivedByName") VALUES ($1, $2, 'NOTE', 'Hardening guide', 'See wiki', $3, $4)`,
    [organizationId, evidenceId, person.userId, person.name],
  );
  await rows(
    `INSERT INTO "EvidenceLink" ("organizationId", "id", "evidenceId", "assessmentId", "catalogueVersionId", "requirementKey", "linkedById") VALUES ($1, gen_random_uuid(), $2, $3, 'pci-dss-4.0.1', 'pci-dss:2.2.2', $4)`,
    [organizationId, evidenceId, assessmentId, person.userId],
  );

  await page.goto(`/assessments/${assessmentId}`);
  await page.getByRole('link', { name: 'Confirm last year’s answers' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '3 of 3 answers of last year wait to be confirmed',
  );
  const lines = page.getByRole('row');
  await expect(lines.nth(1), 'what changed most stands first').toContainText('8.2.2');
  await expect(lines.nth(2)).toContainText('User list of 2025');
  await expect(lines.nth(3)).toContainText('No test of this year yet');
  await expectAccessible(page);
  await picture(page, 'last-year');
  expect(
    await rows(`SELECT 1 FROM "Response" WHERE "assessmentId" = $1 AND "finding" IS NOT NULL`, [
      assessmentId,
    ]),
    'nothing is counted',
  ).toEqual([]);

  await test.step('one by one, on the requirement', async () => {
    await page.getByRole('link', { name: /^8\.2\.1/ }).click();
    const panel = page.locator('section', { has: page.getByRole('heading', { name: 'Last year' }) });
    await expect(panel).toContainText('Seen with the hosting team.');
    await expect(panel).toContainText('Evidence ran out or does not count: User list of 2025');
    await expectAccessible(page);
    await panel.getByRole('button', { name: 'Still so this year' }).click();
    await expectStored(assessmentId, '8.2.1', {
      finding: 'IN_PLACE',
      resultNote: 'Seen with the hosting team.',
    });
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('z');
    await expectStored(assessmentId, '8.2.1', { finding: null, resultNote: '' });
  });

  await test.step('together, with one test of this year recorded for all of them, and back', async () => {
    await page.goto(`/assessments/${assessmentId}/last-year`);
    await page.getByRole('button', { name: 'Still so this year' }).click();
    await expect(page.getByText('Choose at least one answer to confirm.')).toBeVisible();
    await page.getByRole('button', { name: 'Can be confirmed together 1' }).click();
    await expect(lines, 'under their section').toHaveCount(3);
    await expect(lines.nth(2)).toContainText('Seen with the hosting team.');
    const all = page.getByRole('checkbox', { name: 'All 1 that can be confirmed together' });
    await page.getByRole('checkbox', { name: /^All 1 of 2\.2 / }).check();
    await expect(all).toBeChecked();
    const part = page.getByRole('region', { name: 'One test for the chosen ones' });
    await part.getByRole('checkbox', { name: 'Examined' }).check();
    const confirm = page.getByRole('button', { name: 'Record the test for 1 and confirm 1' });
    await confirm.click();
    await expect(part.getByText('Choose what came of it.')).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'last-year-test');
    await part.getByLabel('What was examined or observed').fill('The configuration of all hosts');
    await part.getByRole('radio', { name: 'Met', exact: true }).check();
    await confirm.click();
    const said = page.getByRole('status').getByText('1 answer confirmed. One test recorded for 1.');
    await expect(said).toBeVisible();
    await expectStored(assessmentId, '2.2.2', { finding: 'IN_PLACE', version: 1 });
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectStored(assessmentId, '2.2.2', { finding: null, resultNote: '' });
    await expect(said).toBeHidden();
    await page.goto(`/assessments/${assessmentId}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Web shop 2026: 3 answers of last year wait to be confirmed',
    );
    await page.getByRole('link', { name: 'Confirm last year’s answers' }).click();
  });

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(lines.nth(1)).toContainText('Was Not in Place');
  await picture(page, 'last-year-phone');
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
