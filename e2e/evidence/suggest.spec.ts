import { openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { expect, expectAccessible, picture, test } from '../support/test';

test('SUGGEST-1: evidence and requirements are suggested to each other with the reasons, and used only when somebody says so', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A', 'Heron shop 2026');
  await page.goto('/evidence/new');
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([
      {
        name: 'asv-external-scan.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from(
          'Report of the approved scanning vendor: the quarterly external scan has passed.',
        ),
      },
    ]);
  await page.getByRole('button', { name: /^Add/ }).last().click();
  const suggested = page.getByRole('region', { name: 'May also prove' });
  const scan = suggested.getByRole('listitem').filter({ hasText: 'Quarterly external scan' });
  await expect(scan).toContainText(/Because its name says .*“asv”/);
  await expect(page.getByRole('heading', { name: 'Not used yet' })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'evidence-suggested');

  await openRequirement(page, assessmentId, '11.3.2');
  const panel = page.getByRole('region', { name: 'Evidence' });
  await panel.getByRole('button', { name: 'From the library' }).click();
  const library = page.getByRole('search', { name: 'Evidence of the library' });
  await expect(library.getByText(/^Suggested: its name says/)).toBeVisible();
  // Words that stand only inside of the file find it too.
  await library.getByRole('searchbox').fill('quarterly passed');
  await expect(library.getByText(/^Suggested/)).toHaveCount(0);
  await library.getByRole('button', { name: 'Attach asv-external-scan' }).click();
  await expect(panel.getByRole('link', { name: 'asv-external-scan', exact: true })).toBeVisible();
  await panel.getByRole('link', { name: 'asv-external-scan', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Used for 1 requirement' })).toBeVisible();
  await expect(scan).toHaveCount(0);
});
