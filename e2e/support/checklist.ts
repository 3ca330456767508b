import type { Page } from '@playwright/test';
import { expect } from './test';

/** Every requirement answered with the keys, from the one that is open on; gives the numbers in the order of the form. */
export async function answerWithKeys(
  page: Page,
  reasons: Readonly<Record<string, string>>,
  count: number,
): Promise<string[]> {
  const numbers: string[] = [];
  while (numbers.length < count) {
    const number = (await page.locator('.req-id b').textContent()) ?? '';
    expect(numbers, 'U leads to an unanswered requirement').not.toContain(number);
    const reason = reasons[number];
    await pressAndWait(page, number, reason === undefined ? '1' : '3');
    if (reason !== undefined) await writeReason(page, number, reason);
    await expect(page.locator('.saved')).toHaveText(/^Saved \d\d:\d\d:\d\d$/);
    numbers.push(number);
    await expect(page.locator('.meter')).toContainText(`${numbers.length} of ${count} answered`);
    if (numbers.length === count) return numbers;
    await page.keyboard.press('u');
    await expect(page.locator('.req-id b')).not.toHaveText(number);
  }
  return numbers;
}

/** The digit answers the row that has the keys; the answer is chosen at once and the server has taken it. */
async function pressAndWait(page: Page, number: string, digit: '1' | '3'): Promise<void> {
  const saved = savedAnswer(page, number);
  await page.keyboard.press(digit);
  const name = digit === '1' ? 'In Place' : 'Not Applicable';
  await expect(page.getByRole('radio', { name, exact: true })).toBeChecked();
  expect((await saved).status()).toBe(200);
}

async function writeReason(page: Page, number: string, reason: string): Promise<void> {
  const field = page.getByLabel('Why it does not apply');
  await expect(field).toBeEditable();
  await page.keyboard.press('n');
  await expect(field).toBeFocused();
  const saved = savedAnswer(page, number);
  await page.keyboard.type(reason);
  // Leaving the field saves at once and gives the keys back to the screen.
  await page.keyboard.press('Tab');
  await expect(field).not.toBeFocused();
  expect((await saved).status()).toBe(200);
}

function savedAnswer(page: Page, number: string) {
  return page.waitForResponse(
    (response) => response.request().method() === 'PATCH' && response.url().endsWith(`/responses/${number}`),
  );
}

/** A file of this machine, chosen on its requirement. */
export async function attachFile(
  page: Page,
  number: string,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await page.goto(page.url().replace(/\/requirements\/.*$/, `/requirements/${number}`));
  await expect(page.locator('.req-id b')).toHaveText(number);
  const evidence = page.getByRole('region', { name: 'Evidence' });
  const chooser = page.waitForEvent('filechooser');
  await evidence.getByRole('button', { name: 'Attach files' }).click();
  await (await chooser).setFiles(file);
  await expect(evidence.getByRole('link', { name: `Download ${file.name}` })).toBeVisible();
  await expect(evidence.getByText('1 item', { exact: true })).toBeVisible();
}
