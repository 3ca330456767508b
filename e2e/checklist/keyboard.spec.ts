import type { Page } from '@playwright/test';
import { expectStored, openRequirement } from '../support/answers';
import { countAnswers, startAssessment } from '../support/assessments';
import { expect, expectAccessible, test } from '../support/test';

const reason = 'All pages with payment are the provider’s.';
const fix = 'Scan the page that redirects, every quarter.';

test('KEYS-1: a whole SAQ A is answered by keyboard alone, with a reason and a plan, undone, looked at in the table and filtered', async ({
  page,
  organization,
}) => {
  test.setTimeout(240_000);
  const { assessmentId, requirementNumbers } = await startAssessment(organization, 'A');
  await forbidPointer(page);
  await openRequirement(page, assessmentId, requirementNumbers[0] ?? '');
  const number = page.locator('.req-id b');

  await test.step('digits answer, U goes to the next that is open', async () => {
    for (const [index, expected] of requirementNumbers.entries()) {
      await expect(number).toHaveText(expected);
      await expect(page.getByRole('heading', { name: 'Review', exact: true })).toHaveCount(1);
      if (index === 3) {
        await page.keyboard.press('3');
        await tabTo(page, 'Why it does not apply');
        await page.keyboard.type(reason);
        await page.keyboard.press('Escape');
      } else if (index === 7) {
        await page.keyboard.press('4');
        await tabTo(page, 'What will be done');
        await page.keyboard.type(fix);
        await page.keyboard.press('Tab');
        await page.keyboard.type('Elif Demir');
        await page.keyboard.press('Tab');
        await page.keyboard.type('12312026');
        await page.keyboard.press('Escape');
      } else {
        await page.keyboard.press('1');
      }
      if (index < requirementNumbers.length - 1) await page.keyboard.press('u');
    }
    await expect.poll(async () => (await countAnswers(assessmentId))?.open).toBe(0);
    await expectStored(assessmentId, requirementNumbers[3] ?? '', {
      finding: 'NOT_APPLICABLE',
      notApplicableReason: reason,
    });
    await expectStored(assessmentId, requirementNumbers[7] ?? '', {
      finding: 'NOT_IN_PLACE',
      planAction: fix,
      planOwner: 'Elif Demir',
      planTargetOn: '2026-12-31',
    });
    await expectAccessible(page);
  });

  await test.step('Z takes the last answer back, a digit gives it again', async () => {
    const last = requirementNumbers.at(-1) ?? '';
    await page.keyboard.press('z');
    await expectStored(assessmentId, last, { finding: null });
    await page.keyboard.press('1');
    await expectStored(assessmentId, last, { finding: 'IN_PLACE' });
  });

  await test.step('K and J step, V opens the table, a digit answers its row, / searches', async () => {
    await page.keyboard.press('k');
    await expect(number).toHaveText(requirementNumbers.at(-2) ?? '');
    await page.keyboard.press('j');
    await expect(number).toHaveText(requirementNumbers.at(-1) ?? '');
    const sectionOf = (of = '') => of.split('.').slice(0, 2).join('.');
    const last = requirementNumbers.at(-1) ?? '';
    const before = requirementNumbers.filter((each) => sectionOf(each) !== sectionOf(last)).at(-1);
    const first = requirementNumbers.find((each) => sectionOf(each) === sectionOf(before)) ?? '';
    await page.keyboard.press('Shift+K');
    await expect(number).toHaveText(first);
    await page.keyboard.press('Shift+J');
    await expect(number).toHaveText(
      requirementNumbers.find((each) => sectionOf(each) === sectionOf(last)) ?? '',
    );
    await page.keyboard.press('v');
    await expect(page).toHaveURL(/\/table/);
    const filter = page.getByRole('textbox', { name: /^Filter/ }).first();
    await expect(filter).toBeVisible();
    // The key works once the page's script runs.
    await expect(async () => {
      await page.keyboard.press('/');
      await expect(filter).toBeFocused({ timeout: 500 });
    }).toPass();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(requirementNumbers[7] ?? '');
    const lines = page.locator('table tbody');
    await expect(lines.getByText(requirementNumbers[7] ?? '', { exact: true }).first()).toBeVisible();
    await expect(lines.getByText(requirementNumbers[0] ?? '', { exact: true })).toHaveCount(0);
  });

  await test.step('? shows the keys, Esc gives the place back', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeHidden();
  });
});

/** A pointer that is used after all fails the test. */
async function forbidPointer(page: Page): Promise<void> {
  await page.addInitScript(() => {
    addEventListener('pointerdown', () => document.body.replaceChildren('a pointer was used'), {
      capture: true,
    });
  });
}

/** Tab until the field with this label has the focus, as somebody without a pointer gets there. */
async function tabTo(page: Page, label: string | RegExp): Promise<void> {
  const field = page.getByRole('textbox', { name: label }).first();
  await expect(field).toBeVisible();
  for (let presses = 0; presses < 40; presses += 1) {
    if (await field.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(field).toBeFocused();
}
