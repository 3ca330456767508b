import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import type { Role } from '@/lib/access/model';
import { instance } from './instance';
import { closePool, makeOrganization, type Organization } from './people';

type Options = { role: Role };
type Fixtures = {
  /** An organization of this test's own; the page is signed in as its `person` (role: ADMINISTRATOR, or test.use). */
  organization: Organization;
  quietConsole: undefined;
};

/** Playwright's test with our fixtures. Console errors, page errors and refused content fail every test. */
export const test = base.extend<Options & Fixtures, { database: undefined }>({
  role: ['ADMINISTRATOR', { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's dependencies from this pattern
  baseURL: async ({}, use) => use(instance().baseUrl),
  organization: async ({ context, role }, use) => {
    const organization = await makeOrganization(role);
    await organization.signIn(context, organization.person);
    await use(organization);
  },
  quietConsole: [
    async ({ page }, use) => {
      const heard: string[] = [];
      page.on('pageerror', (error) => heard.push(`page error: ${error.message}`));
      page.on('console', (message) => {
        // A refused answer (404, 409 …) that a test provokes is also printed; the test itself looks at those.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          heard.push(`console: ${message.text()}`);
      });
      await use(undefined);
      expect(heard, 'nothing is reported in the browser console').toEqual([]);
    },
    { auto: true },
  ],
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's dependencies from this pattern
    async ({}, use) => {
      await use(undefined);
      await closePool();
    },
    { scope: 'worker', auto: true },
  ],
});

export { expect };

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds against WCAG 2.2 A and AA and its best practices; only in the colours when the rest was looked at. */
export async function listBarriers(page: Page, extent: 'ALL' | 'COLOURS' = 'ALL'): Promise<string[]> {
  // Legacy mode: our pages have no frames of other sites, and it is twice as fast.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const chosen = extent === 'ALL' ? axe.withTags(standards) : axe.withRules(['color-contrast']);
  const { violations } = await chosen.analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${violation.help}: ${node.html.slice(0, 160)}`),
  );
}

/** axe finds nothing against WCAG 2.2 A and AA and its best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await listBarriers(page), `accessibility of ${page.url()}`).toEqual([]);
}

/**
 * Keeps a picture: always under test-results/, and in docs/screenshots/ (what the README shows) when
 * UPDATE_SCREENSHOTS=1, so that a test run does not change the checkout.
 */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.UPDATE_SCREENSHOTS === '1' ? 'docs/screenshots' : 'test-results/pictures';
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled', caret: 'hide' });
}
