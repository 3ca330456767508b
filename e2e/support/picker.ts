import type { Page } from '@playwright/test';
import { expect } from './test';

/** A question and what the person chooses; without a choice the register's proposal stands. */
export type PickerAnswer = readonly [question: string, choice: string];

/** Answers that lead a shop with a hosted payment page to SAQ A. */
export const hostedRedirectAnswers: readonly PickerAnswer[] = [
  ['Has anybody asked you for a full Report on Compliance?', 'No, we may assess ourselves'],
  ['Do you keep card numbers electronically anywhere?', 'No, nowhere'],
  ['Does the whole payment form come straight from the provider?', 'Yes, all of it'],
  ['Beside the payment page, does a provider do everything with the card data?', 'Yes, everything'],
  ['Do card numbers reach or leave you electronically in any other way?', 'No'],
  ['Have you confirmed that each provider that touches the card is PCI DSS compliant?', 'Yes, each of them'],
  ['What do you keep on paper?', 'Nothing with a full card number'],
];

/** Answers one question; the page shows one at a time. */
export async function answerQuestion(page: Page, [question, choice]: PickerAnswer): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(question);
  const options = page.getByRole('group', { name: question });
  const option = options.locator('label', { has: page.getByText(choice, { exact: true }) });
  await option.getByRole('radio').check();
}

export async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click();
}
