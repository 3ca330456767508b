import { openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { expect, expectAccessible, picture, test } from '../support/test';

test('EVIDENCE-3: evidence is added with all that is said of it, found by tag and owner, and put in order', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A', 'Heron shop 2026');
  const ola = await organization.addMember('COMPLIANCE_OFFICER', 'Ola Nordmann');

  await page.goto('/evidence/new');
  const file = { name: 'scan.txt', mimeType: 'text/plain', buffer: Buffer.from('All hosts have passed.') };
  await page.locator('input[type="file"]').first().setInputFiles([file]);
  await page.getByLabel('Title').fill('External scan, third quarter');
  await page.getByLabel('Collected on').fill('2026-10-02');
  await expect(page.getByLabel('Owner')).toBeHidden();
  await page.getByText('More details').press('Enter');
  await page.getByLabel('Owner').selectOption('Ola Nordmann');
  await page.getByLabel('Covers from').fill('2026-09-30');
  await page.getByLabel('Covers to').fill('2026-07-01');
  await page.getByLabel('Source').fill('Scanning vendor');
  await page.getByLabel('Tags').fill('Quarter 3, network');
  await page.getByLabel('Confidentiality').selectOption('Confidential');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add evidence' }).click();
  await expect(page.getByText('This is before the first day that it covers.')).toBeVisible();
  await expect(page.getByLabel('Covers to')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Covers from').fill('2026-07-01');
  await page.getByLabel('Covers to').fill('2026-09-30');
  await page.getByRole('button', { name: 'Add evidence' }).click();

  const facts = page.getByRole('region', { name: 'Facts' });
  await expect(facts).toContainText('1 Jul 2026 to 30 Sep 2026');
  await expect(facts).toContainText('Ola Nordmann');
  await expect(facts).toContainText('Scanning vendor');
  await expect(facts).toContainText('Confidential');
  await expectAccessible(page);
  await picture(page, 'evidence-facts');

  // What its requirement proposes is taken over by a click, not by itself.
  await openRequirement(page, assessmentId, '11.3.2');
  const panel = page.getByRole('region', { name: 'Evidence' });
  await panel.getByRole('button', { name: 'From the library' }).click();
  await panel.getByRole('button', { name: 'Attach External scan, third quarter' }).click();
  const item = panel.getByRole('link', { name: 'External scan, third quarter', exact: true });
  await expect(item).toBeVisible();
  await panel.getByRole('button', { name: 'Note', exact: true }).click();
  await expect(panel.getByText('11.3.2 asks for it every 3 months.')).toBeVisible();
  await expect(panel.getByLabel('Valid until')).toHaveValue('');
  await panel.getByText('More details').click();
  await panel.getByLabel('Covers to').fill('2026-09-30');
  await panel.getByLabel('Title').fill('a walk through the scan');
  await panel.getByRole('textbox', { name: 'Note' }).fill('Seen with the vendor.');
  await panel.getByRole('button', { name: 'Use 30 Dec 2026' }).click();
  await expect(panel.getByLabel('Valid until')).toHaveValue('2026-12-30');
  await panel.getByRole('button', { name: 'Attach note' }).click();
  await expect(panel.getByRole('link', { name: 'a walk through the scan' })).toBeVisible();
  await item.click();
  await expect(facts).toContainText('11.3.2 asks for it every 3 months: that would be until 30 Dec 2026.');
  await facts.getByRole('link', { name: 'Set the end' }).click();
  await expect(page.getByLabel('Valid until')).toHaveValue('');
  await expect(page.getByLabel('Tags')).toHaveValue('Quarter 3, network');
  await page.getByLabel('Valid until').fill('2026-12-01');
  await expect(page.getByRole('button', { name: 'Use 30 Dec 2026' })).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(facts).toContainText('1 Dec 2026');

  // The library, by tag, by owner, in order.
  await facts.getByRole('link', { name: 'network' }).click();
  await expect(page).toHaveURL(/\/evidence\?tag=network$/);
  const rows = page.getByRole('table', { name: 'Evidence: All' }).getByRole('row');
  await expect(rows).toHaveCount(2);
  const search = page.getByRole('search', { name: 'Search the evidence' });
  await search.getByRole('link', { name: 'Clear' }).click();
  await expect(rows).toHaveCount(3);
  await search.getByLabel('Owner').selectOption('Mine');
  await search.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/owner=me/);
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('a walk through the scan');
  await search.getByLabel('Owner').selectOption(ola.name);
  await search.getByRole('button', { name: 'Search' }).click();
  await expect(rows.nth(1)).toContainText('External scan, third quarter');
  await search.getByRole('link', { name: 'Clear' }).click();
  await expect(rows).toHaveCount(3);
  const name = page.getByRole('columnheader', { name: 'Name' });
  await expect(name).not.toHaveAttribute('aria-sort');
  await name.getByRole('link').press('Enter');
  await expect(page).toHaveURL(/\?sort=name$/);
  await expect(name).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows.nth(1)).toContainText('a walk through the scan');
  await name.getByRole('link').press('Enter');
  await expect(page).toHaveURL(/\?sort=-name$/);
  await expect(name).toHaveAttribute('aria-sort', 'descending');
  await expect(rows.nth(1)).toContainText('External scan, third quarter');
  await expectAccessible(page);
  await picture(page, 'evidence-library');
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
});
