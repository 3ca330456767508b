import { rows } from '../support/people';
import { signInBeside } from '../support/second-factor';
import { expect, expectAccessible, test } from '../support/test';

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

test('a text that is too long to send is refused in the form, and stays', async ({
  page,
  organization: _,
}) => {
  await page.goto('/acquirers/new');
  const rules = page.locator('textarea').first();
  // In lines: a browser is slow with a single one of this length.
  const text = `${'x'.repeat(79)}\n`.repeat(14_000);
  await page.getByLabel('Name', { exact: true }).fill('North Bank');
  await rules.evaluate((field: HTMLTextAreaElement, value) => {
    field.value = value;
  }, text);
  await page.locator('main form button[type="submit"]').click();
  await expect(page.getByText(/a form holds at most 1 MB of text/)).toBeVisible();
  expect(await rules.evaluate((field: HTMLTextAreaElement) => field.value.length)).toBe(text.length);
});

test('typed text is not lost by leaving: a link and the browser’s Back ask first', async ({
  page,
  organization: _,
}) => {
  await page.goto('/acquirers');
  await page.getByRole('link', { name: 'Add acquirer' }).first().click();
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('North Bank');
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Evidence' }).click();
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(name).toHaveValue('North Bank');
  await page.evaluate(() => window.history.back());
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(name).toHaveValue('North Bank');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(/\/evidence$/);

  await page.goto('/acquirers/new');
  await name.fill('North Bank');
  await page.getByRole('button', { name: 'Add acquirer' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'North Bank' }),
    'a save asks nothing',
  ).toBeVisible();
});

test('what was typed outlives an ended session: its person signs in beside it and sends it again', async ({
  page,
  organization,
}) => {
  await rows('UPDATE "Organization" SET "secondFactorRequired" = false WHERE "id" = $1', [
    organization.organizationId,
  ]);
  await page.goto('/acquirers/new');
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('North Bank');
  await rows('UPDATE "Session" SET "revokedAt" = now() WHERE "userId" = $1', [organization.person.userId]);
  await page.getByRole('button', { name: 'Add acquirer' }).click();
  await expect(page.getByText('Your sign-in has ended.')).toBeVisible();
  await expectAccessible(page);
  await signInBeside(page, organization.person);
  await expect(name).toHaveValue('North Bank');
  await page.getByRole('button', { name: 'Add acquirer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'North Bank' })).toBeVisible();

  // Where a browser keeps the tab open, it says what goes on.
  await page.goto('/signed-in');
  await expect(page.getByRole('heading', { name: 'You are signed in again' })).toBeVisible();
  await expectAccessible(page);
});
