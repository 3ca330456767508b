import { startInstance } from '../support/instance';
import { mailsTo } from '../support/mail';
import { chooseMemberAct } from '../support/members';
import { codeOf, givePassword, setUpApp } from '../support/second-factor';
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
  const app = { secret: '' };
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
    await page.getByLabel('Country').selectOption('JP');
    await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Tokyo');
    await page.getByLabel('Time zone').fill('Europe/Dublin');
    await page.getByLabel('Country').selectOption('IE');
    await expect(page.getByLabel('Time zone'), 'what was typed stays').toHaveValue('Europe/Dublin');
    await page.getByLabel('Your name').fill('Priya Raman');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('textbox', { name: 'Password again' }).fill(password);
    await page.getByRole('button', { name: 'Set up Inplace' }).click();
    const { secret } = await setUpApp(page);
    app.secret = secret;
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Three steps to your first self-assessment',
    );
    await expect(page.getByRole('navigation', { name: 'Main' })).toContainText('Lantern & Oak Ltd');
    await page.goto(setupPath);
    await expect(page, 'the address works once').toHaveURL(/\/dashboard$/);
  });

  await test.step('alone on the server, the administrator’s word about an e-mail domain counts', async () => {
    await page.goto('/settings/sign-in');
    const dialog = page.getByRole('dialog');
    const confirm = async (button: string) => {
      await dialog.getByRole('textbox', { name: 'Your password, once more' }).fill(password);
      await dialog.getByRole('button', { name: button, exact: true }).click();
      await expect(dialog).toBeHidden();
    };
    await page.getByRole('button', { name: 'Add a domain' }).click();
    await dialog.getByLabel('Domain', { exact: true }).fill('Lantern.example');
    await confirm('Add');
    await page.getByRole('button', { name: 'Vouch for it instead' }).click();
    await confirm('It does');
    await expect(page.getByText('Vouched for by an administrator')).toBeVisible();
    await expectAccessible(page);
  });

  const link = await test.step('an invitation goes to the mailbox and to nobody else', async () => {
    await page.goto('/settings/members');
    await page.getByRole('button', { name: 'Invite a member' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Tom Evans');
    await dialog.getByLabel('E-mail').fill('tom@lantern.example');
    await dialog.getByLabel('Role').selectOption({ label: 'Compliance officer' });
    await dialog.getByRole('textbox', { name: 'Your password, once more' }).fill(password);
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    await expect(dialog.getByText('Tom Evans has the link by mail.')).toBeVisible();
    await expect(dialog.getByLabel('Invitation link')).toHaveCount(0);
    await expectAccessible(page);
    const [mail = ''] = mailsTo('tom@lantern.example', fresh);
    const [found = ''] =
      new RegExp(`${fresh.baseUrl}/invitation/[\\w-]{43}`).exec(mail.replaceAll('=\r\n', '')) ?? [];
    expect(found).not.toBe('');
    expect(await page.content(), 'whoever invites cannot come in as the one who is invited').not.toContain(
      found,
    );
    return found;
  });

  await test.step('whom it was made for joins with it, once', async () => {
    const context = await browser.newContext({ baseURL: fresh.baseUrl });
    const desk = await context.newPage();
    await desk.goto(link);
    await expectAccessible(desk);
    await desk.getByLabel('Password', { exact: true }).fill(password);
    await desk.getByRole('textbox', { name: 'Password again' }).fill(password);
    await desk.getByRole('button', { name: 'Join' }).click();
    await setUpApp(desk);
    await desk.getByRole('button', { name: 'I have kept them' }).click();
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
    await chooseMemberAct(page, 'Tom Evans', 'Change the name of Tom Evans');
    await page.getByRole('dialog').getByLabel('Name').fill('Tom Evans-Byrne');
    await page.getByRole('textbox', { name: 'Your password, once more' }).fill(password);
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
    await givePassword(page, 'priya@lantern.example', 'something else 1');
    await page.getByLabel('Six-digit code').fill(await codeOf(app.secret, 1));
    await expect(
      page.getByRole('alert').getByText('E-mail, password and code do not fit together.'),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Change' }).click();
    await expect(page.getByLabel('E-mail')).toHaveValue('priya@lantern.example');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Six-digit code').fill(await codeOf(app.secret));
    await expect(page).toHaveURL(/\/dashboard$/);
  });

  await test.step('an address from which too many sign-ins fail has to wait', async () => {
    const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json();
    const attempt = (number: number) =>
      page.request.post('/api/auth/callback/credentials', {
        headers: { origin: fresh.baseUrl },
        form: {
          csrfToken,
          email: `nobody-${number}@lantern.example`,
          password: 'wrong',
          code: '',
          json: String(number % 2 === 0),
        },
        maxRedirects: 0,
      });
    // At once: each further one is answered later than the one before, which would take a minute one by one.
    const answers = await Promise.all(Array.from({ length: 50 }, (_, number) => attempt(number)));
    const last = await attempt(50);
    expect(last.status()).toBe(429);
    expect(Number(last.headers()['retry-after'])).toBeGreaterThan(0);
    // Without `json` next-auth answers with a redirect: such failures count as well.
    expect(answers.filter((answer) => [302, 401].includes(answer.status())).length).toBeGreaterThan(40);
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await givePassword(page, 'priya@lantern.example', password);
    await page.getByLabel('Six-digit code').fill('123456');
    await expect(page.getByText('Too many sign-ins have failed from where you are.')).toBeVisible();
  });
});
