import { startAssessment } from '../support/assessments';
import { expect, expectAccessible, test } from '../support/test';

test('PACKAGE-1: an officer takes everything for the auditor away in one ZIP, after confirming who they are', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  const address = `/api/assessments/${assessmentId}/package.zip`;
  expect((await page.request.get(address)).status(), 'not without confirmation').toBe(400);
  await page.goto(`/assessments/${assessmentId}/report`);
  await page.getByRole('button', { name: 'Auditor package' }).click();
  const dialog = page.getByRole('dialog', { name: 'Everything for the auditor' });
  await expect(dialog).toContainText('marked as a draft');
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: 'Your password, once more' }).fill(organization.person.password);
  const arriving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export' }).click();
  const download = await arriving;
  expect(download.suggestedFilename()).toMatch(/ \(draft\), auditor package\.zip$/);
  expect(await download.failure()).toBeNull();
  await expect(dialog).toBeHidden();
});
