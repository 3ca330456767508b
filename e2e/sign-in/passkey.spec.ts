import type { BrowserContext, Page } from '@playwright/test';
import { instance } from '../support/instance';
import { giveDevice } from '../support/passkey';
import { rows } from '../support/people';
import { setUpApp } from '../support/second-factor';
import { expect, expectAccessible, hydrated, picture, test } from '../support/test';

/** What the next sign-in with a passkey sends, while it still goes through. */
function nextSignature(page: Page): Promise<string> {
  return page
    .waitForRequest((request) => request.url().endsWith('/api/auth/callback/passkey'))
    .then((request) => request.postData() ?? '');
}

async function sendAgain(context: BrowserContext, body: string): Promise<string> {
  const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json();
  const form = new URLSearchParams(body);
  form.set('csrfToken', csrfToken);
  const answer = await context.request.post('/api/auth/callback/passkey', {
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: instance().baseUrl },
    data: form.toString(),
    maxRedirects: 0,
  });
  return (await answer.json()).url;
}

test('FACTOR-5: a passkey signs in alone, works once for each question, and no longer once it is removed', async ({
  page,
  organization,
}) => {
  test.setTimeout(180_000);
  const { password } = organization.person;
  const confirm = page.getByRole('textbox', { name: 'Your password, once more' });
  await giveDevice(page);
  await page.goto('/settings/account');
  await page.getByRole('link', { name: 'Set up an authenticator app' }).click();
  await confirm.fill(password);
  await setUpApp(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();

  await test.step('it is added by somebody who was just confirmed', async () => {
    const add = page.getByRole('button', { name: 'Add a passkey' });
    await expect(add).toBeVisible();
    await hydrated(page);
    await hydrated(page);
    await add.click();
    const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
    await dialog.getByLabel('Name').fill('Work laptop');
    await confirm.fill('not the password 1');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog.getByText('This is not your password.')).toBeVisible();
    await expectAccessible(page);
    await confirm.fill(password);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('listitem').filter({ hasText: 'Work laptop' })).toContainText('not used yet');
    await expectAccessible(page);
    await picture(page, 'account');
  });

  const signature = await test.step('it signs in without password and code', async () => {
    await page.context().clearCookies();
    await page.goto('/providers');
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fproviders$/);
    const sent = nextSignature(page);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page).toHaveURL(/\/providers$/);
    return sent;
  });

  await test.step('what it has signed opens nothing a second time', async () => {
    await page.context().clearCookies();
    expect(await sendAgain(page.context(), signature)).toContain('error=CredentialsSignin');
    expect((await page.context().request.get('/api/evidence?query=a')).status()).toBe(401);
  });

  await test.step('it opens nothing where single sign-on is required, but for the administrator named for it', async () => {
    const { organizationId, person } = organization;
    const other = await organization.addMember('ADMINISTRATOR', 'Lena Brandt');
    const name = (userId: string, allowed: boolean) =>
      rows('UPDATE "Membership" SET "mayUsePassword" = $2 WHERE "userId" = $1', [userId, allowed]);
    await name(other.userId, true);
    await rows(`UPDATE "Organization" SET "signOn" = 'REQUIRED' WHERE "id" = $1`, [organizationId]);
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page.getByText('No passkey was taken.')).toBeVisible();
    expect((await page.context().request.get('/api/evidence?query=a')).status()).toBe(401);
    await name(person.userId, true);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page).toHaveURL(/\/dashboard$/);
    await rows(`UPDATE "Organization" SET "signOn" = 'OFF' WHERE "id" = $1`, [organizationId]);
    await page.context().clearCookies();
  });

  await test.step('it counts as both factors, and signs in no longer once it is removed', async () => {
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page).toHaveURL(/\/dashboard$/);
    await page.goto('/settings/account');
    await page.getByRole('button', { name: 'Remove the passkey Work laptop' }).click();
    await confirm.fill(password);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByText('Work laptop')).toHaveCount(0);
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page.getByText('No passkey was taken.')).toBeVisible();
    await expectAccessible(page);
  });
});
