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

/** Answers that lead a shop whose own form posts the card to the provider to SAQ A-EP. */
export const directPostAnswers: readonly PickerAnswer[] = [
  ['Has anybody asked you for a full Report on Compliance?', 'No, we may assess ourselves'],
  ['Do you keep card numbers electronically anywhere?', 'No, nowhere'],
  ['Does your own server ever receive what is typed into the card fields?', 'No, never'],
  ['Beside the payment page, does a provider do everything with the card data?', 'Yes, everything'],
  ['Does anything on the payment page come from somebody else?', 'No'],
  ['Do card numbers reach or leave you electronically in any other way?', 'No'],
  ['Have you confirmed that each provider that touches the card is PCI DSS compliant?', 'Yes, each of them'],
  ['Who hosts your site?', 'We do, on our own servers'],
  ['What do you keep on paper?', 'Nothing with a full card number'],
];

/** For an API of one's own that keeps cards nothing else is left to ask. */
export const storingApiAnswers: readonly PickerAnswer[] = [
  ['Has anybody asked you for a full Report on Compliance?', 'No, we may assess ourselves'],
];

/** From the integration that is open through the picker to its assessment; gives its address. */
export async function pickAndStart(
  page: Page,
  answers: readonly PickerAnswer[],
  { result, name }: { result: string; name: string },
): Promise<void> {
  await page.getByRole('link', { name: 'Which SAQ applies?' }).click();
  for (const answer of answers) {
    await answerQuestion(page, answer);
    await goOn(page);
  }
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(result);
  await page.getByRole('button', { name: 'Record this result and go on' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Make the assessment' }).click();
  await expect(page.getByRole('link', { name: 'Start answering' })).toBeVisible();
}

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
