import { startInstance } from '../support/instance';
import { test as base, expect, expectAccessible, picture } from '../support/test';

const password = 'eleven boats 7 anchors';

// An instance of its own: set-up happens once in the life of a database.
const test = base.extend<{ fresh: Awaited<ReturnType<typeof startInstance>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's dependencies from this pattern
  fresh: async ({}, use) => {
    const instance = await startInstance();
    await use(instance);
    await instance.close();
  },
  baseURL: async ({ fresh }, use) => use(fresh.baseUrl),
});

test('SETUP-1: the address from the terminal makes the organization, its administrator and, by invitation, a second person', async ({
  page,
  browser,
  fresh,
}) => {
  test.setTimeout(300_000);
  await test.step('without the token nobody gets in', async () => {
    await page.goto('/dashboard');
    await expect(page).toHaveURL(/\/setup$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inplace waits for its set-up');
    await expectAccessible(page);
    await page.goto('/setup?token=guessed');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This set-up address no longer works');
  });

  const setupPath = (await fresh.setupPath()) ?? '';
  await page.goto(setupPath);
  await test.step('what is missing is said next to the field, and nothing typed is lost', async () => {
    await expectAccessible(page);
    await picture(page, 'set-up');
    await page.getByLabel('Name', { exact: true }).fill('Lantern & Oak Ltd');
    await page.getByLabel('E-mail').fill('priya@lantern.example');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Set up Inplace' }).click();
    await expect(page.getByText('Use at least 12 characters.')).toBeVisible();
    await expect(page.getByText('Enter a name.')).toBeVisible();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Lantern & Oak Ltd');
    await expectAccessible(page);
  });

  await test.step('the first administrator lands on the dashboard', async () => {
    await page.getByLabel('Country').selectOption('IE');
    await page.getByLabel('Time zone').fill('Europe/Dublin');
    await page.getByLabel('Your name').fill('Priya Raman');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('textbox', { name: 'Password again' }).fill(password);
    await page.getByRole('button', { name: 'Set up Inplace' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Three steps to your first self-assessment',
    );
    await expect(page.getByRole('navigation', { name: 'Main' })).toContainText('Lantern & Oak Ltd');
    await page.goto(setupPath);
    await expect(page, 'the address works once').toHaveURL(/\/dashboard$/);
  });

  const link = await test.step('an invitation is a link that is shown once', async () => {
    await page.goto('/settings/members');
    await page.getByRole('button', { name: 'Invite a member' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Tom Evans');
    await dialog.getByLabel('E-mail').fill('tom@lantern.example');
    await dialog.getByLabel('Role').selectOption({ label: 'Compliance officer' });
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const field = dialog.getByLabel('Invitation link');
    await expect(field).toHaveValue(/\/invitation\//);
    await expectAccessible(page);
    return field.inputValue();
  });

  await test.step('whom it was made for joins with it, once', async () => {
    const context = await browser.newContext({ baseURL: fresh.baseUrl });
    const desk = await context.newPage();
    await desk.goto(link);
    await expectAccessible(desk);
    await desk.getByLabel('Password', { exact: true }).fill(password);
    await desk.getByRole('textbox', { name: 'Password again' }).fill(password);
    await desk.getByRole('button', { name: 'Join' }).click();
    await expect(desk.getByRole('heading', { level: 1 })).toHaveText(
      'Three steps to your first self-assessment',
    );
    await desk.goto('/settings/members');
    await expect(desk.getByRole('button', { name: 'Invite a member' })).toHaveCount(0);
    await desk.goto(link);
    await expect(desk.getByLabel('Password', { exact: true })).toHaveCount(0);
    await context.close();
  });

  await test.step('nobody renames themselves; an administrator does, and it is recorded', async () => {
    await page.goto('/settings/members');
    await page.getByRole('button', { name: 'Change the name of Tom Evans' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Tom Evans-Byrne');
    await page.getByRole('button', { name: 'Change name' }).click();
    await expect(page.getByRole('rowheader', { name: /Tom Evans-Byrne/ })).toBeVisible();
    await page.goto('/audit-log');
    await expect(page.getByRole('main').getByText(/changed the name of/)).toContainText('Tom Evans');
  });

  await test.step('signing out ends the session, a wrong password is refused without losing the e-mail', async () => {
    await page.goto('/dashboard');
    const kept = await page.context().cookies();
    await page.getByRole('button', { name: /Priya Raman/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await page.context().addCookies(kept);
    await page.goto('/dashboard');
    await expect(page, 'the old cookie is worthless').toHaveURL(/\/sign-in/);
    await page.getByLabel('E-mail').fill('priya@lantern.example');
    await page.getByLabel('Password', { exact: true }).fill('something else 1');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').getByText('E-mail and password do not match.')).toBeVisible();
    await expect(page.getByLabel('E-mail')).toHaveValue('priya@lantern.example');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/dashboard$/);
  });
});
