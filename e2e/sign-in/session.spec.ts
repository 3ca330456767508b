import { expect, expectAccessible, test } from '../support/test';

test('the sign-in page can be used by everybody', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
});

test('a page of the workspace asks a stranger to sign in and leads back afterwards', async ({ page }) => {
  await page.goto('/catalogue');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fcatalogue$/);
});
