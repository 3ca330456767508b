import { expectStored, openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { makeOrganization, rows } from '../support/people';
import { signInBeside } from '../support/second-factor';
import { expect, expectAccessible, test } from '../support/test';

test('SWITCH-2: a checklist that is open while its questionnaire changes says so, and keeps what is typed', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await openRequirement(page, assessmentId, '8.3.6');
  await expect(page.getByRole('radio').first()).toBeEnabled();
  await page.keyboard.press('3');
  await rows(`UPDATE "Assessment" SET "questionnaireId" = 'A-EP' WHERE "id" = $1`, [assessmentId]);
  const field = page.getByLabel('Why it does not apply');
  await field.focus();
  await page.keyboard.type('Nobody signs in with a password.');
  const strip = page
    .getByRole('alert')
    .filter({ hasText: /^The questionnaire was changed to SAQ A-EP, \d+ req/ });
  await expect(strip).toBeVisible({ timeout: 15_000 });
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await strip.getByRole('button', { name: 'Reload' }).click();
  await expect(strip).toBeHidden();
  await expect(field).toHaveValue('Nobody signs in with a password.');
});

test('ACCESS-10: an answer of a page whose person works in another organization now is kept, and saved when they are back', async ({
  page,
  context,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  const other = await makeOrganization();
  await rows(
    `INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, 'CONTROL_OWNER')`,
    [other.organizationId, organization.person.userId],
  );
  await openRequirement(page, assessmentId, '8.3.6');
  await expect(page.getByRole('radio').first()).toBeEnabled();
  const second = await context.newPage();
  const change = async (from: string, to: string) => {
    await second.goto('/dashboard');
    await second.getByRole('button', { name: from }).click();
    await second.getByRole('menuitemradio', { name: to }).click();
    await expect(second.getByRole('button', { name: to })).toBeVisible();
  };
  await change(organization.name, other.name);
  await page.bringToFront();
  await page.keyboard.press('1');
  const strip = page.getByRole('alert').filter({ hasText: `This tab belongs to ${organization.name};` });
  await expect(strip).toContainText('Switch back and reload.');
  await expect(strip).toContainText('kept on this device');
  await expect(page.getByText('does not ask')).toHaveCount(0);
  await expect(page.getByText('could not be saved')).toHaveCount(0);
  await change(other.name, organization.name);
  await strip.getByRole('button', { name: 'Reload' }).click();
  await expectStored(assessmentId, '8.3.6', { finding: 'IN_PLACE' });
});

test('QUEUE-6: a sign-in that ends in mid-answer is renewed beside the work, which then goes on by itself', async ({
  page,
  organization,
}) => {
  await rows('UPDATE "Organization" SET "secondFactorRequired" = false WHERE "id" = $1', [
    organization.organizationId,
  ]);
  const { assessmentId } = await startAssessment(organization, 'A');
  await openRequirement(page, assessmentId, '8.3.6');
  await expect(page.getByRole('radio').first()).toBeEnabled();
  await rows('UPDATE "Session" SET "revokedAt" = now() WHERE "userId" = $1', [organization.person.userId]);
  await page.keyboard.press('3');
  await page.getByLabel('Why it does not apply').fill('Nobody signs in with a password.');
  await expect(page.locator('.saved')).toHaveText('Signed out');
  await signInBeside(page, organization.person);
  await expectStored(assessmentId, '8.3.6', {
    finding: 'NOT_APPLICABLE',
    notApplicableReason: 'Nobody signs in with a password.',
  });
  await expect(page.locator('.saved')).toHaveText(/^Saved/);
  await expect(page.getByText('Your sign-in has ended.')).toBeHidden();
});
