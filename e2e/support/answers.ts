import type { Locator, Page } from '@playwright/test';
import type { Finding } from '@/lib/catalogue/model';
import { type StoredAnswer, storedAnswers } from './assessments';
import { expect } from './test';

/** Opens one requirement in one-by-one mode, ready to be answered. */
export async function openRequirement(page: Page, assessmentId: string, number: string): Promise<void> {
  await page.goto(`/assessments/${assessmentId}/requirements/${number}`);
  await expect(page.locator('.req-id b')).toHaveText(number);
}

/** One answer row of the open requirement. */
export function answerRow(page: Page, row = 0): Locator {
  return page.locator(`[data-row="${row}"]`);
}

/** Chooses an answer by pointer. */
export async function choose(page: Page, finding: Finding, row = 0): Promise<void> {
  await answerRow(page, row).locator(`input[type="radio"][value="${finding}"]`).click();
}

/** The six parts of the worksheet, one after the other. */
export async function writeWorksheet(page: Page, texts: readonly string[], row = 0): Promise<void> {
  const titles = [
    'Constraint',
    'Control in use',
    'Objective met',
    'Remaining risk',
    'How it was tested',
    'Upkeep',
  ];
  for (const [index, title] of titles.entries()) {
    const head = answerRow(page, row).locator('.sheet-row').filter({ hasText: title });
    if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
    await answerRow(page, row)
      .getByRole('textbox', { name: `${index + 1} ${title}` })
      .fill(texts[index] ?? '');
  }
  await page.keyboard.press('Tab');
}

/** The database has got the answer. */
export async function expectStored(
  assessmentId: string,
  number: string,
  fields: Partial<StoredAnswer>,
  row = 0,
): Promise<void> {
  await expect
    .poll(async () => (await storedAnswers(assessmentId, number))[row], { message: `${number} is stored` })
    .toMatchObject(fields);
}
