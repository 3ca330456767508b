import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

test('SCIM-1: an administrator lets an identity provider in, and what it switches off is out', async ({
  page,
  request,
  organization,
  browser,
}) => {
  test.setTimeout(120_000);
  const { password } = organization.person;
  const domain = `${organization.organizationId.slice(0, 8)}.example.com`;
  const confirm = page.getByRole('textbox', { name: 'Your password, once more' });
  await page.goto('/settings/provisioning');
  await expect(page.getByText('None yet: nobody can be added')).toBeVisible();
  // The proof itself is walked in the tests of single sign-on.
  await rows(
    `INSERT INTO "SignOnDomain" ("organizationId", "id", "domain", "token", "verifiedAt", "verifiedBy")
     VALUES ($1, gen_random_uuid(), $2, 'x', now(), 'DNS')`,
    [organization.organizationId, domain],
  );
  await page.getByRole('button', { name: 'Change what new members get' }).click();
  await page.getByLabel('Role to start with').selectOption('Assessor');
  await confirm.fill(password);
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Change', exact: true }).click();
  await expect(page.getByText(domain)).toBeVisible();

  await page.getByRole('button', { name: 'Make a token' }).click();
  await confirm.fill(password);
  await page.getByRole('dialog').getByRole('button', { name: 'Make the token' }).click();
  const token = await page.getByLabel('Token', { exact: true }).inputValue();
  expect(token).toMatch(/^inp_scim_[0-9A-Za-z]{49}$/);
  await page.getByRole('button', { name: 'Done' }).click();

  const scim = (method: string, path: string, data?: object) =>
    request.fetch(`/api/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(data && { data: JSON.stringify(data) }),
    });
  const made = await scim('POST', '/Users', { userName: `kim@${domain}`, displayName: 'Kim Roe' });
  expect(made.status()).toBe(201);
  const member = { value: (await made.json()).id };
  expect((await scim('POST', '/Groups', { displayName: 'PCI team', members: [member] })).status()).toBe(201);
  expect((await scim('POST', '/Bulk', {})).status()).toBe(404);

  await page.reload();
  await page.getByRole('button', { name: 'Choose the role of PCI team' }).click();
  await page.getByLabel('Role', { exact: true }).selectOption('Manager');
  await confirm.fill(password);
  await page.getByRole('dialog').getByRole('button', { name: 'Choose' }).click();
  await expect(page.getByRole('cell', { name: 'Manager', exact: true })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'provisioning');
  await page.goto('/settings/members');
  await expect(page.getByRole('row', { name: /Kim Roe/ })).toContainText('Manager');

  const colleague = await organization.addMember('MANAGER', 'Bo Lind');
  const context = await browser.newContext();
  await organization.signIn(context, colleague);
  const found = await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${colleague.email}"`)}`);
  const { id } = (await found.json()).Resources[0];
  const other = await context.newPage();
  await other.goto('/dashboard');
  await expect(other).toHaveURL(/\/dashboard/);
  const off = { Operations: [{ op: 'Replace', path: 'active', value: 'False' }] };
  expect((await scim('PATCH', `/Users/${id}`, off)).status()).toBe(200);
  await other.goto('/dashboard');
  await expect(other).toHaveURL(/\/sign-in/);
  await context.close();
});
