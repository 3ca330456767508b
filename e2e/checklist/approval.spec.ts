import { choose, expectStored, openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { rows } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';

test('ANSWER-13: what is approved is what is on the screen, and whoever answered is told who approves it', async ({
  page,
  baseURL,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  const colleague = await organization.addMember('COMPLIANCE_OFFICER', 'Sam Okafor');
  const context = await page.context().browser()?.newContext({ baseURL });
  if (!context) throw new Error('no browser');
  await organization.signIn(context, colleague);
  const theirs = await context.newPage();
  await rows(
    `INSERT INTO "TestRecord" ("organizationId", "id", "assessmentId", "catalogueVersionId", "requirementKey", "methods", "examined", "performedByName", "performedOn", "result", "createdById", "createdByName")
     VALUES ($1, gen_random_uuid(), $2, 'pci-dss-4.0.1', 'pci-dss:8.3.6', '{EXAMINED}', 'Two of nine accounts', 'Ada Berger', '2026-02-02', 'MET', $3, 'Ada Berger')`,
    [organization.organizationId, assessmentId, organization.person.userId],
  );

  await test.step('whoever answered does not approve it, and reads who does', async () => {
    await openRequirement(page, assessmentId, '8.3.6');
    await choose(page, 'IN_PLACE');
    await expectStored(assessmentId, '8.3.6', { finding: 'IN_PLACE' });
    await expect(page.getByText('You answered it: somebody else reviews it.').last()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve' })).toBeDisabled();
    await expectAccessible(page);
  });

  const approve = theirs.getByRole('button', { name: 'Approve' });
  await openRequirement(theirs, assessmentId, '8.3.6');
  await expect(theirs.getByText('Two of nine accounts').first()).toBeVisible();
  await expect(approve).toBeEnabled();

  await test.step('a test that says something else meanwhile is not approved, but shown', async () => {
    await rows(
      `UPDATE "TestRecord" SET "examined" = 'None of the accounts', "version" = "version" + 1 WHERE "assessmentId" = $1`,
      [assessmentId],
    );
    await approve.click();
    await expect(theirs.locator('.field-error')).toContainText(
      'What stands beside its answer was changed meanwhile',
    );
    await expect(theirs.getByText('None of the accounts').first()).toBeVisible();
    await expect(theirs.getByText('Two of nine accounts')).toHaveCount(0);
    await expect(approve).toBeEnabled();
  });

  await test.step('once both have written in it, the way out is said', async () => {
    await choose(theirs, 'NOT_IN_PLACE');
    await expectStored(assessmentId, '8.3.6', { finding: 'NOT_IN_PLACE' });
    await choose(theirs, 'IN_PLACE');
    await expectStored(assessmentId, '8.3.6', { finding: 'IN_PLACE' });
    await expect(theirs.getByText('another officer has to join').last()).toBeVisible();
    await expect(approve).toBeDisabled();
    await expectAccessible(theirs);
  });

  await test.step('a third officer approves it', async () => {
    const third = await organization.addMember('COMPLIANCE_OFFICER', 'Hanne Vik');
    await organization.signIn(context, third);
    await theirs.reload();
    await approve.click();
    await expect(theirs.getByText('You approved it')).toBeVisible();
  });
  await context.close();
});
