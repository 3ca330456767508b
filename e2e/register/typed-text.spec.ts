import { expect, test } from '../support/test';

test('what was typed stays when a provider or product is chosen afterwards; empty fields are filled', async ({
  page,
  organization: _,
}) => {
  await page.goto('/integrations/new');
  const name = page.locator('input[name="name"]');
  const notes = page.getByLabel('Notes on the data flow');
  await name.fill('Till in the museum shop');
  await notes.fill('Cards go from the till to the provider.');
  await page.getByLabel('Start from a payment provider').selectOption({ label: 'Adyen' });
  await page.getByRole('button', { name: 'Show products' }).click();
  await page.getByRole('link', { name: 'Pay by Link' }).click();
  await expect(page.getByText(/Adyen, Pay by Link/)).toBeVisible();
  await expect(name).toHaveValue('Till in the museum shop');
  await expect(notes).toHaveValue('Cards go from the till to the provider.');
  await expect(page.getByLabel('How cards are taken')).not.toHaveValue('');
  await name.fill('');
  await page.getByRole('link', { name: 'Another product' }).click();
  await page.getByRole('link', { name: 'Pay by Link' }).click();
  await expect(name).toHaveValue(/Pay by Link/);

  await page.goto('/providers/new');
  const part = page.getByLabel('What it does for you');
  await part.fill('Takes the cards of our web shop.');
  await page.getByLabel('Start from a payment provider').selectOption({ label: 'Stripe' });
  await page.getByRole('button', { name: 'Fill in' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Stripe');
  await expect(part).toHaveValue('Takes the cards of our web shop.');
});
