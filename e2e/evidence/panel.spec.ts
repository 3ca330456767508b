import { openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { csvFile } from '../support/evidence-files';
import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

test('EVIDENCE-4: what is attached from a requirement names its owner, its day and tags in use, and needs none of them', async ({
  page,
  organization,
}) => {
  const { organizationId, person } = organization;
  const { assessmentId } = await startAssessment(organization, 'A', 'Heron shop 2026');
  await organization.addMember('COMPLIANCE_OFFICER', 'Ola Nordmann');
  await rows(
    `INSERT INTO "EvidenceItem" ("organizationId", "id", "kind", "title", "tags", "note", "receivedById", "receivedByName")
     VALUES ($1, gen_random_uuid(), 'NOTE', 'Tagged', '{Quarter 3}', 'n', $2, $3)`,
    [organizationId, person.userId, person.name],
  );
  await openRequirement(page, assessmentId, '11.3.2');
  const panel = page.getByRole('region', { name: 'Evidence' });
  const facts = page.getByRole('region', { name: 'Facts' });

  // The short path asks for nothing more than before.
  await panel.getByRole('button', { name: 'Link', exact: true }).click();
  await panel.getByLabel('Web address').fill('https://wiki.example.test/scan');
  await panel.getByLabel('Title').fill('Scan in the wiki');
  await panel.getByRole('button', { name: 'Attach link' }).click();
  await expect(panel.getByRole('link', { name: 'Scan in the wiki', exact: true })).toBeVisible();

  await panel.getByRole('button', { name: 'Note', exact: true }).click();
  await panel.getByLabel('Title').fill('A walk through the scan');
  await panel.getByRole('textbox', { name: 'Note' }).fill('Seen with the vendor.');
  await expect(panel.getByLabel('Owner')).toBeHidden();
  await panel.getByText('More details').press('Enter');
  await expect(panel.getByLabel('Owner')).toHaveValue(person.userId);
  await expect(panel.locator('datalist option')).toHaveAttribute('value', 'Quarter 3');
  await panel.getByLabel('Owner').selectOption('Ola Nordmann');
  await panel.getByLabel('Collected on').fill('2090-01-01');
  await panel.getByLabel('Tags').fill('Quarter 3');
  await expectAccessible(page);
  await picture(page, 'attach-note-details');
  await panel.getByRole('button', { name: 'Attach note' }).click();
  await expect(panel.getByText('This day is in the future.')).toBeVisible();
  await panel.getByLabel('Collected on').fill('2026-10-02');
  await panel.getByRole('button', { name: 'Attach note' }).click();
  await panel.getByRole('link', { name: 'A walk through the scan' }).click();
  await expect(facts).toContainText('Ola Nordmann');
  await expect(facts).toContainText('2 Oct 2026');
  await expect(facts.getByRole('link', { name: 'Quarter 3' })).toBeVisible();

  // Files: what is said while the details are open is said of the files that are attached then.
  await openRequirement(page, assessmentId, '11.3.2');
  const attach = async (name: string) => {
    const chooser = page.waitForEvent('filechooser');
    await panel.getByRole('button', { name: 'Attach files' }).click();
    await (await chooser).setFiles([csvFile(name)]);
    await expect(panel.getByRole('link', { name: name.replace('.csv', ''), exact: true })).toBeVisible();
  };
  await attach('plain.csv');
  await panel.getByRole('button', { name: 'With details' }).press('Enter');
  await panel.getByLabel('Owner').selectOption('Ola Nordmann');
  await panel.getByLabel('Collected on').fill('2026-10-01');
  await panel.getByLabel('Tags').fill('Quarter 3, vendor');
  await expectAccessible(page);
  await picture(page, 'attach-files-details');
  await attach('described.csv');
  const found = await rows<{ title: string; owner: string; day: string; tags: string[] }>(
    `SELECT e."title", u."name" AS "owner", e."collectedOn"::text AS "day", e."tags" FROM "EvidenceItem" e JOIN "User" u ON u."id" = e."ownerId"
      WHERE e."organizationId" = $1 AND e."kind" = 'FILE' ORDER BY e."title"`,
    [organizationId],
  );
  expect(found).toEqual([
    { title: 'described', owner: 'Ola Nordmann', day: '2026-10-01', tags: ['Quarter 3', 'vendor'] },
    { title: 'plain', owner: person.name, day: null, tags: [] },
  ]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await picture(page, 'attach-files-details-phone');
});
