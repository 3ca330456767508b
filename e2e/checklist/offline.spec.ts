import { choose, expectStored, openRequirement } from '../support/answers';
import { startAssessment, storedAnswers } from '../support/assessments';
import { rows } from '../support/people';
import { expect, test } from '../support/test';

test('ANSWER-4: what is typed offline is kept here and saved once when the network is back', async ({
  page,
  context,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await openRequirement(page, assessmentId, '2.2.2');
  await choose(page, 'IN_PLACE');
  await expectStored(assessmentId, '2.2.2', { finding: 'IN_PLACE' });
  const note = page.getByLabel('How you know');
  await expect(note).toBeEditable();
  const [before] = await storedAnswers(assessmentId, '2.2.2');

  await context.setOffline(true);
  await note.pressSequentially('Written in a tunnel.');
  await page.keyboard.press('Tab');
  await expect(page.locator('.saved')).toHaveText('Offline (1 change kept here)');
  await expect(page.locator('.strips'), 'what a reload would do is said before').toContainText(
    'do not close or reload this page',
  );
  expect(await storedAnswers(assessmentId, '2.2.2'), 'nothing has arrived').toEqual([before]);

  // Another requirement says once, in its frame, that there is no network; its parts wait for it.
  await page
    .getByRole('link', { name: /3\.1\.1/ })
    .last()
    .click();
  await expect(page.locator('.req-id b')).toHaveText('3.1.1');
  await expect(page.locator('.saved')).toContainText('Offline');
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'What good looks like' })).toBeHidden();

  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: 'What good looks like' })).toBeVisible();
  await expect(page.getByText('Attach files')).toBeVisible();
  await expectStored(assessmentId, '2.2.2', {
    resultNote: 'Written in a tunnel.',
    version: (before?.version ?? 0) + 1,
  });
  await expect(page.locator('.saved')).toHaveText(/^Saved \d\d:\d\d:\d\d$/);

  await openRequirement(page, assessmentId, '2.2.2');
  await expect(page.getByLabel('How you know')).toHaveValue('Written in a tunnel.');
  const saves = await rows<{ text: string }>(
    `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "text" LIKE '%Written in a tunnel.%'`,
    [organization.organizationId],
  );
  expect(saves, 'it was saved once').toHaveLength(1);
});

test('ANSWER-5: a page that is closed while offline gives its text back on the next visit', async ({
  page,
  context,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await openRequirement(page, assessmentId, '2.2.2');
  await choose(page, 'NOT_APPLICABLE');
  await expectStored(assessmentId, '2.2.2', { finding: 'NOT_APPLICABLE' });
  await expect(page.getByLabel('Why it does not apply')).toBeEditable();
  await context.setOffline(true);
  await page.getByLabel('Why it does not apply').fill('Typed just before the battery died.');
  await expect(page.locator('.saved')).toContainText('kept here');
  await page.close();

  await context.setOffline(false);
  const later = await context.newPage();
  await openRequirement(later, assessmentId, '2.2.2');
  await expect(later.getByLabel('Why it does not apply')).toHaveValue('Typed just before the battery died.');
  await expectStored(assessmentId, '2.2.2', { notApplicableReason: 'Typed just before the battery died.' });
});
