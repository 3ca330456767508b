import { openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { pdfFile } from '../support/evidence-files';
import { expect, expectAccessible, picture, test } from '../support/test';

test('GUARD-1: an upload with a card number is blocked, shown masked, removed or released with a reason; nobody opens it before', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A', 'Heron shop 2026');
  await openRequirement(page, assessmentId, '8.3.6');
  const panel = page.getByRole('region', { name: 'Evidence' });
  await panel
    .locator('input[type="file"]')
    .first()
    .setInputFiles([
      { name: 'payments.log', mimeType: 'text/plain', buffer: Buffer.from('ok\npan=4111 1111 1111 1111\n') },
      pdfFile('receipt.pdf', 'Card 5555 5555 5555 4444'),
      pdfFile('policy.pdf', 'Passwords are long.'),
    ]);
  await expect(panel.getByText('Blocked: card number')).toHaveCount(2);
  await expect(panel.getByRole('link', { name: 'Download' })).toHaveCount(1);

  await panel.getByRole('link', { name: 'payments' }).click();
  const found = page.getByRole('list', { name: 'Found in payments.log' });
  await expect(found).toHaveText('Visa •••• 1111, line 2');
  await expect(page.getByText('4111')).toHaveCount(0);
  await expectAccessible(page);
  await picture(page, 'evidence-blocked');
  const fileAddress = `/api${new URL(page.url()).pathname}/files/`;
  expect(await page.content()).not.toContain(fileAddress);
  await page.getByRole('button', { name: 'Remove the file' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the file' }).click();
  await expect(page.getByText('Removed: card number')).toBeVisible();
  await expect(found).toHaveCount(0);

  await page.goto('/evidence');
  const row = page.getByRole('row', { name: /receipt/ });
  await expect(row.getByText('Blocked: card number')).toBeVisible();
  await row.getByRole('link', { name: 'receipt' }).click();
  await page.getByRole('button', { name: 'It is a false alarm' }).click();
  const dialog = page.getByRole('dialog', { name: 'No card number after all?' });
  await dialog.getByLabel('Why is it no card number?').fill('No');
  await dialog.getByRole('button', { name: 'Release the file' }).click();
  await expect(dialog.getByText(/at least 10 characters/)).toBeVisible();
  await dialog.getByLabel('Why is it no card number?').fill('The test number that the brand publishes');
  await dialog.getByRole('button', { name: 'Release the file' }).click();
  await expect(page.getByRole('link', { name: 'Download receipt.pdf' })).toBeVisible();
  await expect(page.getByText(/The test number that the brand publishes/).first()).toBeVisible();
});
