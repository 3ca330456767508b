import { makeOrganization, rows } from '../support/people';
import { expect, test } from '../support/test';

test('ACCESS-6: a page of one organization changes nothing once its person works in another, or somebody else is there', async ({
  page,
  context,
  organization,
}) => {
  const other = await makeOrganization();
  const { person } = organization;
  await rows(
    `INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, 'ADMINISTRATOR')`,
    [other.organizationId, person.userId],
  );
  const providers = () =>
    rows(`SELECT "id" FROM "ServiceProvider" WHERE "organizationId" = ANY ($1)`, [
      [organization.organizationId, other.organizationId],
    ]);
  await page.goto('/providers/new');
  await page.getByLabel('Name', { exact: true }).fill('Kestrel Hosting');

  await page.getByLabel('What it is').selectOption({ label: 'Hosting or cloud' });

  const second = await context.newPage();
  await second.goto('/dashboard');
  await second.getByRole('button', { name: organization.name }).click();
  await second.getByRole('menuitemradio', { name: other.name }).click();
  await expect(second.getByRole('button', { name: other.name })).toBeVisible();
  await page.getByRole('button', { name: 'Add provider' }).click();
  await expect(page.getByText(/^This page is of another organization/)).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Kestrel Hosting');
  expect(await providers()).toEqual([]);

  await test.step('nor after somebody else has signed in here', async () => {
    const colleague = await organization.addMember('ADMINISTRATOR');
    await organization.signIn(context, colleague);
    await page.getByRole('button', { name: 'Add provider' }).click();
    await expect(page.getByText(/^Somebody else has signed in/)).toBeVisible();
    expect(await providers()).toEqual([]);
  });

  await test.step('back where the page belongs, it is saved', async () => {
    await organization.signIn(context, person);
    await page.getByRole('button', { name: 'Add provider' }).click();
    await expect.poll(providers).toHaveLength(1);
    await expect(page).not.toHaveURL(/\/new/);
  });
});
