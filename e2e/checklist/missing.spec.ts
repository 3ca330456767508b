import { answerRow, choose, openRequirement } from '../support/answers';
import { startAssessment, storedAnswers } from '../support/assessments';
import { expect, expectAccessible, test } from '../support/test';

test('ANSWER-9: what an answer owes is named under its field and in the tree, quietly while its person is about to write it', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await openRequirement(page, assessmentId, '8.3.6');
  const required = page.getByText('Required, not written yet');
  const leaf = page.getByRole('treeitem', { name: /8\.3\.6/ });
  await choose(page, 'NOT_APPLICABLE');
  const reason = page.getByLabel('Why it does not apply');
  await reason.focus();
  await expect(required, 'named at once, and not as a fault yet').toBeVisible();
  await expect(required).not.toHaveClass(/owed/);
  await expect(leaf).toContainText('incomplete');
  await reason.press('Escape');
  await expect(required).toHaveClass(/owed/);
  await expectAccessible(page);
  await reason.fill('Nobody signs in with a password.');
  await expect(required).toHaveCount(0);
  const kept = async () => (await storedAnswers(assessmentId, '8.3.6'))[0]?.notApplicableReason;
  await expect.poll(kept).toBe('Nobody signs in with a password.');
  // What is pasted and does not fit stays whole in the field, and what is saved stays as it is.
  await reason.fill('x'.repeat(100_000));
  await expect(answerRow(page).getByText('Use at most 5,000 characters.')).toBeVisible();
  await expect(reason).toHaveAttribute('aria-invalid', 'true');
  await reason.blur();
  await expect(page.locator('.saved[data-kind="REFUSED"]')).toBeVisible();
  expect((await reason.inputValue()).length).toBe(100_000);
  expect(await kept()).toBe('Nobody signs in with a password.');
  await reason.fill('x'.repeat(5_000));
  await expect.poll(kept).toBe('x'.repeat(5_000));
  await expect(leaf).not.toContainText('incomplete');

  await choose(page, 'NOT_IN_PLACE');
  const asked = answerRow(page).getByText('Asked for by your organization, not written yet');
  await expect(page.getByLabel('What will be done')).toBeVisible();
  await expect(asked).toHaveCount(3);
  await expect(asked.first()).not.toHaveClass(/owed/);
  await page
    .getByRole('button', { name: /Next/ })
    .first()
    .or(page.getByRole('link', { name: /^Next,/ }))
    .first()
    .click();
  await expect(page.locator('.req-id b')).not.toHaveText('8.3.6');
  await page.goBack();
  await expect(asked).toHaveCount(3);
  await expect(leaf).toContainText('incomplete');
});
