import { choose, expectStored, openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { instance } from '../support/instance';
import { mailsTo, subjectOf } from '../support/mail';
import { type Organization, rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

/** Assigned by hand, also by a day that is over, which the app does not take. */
async function assign(
  { organizationId, person }: Organization,
  assessmentId: string,
  number: string,
  dueOn: string | null = null,
): Promise<void> {
  await rows(
    `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById", "dueOn")
     VALUES ($1, gen_random_uuid(), $2, $3, $4, $4, $5)`,
    [organizationId, assessmentId, `pci-dss:${number}`, person.userId, dueOn],
  );
}

async function answer(assessmentId: string, number: string, finding: string, reason = ''): Promise<void> {
  await rows(
    `UPDATE "Response" SET "finding" = $3, "notApplicableReason" = $4, "version" = 1, "updatedAt" = now(), "updatedByName" = 'Ada Berger'
      WHERE "assessmentId" = $1 AND "requirementKey" = $2`,
    [assessmentId, `pci-dss:${number}`, finding, reason],
  );
}

test('MINE-1: what is assigned to me stands in one list across assessments, with what each answer still lacks, until nothing does; one mail tells of it', async ({
  page,
  browser,
  organization,
}) => {
  test.setTimeout(120_000);
  await page.goto('/assigned');
  await expect(page.getByRole('heading', { name: 'Nothing is assigned to you' })).toBeVisible();
  await expectAccessible(page);

  const shop = await startAssessment(organization, 'A', 'Heron shop 2026');
  const kiosk = await startAssessment(organization, 'A', 'Gift kiosk 2026');
  await assign(organization, shop.assessmentId, '6.3.3', '2026-02-03');
  await assign(organization, shop.assessmentId, '8.3.6');
  await assign(organization, shop.assessmentId, '2.2.2');
  await assign(organization, kiosk.assessmentId, '8.3.7');
  await answer(shop.assessmentId, '6.3.3', 'NOT_IN_PLACE');
  await answer(shop.assessmentId, '8.3.6', 'IN_PLACE');
  await answer(shop.assessmentId, '2.2.2', 'NOT_APPLICABLE', 'Nothing came with an account.');

  await page.goto('/dashboard');
  await page.getByRole('link', { name: 'Assigned to you' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Assigned to me');
  const inShop = page.getByRole('table', { name: 'Requirements of Heron shop 2026' }).first();
  await expect(inShop.getByRole('row', { name: /6\.3\.3/ })).toContainText('No plan yet');
  await expect(inShop.getByRole('row', { name: /6\.3\.3/ })).toContainText(/days late/);
  await expect(inShop.getByRole('row', { name: /8\.3\.6/ })).toContainText(
    'Claimed: no evidence and no test',
  );
  await expect(
    page
      .getByRole('table', { name: 'Requirements of Gift kiosk 2026' })
      .getByRole('row', { name: /8\.3\.7/ }),
  ).toContainText('Unanswered');
  await expect(page.getByRole('link', { name: /^2\.2\.2 / })).toBeHidden();
  await expectAccessible(page);
  await picture(page, 'assigned');
  await page.getByText('Done (1)').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: /^2\.2\.2 / })).toBeVisible();
  await page.getByRole('link', { name: 'All 4' }).click();
  await expect(inShop.getByRole('row', { name: /2\.2\.2/ })).toContainText('Not Applicable');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await picture(page, 'assigned-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  const wide = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  await picture(page, 'assigned-phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  if (wide) await page.setViewportSize(wide);

  await page.goto('/evidence');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('assigned to me');
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  await expect(palette.getByRole('option', { name: /^Assigned to me/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/assigned$/);
  await page.getByRole('link', { name: /^8\.3\.7 / }).click();
  await expect(page).toHaveURL(`/assessments/${kiosk.assessmentId}/requirements/8.3.7`);

  const owner = await organization.addMember('CONTROL_OWNER', 'Ona Owner');
  await page.goto(`/assessments/${kiosk.assessmentId}/assignments`);
  await page.getByLabel('Person').selectOption('Ona Owner, Control owner');
  await page.getByRole('checkbox', { name: /^8\.3\.6 / }).check();
  await page.getByRole('checkbox', { name: /^8\.3\.7 / }).check();
  await page.getByRole('button', { name: 'Assign 2' }).click();
  await expect(page.getByRole('row', { name: /^8\.3\.7 / })).toContainText('Ona Owner');
  await expect
    .poll(() => mailsTo(owner.email).map(subjectOf))
    .toEqual([`${organization.person.name} assigns you 2 requirements`]);

  const context = await browser.newContext({ baseURL: instance().baseUrl });
  await organization.signIn(context, owner);
  const desk = await context.newPage();
  await openRequirement(desk, kiosk.assessmentId, '8.3.6');
  await choose(desk, 'IN_PLACE');
  await expectStored(kiosk.assessmentId, '8.3.6', { finding: 'IN_PLACE' });
  await desk.goto('/dashboard');
  await expect(desk.getByRole('heading', { level: 1 }), 'what is only claimed waits').toHaveText(
    '2 requirements to do',
  );
  await desk
    .getByRole('navigation', { name: 'Main', exact: true })
    .getByRole('link', { name: 'Assigned to me' })
    .click();
  await expect(desk.getByRole('row', { name: /8\.3\.6/ })).toContainText('Claimed: no evidence and no test');
  await expect(desk.getByText('Heron shop 2026'), 'nothing of others').toBeHidden();
  await expectAccessible(desk);
  await context.close();
});
