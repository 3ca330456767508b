import { instance } from '../support/instance';
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

test('a password is hidden, may be shown and pasted, and is filled in by who keeps passwords', async ({
  page,
  organization,
}) => {
  await page.context().clearCookies();
  await page.goto('/sign-in');
  expect(organization.name).toMatch(/\w/);
  const password = page.locator('input[name="password"]');
  await expect(password).toHaveAttribute('type', 'password');
  await expect(password).toHaveAttribute('autocomplete', 'current-password');
  await expect(page.locator('input[name="email"]')).toHaveAttribute('autocomplete', 'username');
  const isPasted = await password.evaluate((field) =>
    field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })),
  );
  expect(isPasted, 'nothing stops pasting').toBe(true);
  await page.getByRole('button', { name: 'Show password' }).click();
  await expect(password).toHaveAttribute('type', 'text');
});

test('FACTOR-6: a person sees where they are signed in and ends a session elsewhere, after proving who they are', async ({
  page,
  browser,
  organization,
}) => {
  const elsewhere = await browser.newContext({ baseURL: instance().baseUrl });
  await organization.signIn(elsewhere, organization.person);
  const isIn = async () => (await elsewhere.request.get('/api/evidence')).status();
  expect(await isIn()).toBe(200);

  await page.goto('/settings/account');
  await page.getByRole('button', { name: 'End', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'End this session?' });
  const password = dialog.getByRole('textbox', { name: 'Your password, once more' });
  const end = dialog.getByRole('button', { name: 'End session' });
  await password.fill('not the password');
  await end.click();
  await expect(dialog.getByText('This is not your password.')).toBeVisible();
  expect(await isIn(), 'nothing has ended yet').toBe(200);
  await expectAccessible(page);

  await password.fill(organization.person.password);
  await end.click();
  await expect(page.getByRole('button', { name: 'End', exact: true })).toHaveCount(0);
  expect(await isIn()).toBe(401);
  await elsewhere.close();
});
