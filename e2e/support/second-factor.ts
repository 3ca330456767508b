import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import type { Person } from './people';
import { expect, hydrated } from './test';

const STEP_MS = 30_000;

/** A code as the app shows it, some 30-second steps from now. Waits out the last seconds of a step. */
export async function codeOf(secret: string, steps = 0): Promise<string> {
  const left = STEP_MS - (Date.now() % STEP_MS);
  if (left < 5_000) await new Promise((done) => setTimeout(done, left + 100));
  const app = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  return app.generate({ timestamp: Date.now() + steps * STEP_MS });
}

/**
 * Sets up the app on the page that asks for it. The code of the step before is used, so that the one of now is still
 * good for signing in.
 */
export async function setUpApp(page: Page): Promise<{ secret: string; recoveryCodes: string[] }> {
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText(/Set up your authenticator app|Choose your second factor/);
  if ((await title.textContent()) === 'Choose your second factor')
    await page.getByRole('link', { name: 'Authenticator app' }).click();
  await expect(title).toHaveText('Set up your authenticator app');
  const secret = ((await page.locator('[data-secret]').textContent()) ?? '').replace(/\s/g, '');
  await page.getByLabel('Code that the app shows now').fill(await codeOf(secret, -1));
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Keep these recovery codes' })).toBeFocused();
  const recoveryCodes = await page
    .getByRole('list', { name: 'Recovery codes' })
    .getByRole('listitem')
    .allTextContents();
  expect(recoveryCodes).toHaveLength(10);
  return { secret, recoveryCodes };
}

/** E-mail and password on the sign-in page, up to the question for the code. */
export async function givePassword(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').waitFor();
  await hydrated(page);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Signs in again in a tab beside the page whose sign-in has ended; the tab closes by itself. */
export async function signInBeside(page: Page, { email, password }: Person): Promise<void> {
  const opening = page.context().waitForEvent('page');
  await page.getByRole('link', { name: 'Sign in in a new tab' }).click();
  const beside = await opening;
  await givePassword(beside, email, password);
  await beside.getByRole('button', { name: 'I have none of them yet' }).click();
  await expect.poll(() => beside.isClosed(), 'it is not needed any more').toBe(true);
}
