import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

// The sample is a year of work, made through the commands that people use.
test.setTimeout(600_000);

test('somebody who starts can look around in the sample organization', async ({ page, organization }) => {
  await page.goto('/dashboard');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Three steps to your first self-assessment',
  );
  await page.getByRole('button', { name: 'Open the sample organization' }).click();
  const navigation = page.getByRole('navigation', { name: 'Main' });
  await expect(navigation).toContainText('Sample data', { timeout: 120_000 });
  await expect(page.getByRole('table').first()).toBeVisible();
  const samples = await rows(
    'SELECT 1 FROM "Organization" o JOIN "Membership" m ON m."organizationId" = o."id" WHERE o."isSample" AND m."userId" = $1',
    [organization.person.userId],
  );
  expect(samples).toHaveLength(1);
  await expectAccessible(page);
  await picture(page, 'overview');
  await test.step('a year of work fits every list', async () => {
    for (const path of ['/integrations', '/assessments', '/evidence', '/providers', '/schedule']) {
      await page.goto(path);
      await expect(page.getByRole('table').first()).toBeVisible();
      const wider = await page.evaluate(() => {
        const main = document.querySelector('main');
        const frames = [document.documentElement, main, ...document.querySelectorAll('main :has(> table)')];
        return frames
          .filter((frame) => frame && frame.scrollWidth > frame.clientWidth + 1)
          .map((frame) => frame?.className);
      });
      expect.soft(wider, `${path} is no wider than its page at ${page.viewportSize()?.width} px`).toEqual([]);
    }
  });
});
