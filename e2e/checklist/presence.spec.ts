import { choose, openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { expect, test } from '../support/test';

test('ANSWER-11: two people at one requirement see each other, and who writes, before they change the same answer', async ({
  page,
  baseURL,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  const colleague = await organization.addMember('COMPLIANCE_OFFICER', 'Sam Okafor');
  const context = await page.context().browser()?.newContext({ baseURL });
  if (!context) throw new Error('no browser');
  await organization.signIn(context, colleague);
  const theirs = await context.newPage();

  await openRequirement(theirs, assessmentId, '2.2.2');
  await choose(theirs, 'IN_PLACE');
  const shown = theirs.waitForResponse((response) => response.url().includes('at=2.2.2&writing=1'));
  await theirs.getByLabel('How you know').focus();
  await shown;

  await openRequirement(page, assessmentId, '2.2.2');
  const line = page.locator('.also-here');
  await expect(line).toHaveText('Sam Okafor is writing');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(line).toBeInViewport();
  const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(scrollWidth).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('j');
  await expect(line).toBeEmpty();
  await context.close();
});
