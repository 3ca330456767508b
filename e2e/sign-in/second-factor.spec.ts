import { execFileSync } from 'node:child_process';
import { instance } from '../support/instance';
import { chooseMemberAct } from '../support/members';
import { rows } from '../support/people';
import { codeOf, givePassword, setUpApp } from '../support/second-factor';
import { expect, expectAccessible, hydrated, picture, test } from '../support/test';

const codeField = 'Six-digit code from your authenticator app';

test('FACTOR-1: a newcomer sets up an authenticator app and signs in with it; the password alone opens nothing', async ({
  browser,
  organization,
}) => {
  test.setTimeout(180_000);
  const { email, password } = organization.person;
  const context = await browser.newContext({ baseURL: instance().baseUrl });
  const page = await context.newPage();

  await test.step('with the password alone there is nothing but the set-up of the app', async () => {
    await page.goto('/providers');
    await givePassword(page, email, password);
    await expect(page.getByLabel(codeField)).toBeFocused();
    await expectAccessible(page);
    await picture(page, 'sign-in');
    await page.getByRole('button', { name: 'I have none of them yet' }).click();
    await expect(page).toHaveURL(/\/second-factor\?next=%2Fproviders$/);
    await expectAccessible(page);
    await page.goto('/dashboard');
    await expect(page).toHaveURL(/\/second-factor\?next=%2Fdashboard$/);
    expect((await context.request.get('/api/audit-log')).status()).toBe(401);
    expect((await context.request.get('/api/evidence?query=a')).status()).toBe(401);
    await page.goto('/providers');
  });

  const { secret, recoveryCodes } = await test.step('the app is set up', async () => {
    await page.getByRole('link', { name: 'Authenticator app' }).click();
    await page.getByLabel('Code that the app shows now').fill('000000');
    await page.getByRole('button', { name: 'Set up', exact: true }).click();
    await expect(page.getByText(/This code does not fit/)).toBeVisible();
    await page.setViewportSize({ width: 390, height: 800 });
    await expectAccessible(page);
    await picture(page, 'authenticator-app');
    const made = await setUpApp(page);
    await expectAccessible(page);
    await picture(page, 'recovery-codes');
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await expect(page).toHaveURL(/\/providers$/);
    return made;
  });

  const leave = async () => {
    await context.clearCookies();
    await page.goto('/sign-in');
  };

  await test.step('password and code together open the app; a code works once', async () => {
    await leave();
    await givePassword(page, email, password);
    await page.getByRole('button', { name: 'I have none of them yet' }).click();
    await expect(
      page.getByRole('alert').getByText('E-mail, password and code do not fit together.'),
    ).toBeVisible();
    const code = await codeOf(secret);
    await page.getByLabel(codeField).pressSequentially(code);
    await expect(page).toHaveURL(/\/dashboard$/);
    await leave();
    await givePassword(page, email, password);
    await page.getByLabel(codeField).pressSequentially(code);
    await expect(
      page.getByRole('alert').getByText('E-mail, password and code do not fit together.'),
    ).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('a recovery code opens it once, and the account says how many are left', async () => {
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(recoveryCodes[3]?.toLowerCase() ?? '');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page).toHaveURL(/\/dashboard$/);
    await page.goto('/settings/account');
    await expect(page.getByText('9 recovery codes are left.')).toBeVisible();
    await expectAccessible(page);
  });
  await test.step('who lost both is let in again from the terminal', async () => {
    const said = execFileSync(process.execPath, ['scripts/reset-sign-in.mjs', email], {
      env: { ...process.env, DATABASE_URL: instance().ownerUrl },
      encoding: 'utf8',
    });
    expect(said).toContain(organization.person.name);
    await page.goto('/dashboard');
    await givePassword(page, email, password);
    await page.getByRole('button', { name: 'I have none of them yet' }).click();
    await expect(page).toHaveURL(/\/second-factor/);
  });
  await context.close();
});

test('FACTOR-2: what binds asks again for the code after a quarter of an hour', async ({
  page,
  organization,
}) => {
  test.setTimeout(180_000);
  const { person } = organization;
  await page.goto('/second-factor');
  await page.getByRole('textbox', { name: 'Your password, once more' }).fill(person.password);
  const { secret } = await setUpApp(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page).toHaveURL(/\/settings\/account$/);
  await hydrated(page);

  const renew = page.getByRole('dialog', { name: 'New recovery codes' });
  await page.getByRole('button', { name: 'Make new recovery codes' }).click();
  await expect(renew).toBeVisible();
  await expect(renew.getByLabel('Code from your authenticator app')).toHaveCount(0);
  // While the dialog stands open, the quarter of an hour passes.
  await rows(`UPDATE "Session" SET "secondFactorAt" = now() - interval '16 minutes' WHERE "userId" = $1`, [
    person.userId,
  ]);
  await renew.getByRole('textbox', { name: 'Your password, once more' }).fill(person.password);
  await renew.getByRole('button', { name: 'Make new codes' }).click();
  await expect(renew.getByText('Enter the code of your authenticator app.')).toBeVisible();
  await expectAccessible(page);
  const before = await page.context().cookies();
  await renew.getByLabel('Code from your authenticator app').fill(await codeOf(secret));
  await renew.getByRole('button', { name: 'Make new codes' }).click();
  await expect(renew.getByRole('listitem')).toHaveCount(10);
  await expectAccessible(page);
  await renew.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible();
  expect(await page.context().cookies(), 'the session has a new id').not.toEqual(before);
});

test('FACTOR-3: an administrator resets the app of somebody who lost it, and decides whether everybody needs one', async ({
  page,
  browser,
  organization,
}) => {
  test.setTimeout(180_000);
  const { person } = organization;
  const member = await organization.addMember('COMPLIANCE_OFFICER', 'Lena Brandt');
  await rows(
    `INSERT INTO "Authenticator" ("id", "userId", "sealedSecret", "lastStep") VALUES (gen_random_uuid(), $1, 'lost', 1)`,
    [member.userId],
  );
  const context = await browser.newContext({ baseURL: instance().baseUrl });
  await organization.signIn(context, member);
  const desk = await context.newPage();
  await desk.goto('/settings/members');
  await expect(desk.getByRole('row', { name: /Lena Brandt/ })).toContainText('Authenticator app');
  await expect(desk.getByRole('button', { name: /^Actions for/ })).toHaveCount(0);

  await page.goto('/settings/members');
  await chooseMemberAct(page, 'Lena Brandt', 'Reset the second factor of Lena Brandt');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Your password, once more' }).fill(person.password);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(page.getByRole('row', { name: /Lena Brandt/ })).toContainText('None yet');
  await page.goto('/audit-log');
  await expect(page.getByRole('main').getByText(/reset the second factor of/)).toContainText('Lena Brandt');
  const entry = page.getByRole('listitem').filter({ hasText: 'reset the second factor of' });
  await entry.locator('summary').click();
  await expect(entry.getByText('Came from')).toBeVisible();
  await expect(entry.getByText(/^(127\.0\.0\.1|::1)$/).last(), 'from where').toBeVisible();

  await desk.goto('/dashboard');
  await expect(desk, 'the session has ended').toHaveURL(/\/sign-in/);
  await givePassword(desk, member.email, member.password);
  await desk.getByRole('button', { name: 'I have none of them yet' }).click();
  await expect(desk).toHaveURL(/\/second-factor/);

  await page.goto('/settings');
  await page.getByRole('button', { name: 'Let the password be enough' }).click();
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: 'Your password, once more' })
    .fill(person.password);
  await page.getByRole('dialog').getByRole('button', { name: 'Let it be enough' }).click();
  await expect(page.getByRole('button', { name: 'Ask everybody for a second factor' })).toBeVisible();
  await desk.goto('/dashboard');
  await expect(desk, 'the policy acts on the next request').toHaveURL(/\/dashboard$/);
  await context.close();
});
