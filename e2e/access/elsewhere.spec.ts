import { makeOrganization, rows } from '../support/people';
import { idsOfNothing, seedRecords } from '../support/records';
import { expect, expectAccessible, test } from '../support/test';

test('ACCESS-11: a link into another organization of mine says whose it is and opens it; anybody else’s says what it always said', async ({
  page,
  organization,
}) => {
  await seedRecords(organization, 'Heron');
  const second = await makeOrganization();
  const there = await seedRecords(second, 'Osprey');
  const theirs = await seedRecords(await makeOrganization(), 'Kestrel');
  await rows(
    `INSERT INTO "Membership" ("organizationId", "id", "userId", "role") VALUES ($1, gen_random_uuid(), $2, 'MANAGER')`,
    [second.organizationId, organization.person.userId],
  );
  for (const { acquirerId } of [theirs, idsOfNothing(theirs)]) {
    const asked = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await page.goto(`/acquirers/${acquirerId}`);
    await asked;
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'This does not exist, or it is not yours to see',
    );
  }
  expect((await page.goto(`/acquirers/${there.acquirerId}`))?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^This belongs to /);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Switch and open it' }).click();
  await expect(page).toHaveURL(`/acquirers/${there.acquirerId}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Osprey');
});
