import { expect, expectAccessible, picture, test } from '../support/test';

test('somebody who starts can look around in the sample organization', async ({ page, organization }) => {
  await page.goto('/dashboard');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Three steps to your first self-assessment',
  );
  await page.getByRole('button', { name: 'Open the sample organization' }).click();
  const navigation = page.getByRole('navigation', { name: 'Main' });
  await expect(navigation).not.toContainText(organization.name, { timeout: 30_000 });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'overview');
});
