import { startAssessment, storedAnswers } from '../support/assessments';
import { addNote } from '../support/evidence-note';
import { instance } from '../support/instance';
import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

test('TABLE-1: order, filters and columns stand in the address: back goes one choice back, a colleague opens the same, and what is not understood is said', async ({
  page,
  browser,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  const line = (number: string) => page.locator(`tr[data-id="${number}"]`);
  await rows(
    `INSERT INTO "RequirementTag" ("organizationId", "assessmentId", "requirementKey", "tags") VALUES ($1, $2, 'pci-dss:8.3.6', '{night shift}')`,
    [organization.organizationId, assessmentId],
  );
  await page.goto(`/assessments/${assessmentId}/table`);
  await page.getByRole('button', { name: 'Tag', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'night shift' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\?tag=night%20shift$/);
  await expect(page.locator('tbody tr[data-id]')).toHaveCount(1);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Tags' }).click();
  await page.keyboard.press('Escape');
  await expect(line('8.3.6')).toContainText('night shift');
  await page.goBack();
  await expect(page.getByRole('columnheader', { name: 'Tags' })).toHaveCount(0);
  await page.goBack();
  await expect(line('2.2.2')).toBeVisible();
  await page.goForward();
  await page.goForward();
  await expect(page.getByRole('columnheader', { name: 'Tags' })).toBeVisible();
  await page.reload();
  await expect(page.locator('tbody tr[data-id]')).toHaveCount(1);
  await expect(line('8.3.6')).toContainText('night shift');
  await expectAccessible(page);

  const manager = await organization.addMember('MANAGER');
  const context = await browser.newContext({ baseURL: instance().baseUrl });
  await organization.signIn(context, manager);
  const desk = await context.newPage();
  await desk.goto(
    `${new URL(page.url()).pathname}?tag=night%20shift&sort=-title&colour=red&owner=nobody,somebody`,
  );
  await expect(desk.locator('tbody tr[data-id]')).toHaveCount(1);
  await expect(desk.getByRole('columnheader', { name: 'Requirement' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(desk.getByText('Left out of this address')).toContainText('owner=somebody, colour=red');
  await expect(desk.getByRole('checkbox', { name: 'Select 8.3.6' })).toBeVisible();
  await context.close();
});

test('TABLE-2: a view is saved under a name, opened by a colleague, renamed and deleted', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await page.goto(`/assessments/${assessmentId}/table`);
  const views = page.getByRole('navigation', { name: 'Views' });
  await views.getByRole('link', { name: 'Mine' }).click();
  await expect(page.getByText('No requirement fits this filter.')).toBeVisible();
  await page.getByRole('button', { name: 'Answer by', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Overdue' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'This view' }).click();
  await page.getByRole('menuitem', { name: 'Save as a view' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Enter a name.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('Overdue of mine');
  await page.keyboard.press('Enter');
  await expect(views.getByRole('link', { name: 'Overdue of mine' })).toHaveAttribute('aria-current', 'page');
  await views.getByRole('link', { name: 'All', exact: true }).click();
  await expect(page).toHaveURL(/\/table$/);
  await page.reload();
  await views.getByRole('link', { name: 'Overdue of mine' }).click();
  await expect(page).toHaveURL(/\?owner=me&due=overdue$/);
  await page.getByRole('button', { name: 'This view' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Late');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(views.getByRole('link', { name: 'Late' })).toBeVisible();
  await page.getByRole('button', { name: 'This view' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(views.getByRole('link', { name: 'Late' })).toHaveCount(0);
});

test('TABLE-3: many requirements are answered, assigned, tagged and said to be ready in one go, by keyboard; what will not change is named first, and Z takes all of it back', async ({
  page,
  organization,
}) => {
  test.setTimeout(120_000);
  const { assessmentId } = await startAssessment(organization, 'A');
  await organization.addMember('CONTROL_OWNER', 'Ona Owner');
  await addNote(organization, 'Provider AOC');
  await rows(
    `UPDATE "Response" SET "finding" = 'NOT_IN_PLACE', "version" = 1 WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:8.3.6'`,
    [assessmentId],
  );
  await page.goto(`/assessments/${assessmentId}/table?q=8.3&columns=answers,owner,due,review,tags`);
  const first = page.locator('tr[data-id="8.3.1"]');
  await first.getByRole('radio').first().focus();
  await page.keyboard.press('x');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('toolbar', { name: 'Selected requirements' });
  await expect(bar).toContainText('4 selected');
  await bar.getByRole('button', { name: 'Attach' }).press('Enter');
  const library = page.getByRole('dialog', { name: 'Attach evidence to 4 requirements' });
  await library.getByLabel('Search the library').fill('provider');
  await expectAccessible(page);
  await picture(page, 'table-attach');
  await library.getByRole('button', { name: 'Attach Provider AOC' }).press('Enter');
  await expect(library).toHaveCount(0);
  await expect(page.getByText('Provider AOC is used for 4 requirements.')).toBeVisible();
  await expect(bar, 'they stay selected for what comes next').toContainText('4 selected');
  expect(
    await rows(
      `SELECT count(*)::int AS n FROM "EvidenceLink" WHERE "assessmentId" = $1 AND "removedAt" IS NULL`,
      [assessmentId],
    ),
  ).toEqual([{ n: 4 }]);
  await bar.getByRole('button', { name: 'Change' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Answer', { exact: true }).selectOption('In Place');
  await dialog.getByLabel('Who answers').selectOption('Ona Owner, Control owner');
  await dialog.getByLabel('Answer by').fill('2099-05-04');
  await dialog.getByLabel('Add tags').fill('network  team, phase 2');
  await dialog.getByLabel('Say that they are ready for review').check();
  await expectAccessible(page);
  await dialog.getByLabel('Add tags').press('Enter');
  await expect(dialog.getByRole('heading', { name: 'Answer 3 will change, 1 will not' })).toBeVisible();
  await expect(dialog).toContainText('Stays: It says Not in Place, which is kept. 8.3.6');
  await expectAccessible(page);
  await picture(page, 'table-plan');
  await dialog.getByRole('button', { name: 'Change 4 requirements' }).press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(first).toContainText('Ona Owner');
  await expect(first).toContainText('network team');
  await expect(first).toContainText('Waits for review');
  await expect(first.getByRole('radio', { name: '8.3.1 In Place', exact: true })).toBeChecked();
  expect((await storedAnswers(assessmentId, '8.3.6'))[0]).toMatchObject({ finding: 'NOT_IN_PLACE' });
  await first.getByRole('radio').first().focus();
  await page.keyboard.press('z');
  await expect(page.getByText(/^Taken back: 4 requirements as before/)).toBeVisible();
  await expect(first).not.toContainText('Ona Owner');
  await expect(first).not.toContainText('network team');
  await expect(first.getByRole('radio', { name: '8.3.1 In Place', exact: true })).not.toBeChecked();
  expect((await storedAnswers(assessmentId, '8.3.1'))[0]).toMatchObject({ finding: null });
});

test('TABLE-4: on a phone columns are chosen by keyboard and all filtered are selected; nothing but the table scrolls sideways', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/assessments/${assessmentId}/table`);
  const columns = page.getByRole('button', { name: 'Columns' });
  await columns.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemcheckbox', { name: 'Answers to choose' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(columns).toBeFocused();
  await expect(page).toHaveURL(/\?columns=answer,needs,evidence,owner$/);
  await expect(page.locator('tr[data-id="2.2.2"]')).toContainText('Unanswered');
  await expect(page.locator('.m-col')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
  await picture(page, 'table-phone');
  await page.getByPlaceholder(/^Filter \d+ requirements$/).fill('8.3');
  const all = page.getByRole('checkbox', { name: /^Select all \d+ shown$/ });
  await expect(page.locator('tr[data-id="2.2.2"]')).toHaveCount(0);
  const shown = Number(/\d+/.exec((await all.getAttribute('aria-label')) ?? '')?.[0]);
  await all.check();
  await expect(page.getByRole('toolbar', { name: 'Selected requirements' })).toContainText(
    `${shown} selected`,
  );
});

test('TABLE-5: a requirement is tagged beside its answer, with what colleagues call theirs; the table filters by it', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await page.goto(`/assessments/${assessmentId}/requirements/2.2.2`);
  const tags = page.getByRole('complementary').locator('section').filter({ hasText: 'Tags' });
  await tags.getByLabel('Add a tag').fill('x'.repeat(41));
  await page.keyboard.press('Enter');
  await expect(tags.getByRole('alert')).toHaveText('Use at most 40 characters.');
  await tags.getByLabel('Add a tag').fill('Phase 2');
  await page.keyboard.press('Enter');
  await expect(tags.getByRole('listitem')).toHaveText('Phase 2');
  await expect(tags.getByLabel('Add a tag')).toBeFocused();
  await expectAccessible(page);
  await page.goto(`/assessments/${assessmentId}/table?tag=phase%202`);
  await expect(page.locator('tbody tr[data-id]')).toHaveCount(1);
  await page.goto(`/assessments/${assessmentId}/requirements/2.2.2`);
  await tags.getByRole('button', { name: 'Take off Phase 2' }).click();
  await expect(tags.getByRole('listitem')).toHaveCount(0);
});
