import { mkdirSync } from 'node:fs';
import { test as base, expect, type Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';
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
  // A click on what React has not taken over yet is lost, or sends a form the plain way.
  page: async ({ page }, use) => {
    const goto = page.goto.bind(page);
    page.goto = async (...given) => {
      const response = await goto(...given);
      await hydrated(page);
      return response;
    };
    await use(page);
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

/**
 * Waits until React has taken over the page and each part of it that streamed in: a link that it has not is followed the
 * plain way, with a new document. A page without React (a file, an error) is not waited for long.
 */
export async function hydrated(page: Page): Promise<void> {
  await page
    .waitForFunction(
      () => {
        const isTaken = (element: Element) => Object.keys(element).some((key) => key.startsWith('__react'));
        const main = document.querySelector('main') ?? document.body;
        return (
          isTaken(main) &&
          [...main.querySelectorAll('a, button, input:not([type=hidden]), textarea, select')].every(isTaken)
        );
      },
      null,
      { timeout: 5_000 },
    )
    .catch(() => undefined);
}

type Violation = { id: string; help: string; nodes: { html: string }[] };

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds against WCAG 2.2 A and AA and its best practices; only in the colours when the rest was looked at. */
export async function listBarriers(page: Page, extent: 'ALL' | 'COLOURS' = 'ALL'): Promise<string[]> {
  await settleTransitions(page);
  const scope: RunOptions = {
    resultTypes: ['violations'],
    iframes: false,
    runOnly:
      extent === 'ALL' ? { type: 'tag', values: standards } : { type: 'rule', values: ['color-contrast'] },
  };
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  // Only what fails is asked for: to describe what passes takes twice the time.
  return page.evaluate(async (options) => {
    const { violations } = await Reflect.get(window, 'axe').run(document, options);
    return (violations as Violation[]).flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 160)}`),
    );
  }, scope);
}

/**
 * Ends colours that fade into each other: what axe reads halfway is nobody's colour. To wait for them may take for ever, because the
 * browser draws no frame of a page in which nobody looks.
 */
async function settleTransitions(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY) animation.finish();
  });
}

/** axe finds nothing against WCAG 2.2 A and AA and its best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  await expect(page, 'the document has a name').toHaveTitle(/./);
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
