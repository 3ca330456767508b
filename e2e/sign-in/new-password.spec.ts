import { instance } from '../support/instance';
import { mailsTo, subjectOf } from '../support/mail';
import { givePassword } from '../support/second-factor';
import { expect, expectAccessible, picture, test } from '../support/test';

test('FACTOR-4: somebody who forgot the password chooses a new one by mail; nothing tells whether an address is known', async ({
  browser,
  organization,
}) => {
  test.setTimeout(120_000);
  const { email } = organization.person;
  const next = 'violet anchors drum 9 kettles';
  const stranger = `nobody-${organization.organizationId}@example.test`;
  const context = await browser.newContext({ baseURL: instance().baseUrl });
  const page = await context.newPage();
  const ask = async (address: string) => {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot the password?' }).click();
    await page.getByLabel('E-mail').fill(address);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await expect(page.getByText('Look into your mail.')).toBeVisible();
    return page.getByRole('main').textContent();
  };

  const known = await ask(email);
  await expectAccessible(page);
  await expect.poll(() => mailsTo(email).length).toBe(1);
  expect(await ask(stranger)).toBe(known);
  const link = new RegExp(`${instance().baseUrl}/new-password/[\\w-]+`).exec(mailsTo(email)[0] ?? '')?.[0];
  expect(link, 'the link has the configured address').toBeDefined();

  await page.goto(link ?? '');
  await expectAccessible(page);
  await picture(page, 'new-password');
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill('Password12345');
  await page.getByRole('textbox', { name: 'Password again' }).fill('Password12345');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page.getByText(/easy to guess/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(next);
  await page.getByRole('textbox', { name: 'Password again' }).fill(next);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page.getByText('Your new password is saved. Sign in with it.')).toBeVisible();
  await givePassword(page, email, next);
  await page.getByRole('button', { name: 'I have none of them yet' }).click();
  await expect(page).toHaveURL(/\/second-factor/);
  await page.goto(link ?? '');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
  await expect
    .poll(() => mailsTo(email).map(subjectOf), { message: 'the owner is told' })
    .toEqual(['A new password for Inplace', 'Your Inplace account was changed']);
  expect(mailsTo(stranger), 'nothing went to the unknown address').toEqual([]);
  await context.close();
});
