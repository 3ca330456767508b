import type { Locator, Page } from '@playwright/test';
import { answerRow, choose, expectStored, openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { rows } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';

const testing = (page: Page) => page.getByRole('region', { name: 'Testing' });
const form = (page: Page, name = 'Record a test') => page.getByRole('form', { name });
const lines = (page: Page): Locator => testing(page).locator('.test-row');

test('TEST-1: a test is recorded beside its answer with a key and the guide’s words, corrected, and withdrawn with a reason', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await openRequirement(page, assessmentId, '6.3.3');
  await expect(testing(page)).toContainText('none yet');
  await choose(page, 'IN_PLACE');
  await expect(testing(page)).toContainText('No test is recorded yet.');

  await answerRow(page).getByRole('radio', { name: 'In Place', exact: true }).focus();
  await page.keyboard.press('t');
  const record = form(page);
  await expect(record.getByRole('checkbox', { name: 'Examined' })).toBeFocused();
  await record.getByRole('button', { name: 'Record test' }).click();
  await expect(record).toContainText('Choose how it was tested');

  await record.getByRole('checkbox', { name: 'Examined' }).check();
  await record.getByRole('checkbox', { name: 'Interviewed' }).check();
  const steps = record.locator('.test-steps button');
  const step = (await steps.first().textContent()) ?? '';
  await steps.first().click();
  await expect(record.getByLabel('What was examined or observed')).toHaveValue(step);
  await record.getByLabel('What was asked').fill('Who decides on exceptions?');
  await record.getByLabel('Of whom').fill('Network lead, Daniel Okafor');
  await record.getByLabel('Population').fill('42 servers');
  await record.getByLabel('Sample').fill('5, one of each type');
  await record.getByLabel('Tested on').fill('2024-12-31');
  await record.getByRole('radio', { name: 'Met', exact: true }).check();
  await expectAccessible(page);
  await record.getByRole('button', { name: 'Record test' }).click();
  await expect(record).toContainText('A test counts from 1 Jan 2025 on');
  await expect(record.getByLabel('Population'), 'nothing is lost').toHaveValue('42 servers');

  // Another requirement and back: what is half written waits.
  await page.getByRole('link', { name: /^Next/ }).first().click();
  await expect(page.locator('.req-id b')).not.toHaveText('6.3.3');
  await openBack(page);
  await expect(record.getByLabel('Sample')).toHaveValue('5, one of each type');
  await record.getByLabel('Tested on').fill('2025-06-30');
  await record.getByRole('button', { name: 'Record test' }).click();

  await expect(record).toBeHidden();
  await expect(page.getByRole('button', { name: 'Record a test' })).toBeFocused();
  await expect(testing(page)).toContainText('1 test');
  await expect(lines(page)).toHaveCount(1);
  for (const words of [step, 'Examined', 'Interviewed', '30 Jun 2025', '5, one of each type', 'Met'])
    await expect(lines(page)).toContainText(words);
  await expect(lines(page)).toContainText(organization.person.name);
  await expectAccessible(page);

  await lines(page).locator('summary').click();
  await expect(lines(page)).toContainText('Network lead, Daniel Okafor');
  await lines(page).getByRole('button', { name: 'Change' }).click();
  const change = form(page, 'Change a test');
  await change.getByRole('radio', { name: 'Partly met' }).check();
  await rows(
    `UPDATE "TestRecord" SET "note" = 'Theirs', "version" = "version" + 1 WHERE "assessmentId" = $1`,
    [assessmentId],
  );
  await change.getByRole('button', { name: 'Save changes' }).click();
  await expect(change.getByRole('alert')).toContainText('Somebody else changed this test');
  await expect(change.getByRole('radio', { name: 'Partly met' }), 'nothing is lost').toBeChecked();
  await expect(lines(page), 'theirs stands in the list').toContainText('Theirs');
  await change.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(change).toBeHidden();
  await expect(lines(page)).toContainText('Partly met');

  // Withdrawn by somebody else while it is being changed: the text goes on as a new test.
  await lines(page).getByRole('button', { name: 'Change' }).click();
  await change.getByLabel('Population').fill('43 servers');
  await rows(
    `UPDATE "TestRecord" SET "withdrawnAt" = now(), "withdrawnByName" = 'Sam Okafor', "withdrawReason" = 'Old.' WHERE "assessmentId" = $1`,
    [assessmentId],
  );
  await change.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Sam Okafor withdrew this test meanwhile: Old.')).toBeVisible();
  await expect(lines(page)).toHaveCount(0);
  await expect(record.getByLabel('Population')).toHaveValue('43 servers');
  await record.getByRole('button', { name: 'Record test' }).click();
  await expect(lines(page)).toHaveCount(1);

  await lines(page).locator('summary').click();
  await lines(page).getByRole('button', { name: 'Withdraw' }).click();
  await page.getByLabel('Why it does not count').fill('It was the wrong server.');
  await page.getByRole('button', { name: 'Withdraw test' }).click();
  await expect(lines(page)).toHaveCount(0);
  await expect(testing(page)).toContainText('No test is recorded yet.');
  await page.goto('/audit-log?type=test.');
  for (const words of ['recorded a test of 6.3.3', 'changed a test of 6.3.3', 'It was the wrong server.'])
    await expect(page.locator('main')).toContainText(words);
});

