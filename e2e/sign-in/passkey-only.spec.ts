import { instance } from '../support/instance';
import { chooseMemberAct } from '../support/members';
import { giveDevice } from '../support/passkey';
import { rows } from '../support/people';
import { givePassword } from '../support/second-factor';
import { expect, expectAccessible, picture, test } from '../support/test';

test('FACTOR-7: a newcomer sets up a passkey and nothing else, signs in with it, and keeps the last factor', async ({
  browser,
  organization,
}) => {
  test.setTimeout(180_000);
  const { email, password } = organization.person;
  const context = await browser.newContext({
    baseURL: instance().baseUrl,
    viewport: { width: 390, height: 800 },
  });
  const page = await context.newPage();
  await giveDevice(page);

  const recoveryCodes = await test.step('the passkey is chosen and made', async () => {
    await page.goto('/providers');
    await givePassword(page, email, password);
    await page.getByRole('button', { name: 'I have none of them yet' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Choose your second factor');
    await expectAccessible(page);
    await picture(page, 'second-factor-choice');
    await page.getByRole('link', { name: 'Use a passkey' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up a passkey');
    await page.getByRole('button', { name: 'Make a passkey' }).click();
    await expect(page.getByText('Enter a name for it, for example the device.')).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('Name').fill('Phone');
    await page.getByRole('button', { name: 'Make a passkey' }).click();
    await expect(page.getByRole('heading', { name: 'Keep these recovery codes' })).toBeFocused();
    await expectAccessible(page);
    const codes = await page
      .getByRole('list', { name: 'Recovery codes' })
      .getByRole('listitem')
      .allTextContents();
    expect(codes).toHaveLength(10);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await expect(page).toHaveURL(/\/providers$/);
    return codes;
  });

  const leave = async () => {
    await context.clearCookies();
    await page.goto('/sign-in');
  };
  const refusal = page.getByRole('alert').getByText('E-mail, password and code do not fit together.');

  await test.step('it signs in alone, and after the password; the password alone opens nothing', async () => {
    await leave();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page).toHaveURL(/\/dashboard$/);
    await leave();
    await givePassword(page, email, password);
    await page.getByRole('button', { name: 'I have none of them yet' }).click();
    await expect(refusal).toBeVisible();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page).toHaveURL(/\/dashboard$/);
    await leave();
    await givePassword(page, email, 'not the password 1');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(refusal, 'and nothing says which of them was wrong').toBeVisible();
    await expectAccessible(page);
  });

  await test.step('a recovery code opens it once, and the account says how many are left', async () => {
    await leave();
    await givePassword(page, email, password);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(recoveryCodes[2] ?? '');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page).toHaveURL(/\/dashboard$/);
    await page.goto('/settings/account');
    await expect(page.getByText('One passkey. 9 recovery codes are left.')).toBeVisible();
  });

  await test.step('the only factor stays while the organization asks for one', async () => {
    await page.getByRole('button', { name: 'Remove the passkey Phone' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(dialog.getByText('Confirm with your passkey first.')).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Confirm with a passkey' }).click();
    await expect(dialog.getByText('You are confirmed for five minutes, for one act.')).toBeVisible();
    await picture(page, 'passkey-confirmed');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(dialog.getByText(/This is your only second factor/)).toBeVisible();
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByRole('listitem').filter({ hasText: 'Phone' })).toBeVisible();
  });
  await context.close();
});

test('FACTOR-8: what binds is confirmed with a passkey in place of password and code', async ({
  page,
  organization,
}) => {
  test.setTimeout(180_000);
  const { person, organizationId } = organization;
  const colleague = await organization.addMember('CONTROL_OWNER', 'Lena Brandt');
  await giveDevice(page);
  await page.goto('/settings/account');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const adding = page.getByRole('dialog', { name: 'Add a passkey' });
  await adding.getByLabel('Name').fill('Desk');
  await adding.getByRole('textbox', { name: 'Your password, once more' }).fill(person.password);
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(adding.getByRole('heading', { name: 'Keep these recovery codes' })).toBeFocused();
  await adding.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('One passkey. 10 recovery codes are left.')).toBeVisible();
  // A quarter of an hour later a second factor is due as well.
  await rows(`UPDATE "Session" SET "secondFactorAt" = now() - interval '16 minutes' WHERE "userId" = $1`, [
    person.userId,
  ]);

  await page.goto('/settings/members');
  const row = page.getByRole('row', { name: /Ada Berger/ });
  await expect(row).toContainText('Passkey');
  const before = await page.context().cookies();
  await chooseMemberAct(page, 'Lena Brandt', 'Change the role of Lena Brandt');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Role').selectOption('MANAGER');
  await dialog.getByRole('button', { name: 'Use the password instead' }).click();
  await expect(dialog.getByLabel('Recovery code')).toBeVisible();
  await dialog.getByRole('button', { name: 'Confirm with a passkey instead' }).click();
  await dialog.getByRole('button', { name: 'Confirm with a passkey' }).click();
  await expect(dialog.getByText('You are confirmed for five minutes, for one act.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Change role' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('row', { name: /Lena Brandt/ })).toContainText('Manager');
  expect(await page.context().cookies(), 'the session goes on under a new id').not.toEqual(before);
  const [membership] = await rows<{ role: string }>(
    'SELECT "role" FROM "Membership" WHERE "organizationId" = $1 AND "userId" = $2',
    [organizationId, colleague.userId],
  );
  expect(membership?.role).toBe('MANAGER');
  const events = await rows<{ type: string }>(
    `SELECT "type" FROM "InstanceEvent" WHERE "actorId" = $1 ORDER BY "sequence" DESC LIMIT 1`,
    [person.userId],
  );
  expect(events[0]?.type).toBe('person.confirmed-by-passkey');
});
