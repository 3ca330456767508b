import { storedAnswers } from '../support/assessments';
import { instance } from '../support/instance';
import { rows } from '../support/people';
import { seedRecords } from '../support/records';
import { expect, expectAccessible, picture, test } from '../support/test';

test('OWNER-1: an officer gives a control owner two requirements; they find them first thing, answer one, and see nothing else', async ({
  page,
  browser,
  organization,
}) => {
  test.setTimeout(120_000);
  const { assessmentId } = await seedRecords(organization, 'Heron', false);
  const owner = await organization.addMember('CONTROL_OWNER', 'Ona Owner');
  await page.goto(`/assessments/${assessmentId}`);
  await page.getByRole('link', { name: 'Who answers what' }).click();
  await page.getByRole('button', { name: 'Assign', exact: true }).click();
  await expect(page.getByText('Tick at least one requirement.')).toBeVisible();
  await page.getByLabel('Person').selectOption('Ona Owner, Control owner');
  await page.getByRole('checkbox', { name: /^2\.2\.2 / }).check();
  await page.getByRole('checkbox', { name: /^6\.3\.3 / }).check();
  await page.getByLabel('Answer by').fill('2030-05-04');
  await expectAccessible(page);
  await picture(page, 'assignments');
  await page.getByRole('button', { name: 'Assign 2' }).click();
  await expect(page.getByRole('row', { name: /^2\.2\.2 / })).toContainText('Ona Owner by 4 May 2030');

  const context = await browser.newContext({ baseURL: instance().baseUrl });
  await organization.signIn(context, owner);
  const desk = await context.newPage();
  await desk.goto('/dashboard');
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('2 requirements to do');
  await expectAccessible(desk);
  await picture(desk, 'own-work');
  await desk.getByRole('link', { name: /^2\.2\.2 / }).click();
  await desk.getByRole('radio', { name: /^In Place(?! with)/ }).check({ force: true });
  await expect
    .poll(async () => (await storedAnswers(assessmentId, '2.2.2'))[0])
    .toMatchObject({ finding: 'IN_PLACE' });
  expect((await desk.goto(`/assessments/${assessmentId}/requirements/3.1.1`))?.status()).toBe(404);
  expect((await desk.goto(`/assessments/${assessmentId}/sign-off`))?.status()).toBe(404);
  await desk.goto('/dashboard');
  await expect(desk.getByRole('row', { name: /2\.2\.2/ })).toContainText('Claimed: no evidence and no test');

  await page.reload();
  await page.getByLabel('Person').selectOption('Ona Owner, Control owner');
  await page.getByRole('checkbox', { name: /^2\.2\.2 / }).check();
  await page.getByRole('checkbox', { name: /^6\.3\.3 / }).check();
  await page.getByRole('button', { name: 'Take away' }).click();
  await expect(page.getByRole('row', { name: /^6\.3\.3 / })).toContainText('Nobody');
  await desk.reload();
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('Nothing waits for you');
  await context.close();
});

test('REVIEW-1: the access review shows every member, is done only when each is confirmed, and keeps the list', async ({
  page,
  organization,
}) => {
  await organization.addMember('CONTROL_OWNER', 'Ona Owner');
  const { organizationId } = organization;
  const [activity] = await rows<{ id: string }>(
    `INSERT INTO "Activity" ("organizationId", "id", "catalogueActivityId", "title", "requirementNumbers", "timeframe", "cadenceEvery", "cadenceUnit")
     VALUES ($1, gen_random_uuid(), 'inplace-access-review', 'Review who may use Inplace (7.2.4)', '{}', 'every_six_months', 6, 'month') RETURNING "id"`,
    [organizationId],
  );
  await rows(
    `INSERT INTO "ActivityOccurrence" ("organizationId", "id", "activityId", "opensOn", "dueOn") VALUES ($1, gen_random_uuid(), $2, current_date, current_date + 30)`,
    [organizationId, activity?.id],
  );
  await page.goto('/settings/members');
  await page.getByRole('link', { name: 'Confirm who needs access' }).click();
  await page.getByRole('checkbox', { name: /^Ada Berger/ }).check();
  await page.getByRole('button', { name: 'Confirm these accesses' }).click();
  await expect(page.getByText(/Not confirmed yet: Ona Owner/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('checkbox', { name: /^Ona Owner/ }).check();
  await picture(page, 'access-review');
  await page.getByRole('button', { name: 'Confirm these accesses' }).click();
  await expect(page.getByText('2 members confirmed.')).toBeVisible();
  const [note] = await rows<{ note: string }>(
    'SELECT "note" FROM "EvidenceItem" WHERE "organizationId" = $1',
    [organizationId],
  );
  expect(note?.note).toContain('Ona Owner');
});
