import type { Page } from '@playwright/test';
import { openRequirement } from '../support/answers';
import { startAssessment, storedAnswers } from '../support/assessments';
import { addNote } from '../support/evidence-note';
import { expect, expectAccessible, picture, test } from '../support/test';

const paletteOf = (page: Page) => page.getByRole('dialog', { name: 'Search and commands' });
const fieldOf = (page: Page) => paletteOf(page).getByRole('combobox', { name: 'Search and commands' });
const optionsOf = (page: Page, group: string) =>
  paletteOf(page).getByRole('group', { name: group }).getByRole('option');

/** Opens it and types at once, as somebody does who knows what they want. */
async function ask(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await expect(fieldOf(page)).toHaveValue(words);
}

test('PALETTE-1: by keyboard alone, also out of a text, everything is found and opened, and Esc gives the focus back', async ({
  page,
  context,
  organization,
}) => {
  test.setTimeout(120_000);
  const kiosk = await startAssessment(organization, 'A', 'Gift kiosk 2026');
  const { assessmentId } = await startAssessment(organization, 'A', 'Heron shop 2026');
  const evidenceId = await addNote(organization, 'Patch compliance report, October 2026');
  await openRequirement(page, assessmentId, '8.3.6');

  // Out of a half-written comment: the digits go into the palette, not into the text, and answer nothing.
  await page.keyboard.press('c');
  const comment = page.getByRole('textbox', { name: 'Write a comment' });
  await expect(comment).toBeFocused();
  await page.keyboard.type('Half a');
  await ask(page, '6.3');
  await expect(fieldOf(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(paletteOf(page)).toHaveCount(0);
  await expect(comment).toBeFocused();
  await page.keyboard.type(' sentence');
  await expect(comment).toHaveValue('Half a sentence');
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await ask(page, '5');
  await page.keyboard.press('Control+k');
  await expect(paletteOf(page)).toHaveCount(0);
  expect((await storedAnswers(assessmentId, '8.3.6'))[0]?.finding).toBeNull();

  // Requirements of both assessments, the open one first.
  await ask(page, '6.3.3');
  await expect(optionsOf(page, 'Requirements')).toHaveText([/Heron shop 2026/, /Gift kiosk 2026/]);
  await expect(paletteOf(page).getByRole('status')).toHaveText(/2 results/);
  const selected = paletteOf(page).getByRole('option', { selected: true });
  await expect(selected).toHaveAccessibleName(/^Unanswered 6\.3\.3 .*Heron shop 2026/);
  await expect(fieldOf(page)).toHaveAttribute(
    'aria-activedescendant',
    (await selected.getAttribute('id')) ?? '',
  );
  await expectAccessible(page);
  await picture(page, 'palette-light');
  await page.keyboard.press('ArrowUp');
  await expect(selected).toContainText('Gift kiosk 2026');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('.req-id b')).toHaveText('6.3.3');
  await expect(page).toHaveURL(new RegExp(`${assessmentId}/requirements/6\\.3\\.3$`));
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  // Enter before the answer is there waits for it. In a new tab the page stays.
  await ask(page, 'compliance report');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/evidence/${evidenceId}`);
  await ask(page, '6.3.3 patch');
  await expect(optionsOf(page, 'Requirements')).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await expect(selected).toHaveCount(1);
  const chosen = (await selected.textContent())?.includes('Gift kiosk') ? kiosk.assessmentId : assessmentId;
  const opened = context.waitForEvent('page');
  await page.keyboard.press('Control+Enter');
  await expect(await opened).toHaveURL(new RegExp(`${chosen}/requirements/6\\.3\\.3$`));
  await (await opened).close();
  await expect(page).toHaveURL(`/evidence/${evidenceId}`);
});

test('PALETTE-1: commands do what their keys do, also where single keys are switched off, and the last places are at hand', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A', 'Heron shop 2026');
  await openRequirement(page, assessmentId, '8.3.6');
  await page.evaluate(() => {
    document.documentElement.dataset.keys = 'off';
  });
  await ask(page, 'next unanswered');
  await page.keyboard.press('Enter');
  await expect(page.locator('.req-id b')).not.toHaveText('8.3.6');
  await ask(page, 'switch to table');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/table$/);
  await ask(page, 'one by one');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/requirements\//);
  await ask(page, 'all keys');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Search and commands');
  await page.keyboard.press('Escape');
  await ask(page, 'dark colours');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  // Without words: where one was, then what can be done.
  await ask(page, 'go to evidence');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/evidence');
  await expect
    .poll(() => page.evaluate(() => sessionStorage.getItem('inplace.places')))
    .toContain('"/evidence"');
  await page.keyboard.press('Control+k');
  await expect(optionsOf(page, 'Opened last').first()).toContainText('Heron shop 2026');
  await expectAccessible(page);
  await picture(page, 'palette-dark');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/requirements\//);

  // The buttons of the frame, and a phone.
  await page.getByRole('button', { name: 'Search', exact: true }).press('Enter');
  await expect(fieldOf(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Search', exact: true })).toBeFocused();
  await page.setViewportSize({ width: 390, height: 820 });
  await page.getByRole('button', { name: 'More' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Search' }).press('Enter');
  await page.keyboard.type('6.3');
  await expect(optionsOf(page, 'Requirements').first()).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'palette-phone');
  await page.keyboard.press('Escape');
  await expect(paletteOf(page)).toHaveCount(0);
  await ask(page, 'sign out');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sign-in/);
});
