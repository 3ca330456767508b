import type { Page } from '@playwright/test';
import { findings } from '@/lib/catalogue/model';
import { plainPages, recordPages } from '../support/addresses';
import { answerRow, choose, openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { seedRecords } from '../support/records';
import { expect, expectAccessible, listBarriers, test } from '../support/test';

/** Everything at a desk in light colours and on a phone in dark ones; E2E_LOOK=all looks in every colour at each width. */
const looks = (
  process.env.E2E_LOOK === 'all'
    ? [
        [1280, 'light', 'ALL'],
        [1280, 'dark', 'COLOURS'],
        [390, 'light', 'COLOURS'],
        [390, 'dark', 'ALL'],
      ]
    : [
        [1280, 'light', 'ALL'],
        [390, 'dark', 'ALL'],
      ]
) as readonly (readonly [number, 'light' | 'dark', 'ALL' | 'COLOURS'])[];

/** Looks at pages at a desk and on a phone, in light and dark; all that is wrong with any of them is told at once. */
async function lookAt(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.setViewportSize({ width: 1280, height: 820 });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }), `${path} has one heading`).toHaveCount(1);
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    for (const [width, colorScheme, extent] of looks) {
      const where = `${path}, ${width} px, ${colorScheme}`;
      await page.setViewportSize({ width, height: 820 });
      await page.emulateMedia({ colorScheme });
      expect.soft(await listBarriers(page, extent), `accessibility of ${where}`).toEqual([]);
      await expect.soft.poll(() => listEmptyDrawings(page), `every sign of ${where} is drawn`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(overflow, `${where}: no wider than the screen`).toBeLessThanOrEqual(0);
      if (colorScheme === 'dark') expect(await background()).not.toBe(light);
    }
  }
}

/** Icons and signs that are seen but have no shape: their drawing did not arrive, or has no symbol of that name. */
function listEmptyDrawings(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<SVGUseElement>('svg use')]
      .filter((use) => use.closest('svg')?.checkVisibility() && use.getBBox().width === 0)
      .map((use) => use.getAttribute('href') ?? ''),
  );
}

test.describe.configure({ timeout: 900_000 });

test('LOOK-1: every page that lists something can be used by everybody, at a desk and on a phone, in light and in dark colours', async ({
  page,
  organization,
}) => {
  await seedRecords(organization, 'Heron');
  await lookAt(
    page,
    plainPages.map(({ path }) => path),
  );
});

test('LOOK-3: every page of one thing fits a desk and a phone and can be used by everybody, in light and in dark colours', async ({
  page,
  organization,
}) => {
  const records = await seedRecords(organization, 'Heron');
  await lookAt(
    page,
    recordPages(records).map(({ path }) => path),
  );
});

test('what looks for barriers finds those that are planted', async ({ page, organization: _ }) => {
  await page.goto('/dashboard');
  await page.evaluate(() => {
    const faint = Object.assign(document.createElement('p'), { textContent: 'Faint' });
    Object.assign(faint.style, { color: '#777', background: '#888' });
    document.querySelector('main')?.append(faint, document.createElement('button'));
  });
  const [faint, ...rest] = await listBarriers(page, 'COLOURS');
  expect(faint).toMatch(/^color-contrast: .*Faint/);
  expect(rest).toEqual([]);
  expect(await listBarriers(page)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^color-contrast: /),
      expect.stringMatching(/^button-name: /),
    ]),
  );
});

test('LOOK-5: every answer opens fields that everybody can use, at a desk and on a phone', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'D-Merchant');
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    await openRequirement(page, assessmentId, '1.2.5');
    for (const finding of findings) {
      await choose(page, finding);
      await expect(answerRow(page).locator('.follow')).toBeVisible();
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${finding} is no wider than the screen`).toBeLessThanOrEqual(0);
    }
  }
});

test('LOOK-6: the first Tab offers the way past the navigation, and the keyboard reaches the content', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await seedRecords(organization, 'Heron');
  for (const path of ['/dashboard', '/integrations/new', `/assessments/${assessmentId}/requirements/2.2.2`]) {
    await page.goto(path);
    // The checklist's frame stands in for it for a moment.
    await expect(page.locator('main[aria-busy]')).toHaveCount(0);
    await page.waitForLoadState('networkidle');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the main content' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.locator('main')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.locator('main :focus'), `Tab goes on in the content of ${path}`).toHaveCount(1);
  }
});
