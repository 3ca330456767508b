import { answerRow, choose, expectStored, openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { expect, test } from '../support/test';

test('ANSWER-8: the keys stay with the row just answered, in sight, until U goes on; Z gives them back', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'D-Merchant');
  await openRequirement(page, assessmentId, '12.5.2');
  const inRow = (row: number) => answerRow(page, row).locator('[data-takes-keys]');
  const chosen = (row: number, name: string) =>
    answerRow(page, row).getByRole('radio', { name, exact: true });
  await expect(chosen(0, 'In Place')).toBeEnabled();
  // The wrong key, and at once the right one: the same row.
  for (const key of '41') await page.keyboard.press(key);
  await expect(chosen(0, 'In Place')).toBeChecked();
  await expectStored(assessmentId, '12.5.2', { finding: 'IN_PLACE' });
  await expect(answerRow(page, 1).getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'row 1 of 8' })).toContainText('In Place');
  await expect(page.getByRole('button', { name: /^Next row/ })).toBeVisible();
  for (let row = 1; row < 8; row += 1) await page.keyboard.press('u');
  await expect(inRow(7)).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('status').filter({ hasText: 'row 8 of 8' })).toContainText('Unanswered');
  await page.keyboard.press('ArrowUp');
  await expect(inRow(6)).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('z');
  await expect(inRow(0)).toBeInViewport({ ratio: 1 });
  await expect(chosen(0, 'Not in Place')).toBeChecked();
});

test('ANSWER-12: keys pressed right after U answer the requirement that U chose, and no other', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await openRequirement(page, assessmentId, '8.3.6');
  await expect(answerRow(page).getByRole('radio', { name: 'In Place', exact: true })).toBeEnabled();
  const press = (keys: string) =>
    page.evaluate((all) => {
      for (const key of all)
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }, keys);
  const shown = page.locator('.req-id b');
  // All within one task: no frame is drawn between them.
  await press('1u');
  await expect(shown).not.toHaveText('8.3.6');
  const second = (await shown.textContent()) ?? '';
  await page.goBack();
  await expect(shown).toHaveText('8.3.6');
  await press('u4');
  await expect(shown).toHaveText(second);
  await expectStored(assessmentId, second, { finding: 'NOT_IN_PLACE' });
  await expectStored(assessmentId, '8.3.6', { finding: 'IN_PLACE' });
  // Let go by Escape before the next one is there.
  await page.evaluate(() => {
    for (const key of ['u', '1', 'Escape'])
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });
  await expect(shown).not.toHaveText(second);
  await expect(answerRow(page).getByRole('radio', { checked: true })).toHaveCount(0);
});

test('ANSWER-6: single keys rest beside a text that is being written, and act again outside of it', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  const words = 'The till cannot hold longer passwords.';
  await openRequirement(page, assessmentId, '8.3.6');
  await choose(page, 'IN_PLACE_WITH_CCW');
  const part = page.getByRole('textbox', { name: '1 Constraint' });
  const head = answerRow(page).locator('.sheet-row').filter({ hasText: 'Control in use' });
  await part.fill(words);

  // Out of the text and onto a button of the same worksheet: a digit meant for the text must not change the answer.
  await head.focus();
  for (const key of '15nuj') await page.keyboard.press(key);
  await expect(page.locator('.req-id b')).toHaveText('8.3.6');
  await expect(answerRow(page).getByRole('radio', { name: 'In Place with CCW' })).toBeChecked();
  await expectStored(assessmentId, '8.3.6', { finding: 'IN_PLACE_WITH_CCW', ccwConstraints: words });

  // A text that goes away under the hands: the rest of the sentence is no command either.
  await part.focus();
  await part.evaluate((field) => field.remove());
  for (const key of '15nuj') await page.keyboard.press(key);
  await expect(page.locator('.req-id b')).toHaveText('8.3.6');
  await expect(answerRow(page).getByRole('radio', { name: 'In Place with CCW' })).toBeChecked();
  await page.reload();

  await answerRow(page).getByRole('radio', { name: 'In Place with CCW' }).focus();
  await page.keyboard.press('1');
  await expectStored(assessmentId, '8.3.6', { finding: 'IN_PLACE', ccwConstraints: words });
});