/** Back as the browser goes back, within the same page. */
async function openBack(page: Page): Promise<void> {
  await page.goBack();
  await expect(page.locator('.req-id b')).toHaveText('6.3.3');
}

test('TEST-2: in the form for service providers the tests become the described results, on request only', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'D-ServiceProvider');
  await openRequirement(page, assessmentId, '6.3.3');
  await choose(page, 'IN_PLACE');
  await page.getByLabel('Results of the testing').fill('In my own words.');
  await page.getByRole('button', { name: 'Record a test' }).click();
  const record = form(page);
  await record.getByRole('checkbox', { name: 'Observed' }).check();
  await record.getByLabel('What was examined or observed').fill('A patch run from start to end');
  await record.getByLabel('Tested by').selectOption('Somebody else');
  await record.getByLabel('Name').fill('Hanne Vik, Nordic Testing');
  await record.getByLabel('Tested on').fill('2026-03-18');
  await record.getByRole('radio', { name: 'Met', exact: true }).check();
  await record.getByRole('button', { name: 'Record test' }).click();
  await expect(lines(page)).toHaveCount(1);
  await expect(page.getByLabel('Results of the testing')).toHaveValue('In my own words.');

  await page.getByRole('button', { name: 'Use as described results' }).click();
  const both =
    'In my own words.\n\nObserved on 18 Mar 2026 by Hanne Vik, Nordic Testing.\nA patch run from start to end\nResult: met.';
  await expectStored(assessmentId, '6.3.3', { finding: 'IN_PLACE', resultNote: both });
  await page.getByRole('button', { name: 'Use as described results' }).click();
  await expectStored(assessmentId, '6.3.3', { resultNote: both });
});

test.describe('TEST-3: somebody who only reads', () => {
  test.use({ role: 'MANAGER' });
  test('TEST-3: sees the tests and no way to change them', async ({ page, organization }) => {
    const { assessmentId } = await startAssessment(organization, 'A');
    await rows(
      `INSERT INTO "TestRecord" ("organizationId", "id", "assessmentId", "catalogueVersionId", "requirementKey", "methods", "examined",
         "performedByName", "performedOn", "result", "createdById", "createdByName")
       VALUES ($1, gen_random_uuid(), $2, 'pci-dss-4.0.1', 'pci-dss:6.3.3', '{EXAMINED}', 'The patch report', 'Hanne Vik', '2026-03-18',
         'MET', $3, 'Priya Raman')`,
      [organization.organizationId, assessmentId, organization.person.userId],
    );
    await openRequirement(page, assessmentId, '6.3.3');
    await lines(page).locator('summary').click();
    await expect(lines(page)).toContainText('Priya Raman');
    await expect(testing(page).getByRole('button')).toHaveCount(0);
    await page.keyboard.press('t');
    await expect(form(page)).toBeHidden();
  });
});
