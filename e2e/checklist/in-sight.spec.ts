import type { Page } from '@playwright/test';
import { openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

test('SIGHT-1: what an answer by key obliges to comes into view above the foot bar, takes no focus, and nothing moves that was in view', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'D-Merchant');
  await openRequirement(page, assessmentId, '1.1.1');
  await expect(page.getByRole('heading', { name: 'Evidence that fits' })).toBeVisible();
  const why = page.getByText('Why it is asked, and the notes that apply');
  await why.click();
  for (const [key, field] of [
    ['4', 'What will be done'],
    ['2', 'Constraint'],
    ['5', 'Why it was left out'],
  ] as const) {
    await page.locator('.req-body').evaluate((pane) => pane.scrollTo({ top: 0 }));
    await page.keyboard.press(key);
    await expect(page.locator('.follow').getByText(field).first()).toBeVisible();
    await expect
      .poll(() => placeInPane(page), { message: `key ${key}` })
      .toEqual({ group: 'IN', follow: 'IN' });
    await expect(page.locator('details:focus-within summary, summary:focus')).toHaveCount(1);
    await picture(page, `in-sight-${key}`);
  }
  await why.click();
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.locator('.req-body').evaluate((pane) => pane.scrollTo({ top: 0 }));
  const group = page.locator('.answer-set');
  const before = await group.boundingBox();
  await page.keyboard.press('4');
  await expect(page.getByRole('textbox', { name: 'What will be done' })).toBeVisible();
  await expect.poll(() => placeInPane(page)).toEqual({ group: 'IN', follow: 'IN' });
  expect(await group.boundingBox()).toEqual(before);
});

/** Whether the answers lie in the pane as a whole, and at least the first field of what they oblige to. */
function placeInPane(page: Page): Promise<{ group: string; follow: string }> {
  return page.evaluate(() => {
    const pane = document.querySelector('.req-body')?.getBoundingClientRect();
    const [group, follow] = ['.answer-set', '.follow'].map((name) =>
      document.querySelector(`[data-row="0"] > ${name}`)?.getBoundingClientRect(),
    );
    if (!pane || !group || !follow) return { group: 'NONE', follow: 'NONE' };
    const room = pane.bottom - group.bottom;
    return {
      group: group.top >= pane.top && group.bottom <= pane.bottom ? 'IN' : 'OUT',
      follow: follow.bottom <= pane.bottom || room > pane.height - 140 ? 'IN' : 'OUT',
    };
  });
}

test('SIGHT-2: an answer without evidence or test has a sign of its own and its words, in tree, table and head', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await rows(
    `UPDATE "Response" SET "finding" = 'IN_PLACE', "version" = 1 WHERE "assessmentId" = $1 AND "requirementKey" IN ('pci-dss:8.3.1', 'pci-dss:8.3.5')`,
    [assessmentId],
  );
  await openRequirement(page, assessmentId, '8.3.1');
  await expect(page.locator('.meter')).toContainText('2 of 27 answered, 2 only claimed');
  const leaf = page.getByRole('treeitem', { name: /^8\.3\.1 / });
  await expect(leaf).toContainText('claimed: no evidence and no test');
  await expect(leaf.locator('.glyph use')).toHaveAttribute('href', /#in-place-claimed$/);
  await page.goto(`/assessments/${assessmentId}/table`);
  await expect(page.getByRole('row', { name: /8\.3\.1/ }).locator('.glyph use')).toHaveAttribute(
    'href',
    /#in-place-claimed$/,
  );
  await expect(page.locator('.meter')).toContainText('2 only claimed');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'claimed-dark');
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, 'claimed-390');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('SIGHT-3: at 1280 pixels the table gives the titles room, names who answers, and the way here stays readable', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(
    organization,
    'D-Merchant',
    'Card-on-file API, SAQ D for merchants, 2026',
  );
  await page.goto(`/assessments/${assessmentId}/table`);
  await expect(page.getByRole('columnheader', { name: 'Who answers' })).toBeVisible();
  const title = page.getByRole('row', { name: /^Select 1\.1\.1 / }).locator('.m-title');
  expect((await title.boundingBox())?.width, 'room for the title').toBeGreaterThan(300);
  const words = title.locator('.m-words');
  expect(await words.evaluate((element) => getComputedStyle(element).textOverflow)).toBe('ellipsis');
  expect(
    await page.locator('.m-scroll').evaluate((table) => table.scrollWidth - table.clientWidth),
    'nothing scrolls sideways',
  ).toBe(0);
  const crumbs = page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('listitem');
  const first = crumbs.first().locator('> *');
  expect(await first.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  expect((await crumbs.last().boundingBox())?.width).toBeGreaterThan(140);
  await picture(page, 'table-1280');
});

