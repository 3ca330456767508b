import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('EVIDENCE-2: a new version of a file keeps the one before, and says what is new', async ({
  page,
  organization,
}) => {
  const choose = async (name: string, text: string) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'choose files' }).click();
    await (await chooser).setFiles(file(name, text));
  };
  await page.goto('/evidence/new');
  await choose('accounts-march.csv', 'ada;yes\n');
  await page.getByLabel('Title').fill('Account review');
  await page.getByRole('button', { name: 'Add evidence' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Account review');

  await page.getByRole('link', { name: 'New version' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Version 2 of Account review');
  await choose('accounts-september.csv', 'ada;yes\nbo;yes\n');
  await page.getByLabel('What is new').fill('Second half of the year');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add version' }).click();

  await expect(page.getByRole('heading', { name: 'File, version 2' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Download accounts-september.csv' })).toBeVisible();
  await page.getByText('The version before').click();
  const before = page.getByRole('region', { name: 'Version 1' });
  const saved = page.waitForEvent('download');
  await before.getByRole('link', { name: 'Download accounts-march.csv' }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await saved).createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toBe('ada;yes\n');
  await expect(page.getByText(/added version 2 of Account review: Second half of the year/)).toBeVisible();
  const kept = await rows<{ fileVersion: number }>(
    'SELECT "fileVersion" FROM "EvidenceFile" WHERE "organizationId" = $1 ORDER BY 1',
    [organization.organizationId],
  );
  expect(kept).toEqual([{ fileVersion: 1 }, { fileVersion: 2 }]);
  await expectAccessible(page);
  await picture(page, 'versions');
});
