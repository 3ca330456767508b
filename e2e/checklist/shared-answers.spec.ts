import { choose, expectStored, openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

test.use({ role: 'COMPLIANCE_OFFICER' });

test('SHARE-1: an answer for the whole organization is used elsewhere; what changes there waits to be confirmed or detached', async ({
  page,
  organization,
}) => {
  const { assessmentId: shop } = await startAssessment(organization, 'A', 'Web shop 2026');
  const { assessmentId: phone } = await startAssessment(organization, 'C-VT', 'Phone orders 2026');

  await test.step('one answer, in the assessments that are chosen', async () => {
    await openRequirement(page, shop, '12.10.1');
    await choose(page, 'IN_PLACE');
    await expectStored(shop, '12.10.1', { finding: 'IN_PLACE' });
    await page.reload();
    await page.getByRole('link', { name: 'Use this answer in …' }).click();
    await expect(page.getByRole('heading', { name: 'Use the answer to 12.10.1 in …' })).toBeVisible();
    await expect(page.getByRole('checkbox', { name: /Phone orders 2026/ })).toBeChecked();
    await page.getByRole('button', { name: 'Use the ticked answers' }).click();
    await expect(page.getByRole('status').getByText('1 answer used.')).toBeVisible();
    await expectStored(phone, '12.10.1', { finding: 'IN_PLACE' });
    await openRequirement(page, phone, '12.10.1');
    await expect(page.getByText(/Shared from Web shop 2026, confirmed on .* by /)).toBeVisible();
  });

  await test.step('all at once: what differs is shown, and not ticked by itself', async () => {
    await rows(
      `UPDATE "Response" SET "finding" = 'NOT_APPLICABLE', "notApplicableReason" = 'No paper', "version" = 1 WHERE "assessmentId" = $1 AND "requirementKey" IN ('pci-dss:9.4.1', 'pci-dss:9.4.2')`,
      [shop],
    );
    await rows(
      `UPDATE "Response" SET "finding" = 'IN_PLACE', "version" = 1 WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:9.4.1'`,
      [phone],
    );
    await page.goto(`/assessments/${shop}`);
    await page.getByRole('link', { name: 'Shared answers' }).click();
    await page.getByRole('link', { name: 'Phone orders 2026' }).click();
    await expect(page.getByRole('checkbox', { name: /^9\.4\.1 / })).not.toBeChecked();
    await expect(page.getByRole('checkbox', { name: /^9\.4\.2 / })).toBeChecked();
    await expect(page.getByText('Used there already')).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'shared-answers');
    await page.getByRole('button', { name: 'Use the ticked answers' }).click();
    await expect(page.getByRole('status').getByText('1 answer used.')).toBeVisible();
    await expectStored(phone, '9.4.2', { finding: 'NOT_APPLICABLE' });
    await expectStored(phone, '9.4.1', { finding: 'IN_PLACE' });
  });

  await test.step('a change of the source opens each use, until it is confirmed or detached', async () => {
    await rows(
      `UPDATE "Response" SET "resultNote" = 'Plan tested in May', "version" = "version" + 1 WHERE "assessmentId" = $1 AND "requirementKey" IN ('pci-dss:12.10.1', 'pci-dss:9.4.2')`,
      [shop],
    );
    await openRequirement(page, phone, '12.10.1');
    const answer = page.locator('[data-row="0"]');
    await expect(page.locator('.req-text').getByText('This answer waits to be confirmed.')).toBeVisible();
    await expect(page.locator('.req-text').getByText('It changed in Web shop 2026')).toBeVisible();
    await expect(answer.locator('label', { hasText: /^1?In Place$/ }).locator('use')).toHaveAttribute(
      'href',
      /#unanswered$/,
    );
    await expect(page.getByRole('treeitem', { name: /^12\.10\.1 / })).toContainText('To be confirmed');
    await picture(page, 'shared-answer-waits');
    await page.locator('.req-text').getByRole('link', { name: 'Confirm or detach' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('2 shared answers wait to be confirmed');
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.getByText('Plan tested in May').first()).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole('button', { name: 'Confirm 12.10.1' }).click();
    await expectStored(phone, '12.10.1', { resultNote: 'Plan tested in May' });
    await page.getByRole('button', { name: 'Detach 9.4.2' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shared answers');
    await expectStored(phone, '9.4.2', { resultNote: '', finding: 'NOT_APPLICABLE' });
  });
});