test('SIGHT-4: the keys open at their title', async ({ page, organization }) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await page.setViewportSize({ width: 1280, height: 600 });
  await openRequirement(page, assessmentId, '8.3.1');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeInViewport({ ratio: 1 });
  expect(await help.evaluate((dialog) => dialog.scrollTop)).toBe(0);
});

test('SIGHT-5: each member has one menu of what can be done, in words; an invited assessor sees chosen integrations first', async ({
  page,
  organization,
}) => {
  const member = await organization.addMember('CONTROL_OWNER', 'Lena Brandt');
  await rows(`UPDATE "User" SET "lockedUntil" = now() + interval '20 minutes' WHERE "id" = $1`, [
    member.userId,
  ]);
  await page.goto('/settings/members');
  const row = page.getByRole('row', { name: /Lena Brandt/ });
  await expect(row.getByRole('rowheader')).toContainText('locked until');
  await expect(row.getByRole('button')).toHaveCount(1);
  await page.getByRole('button', { name: 'Actions for Lena Brandt' }).press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Change the name of Lena Brandt' })).toBeFocused();
  await picture(page, 'member-menu');
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: 'Lift the lock of Lena Brandt' }).click();
  await expect(page.getByRole('dialog', { name: 'Lift the lock of Lena Brandt?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Actions for Lena Brandt' })).toBeFocused();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await picture(page, 'members-390');
  await page.getByRole('button', { name: 'Invite a member' }).click();
  await page.getByRole('dialog').getByLabel('Role').selectOption('ASSESSOR');
  await expect(page.getByRole('radio', { name: 'Chosen integrations' })).toBeChecked();
});

test('SIGHT-6: findings fit beside the signatures, and the bar of who answers what covers neither title nor top bar', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'D-Merchant');
  await page.goto(`/assessments/${assessmentId}/sign-off`);
  const findings = page.getByRole('region', { name: 'Findings by requirement, table' });
  await expect(findings).toBeVisible();
  expect(await findings.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
  await findings.scrollIntoViewIfNeeded();
  await picture(page, 'findings-1280');
  await page.goto(`/assessments/${assessmentId}/assignments?requirement=1.2.3#1.2.3`);
  await expect(page.getByRole('heading', { level: 1, name: 'Who answers what' })).toBeInViewport({
    ratio: 1,
  });
  await page.evaluate(() => window.scrollTo({ top: 2_000 }));
  const covered = await page
    .getByRole('link', { name: 'Assessments' })
    .last()
    .evaluate((link) => {
      const { left, top, width, height } = link.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) === link;
    });
  expect(covered, 'the top bar is seen').toBe(true);
});

test.describe('an assessor', () => {
  test.use({ role: 'ASSESSOR' });

  test('SIGHT-7: who only reads a signed assessment is not told to start a correction and is offered nothing to sign', async ({
    page,
    organization,
  }) => {
    const { assessmentId } = await startAssessment(organization, 'A');
    await rows(`UPDATE "Response" SET "finding" = 'IN_PLACE', "version" = 1 WHERE "assessmentId" = $1`, [
      assessmentId,
    ]);
    await rows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
      assessmentId,
    ]);
    await openRequirement(page, assessmentId, '8.3.6');
    await expect(page.getByText('They change only in a correction of it.')).toBeVisible();
    await expect(page.getByText('start a correction from the overview')).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Review and sign' })).toHaveCount(0);
    await expect(page.locator('.req-foot').getByRole('link', { name: 'Sign-off' })).toHaveClass('btn');
    await picture(page, 'signed-assessor');
  });
});
