import { openRequirement } from '../support/answers';
import { startAssessment, storedAnswers } from '../support/assessments';
import { rows } from '../support/people';
import { expect, test } from '../support/test';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** A black dot. */
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

test('PHONE-1: on a phone an officer answers, takes a photo as evidence, and goes to the table and back', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await openRequirement(page, assessmentId, '2.2.2');
  await page.getByRole('radio', { name: 'In Place', exact: true }).tap({ force: true });
  await expect.poll(async () => (await storedAnswers(assessmentId, '2.2.2'))[0]?.finding).toBe('IN_PLACE');

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Take a photo' }).tap();
  const camera = await chooser;
  expect(camera.isMultiple()).toBe(false);
  expect(await camera.element().getAttribute('capture'), 'the camera, not the gallery').toBe('environment');
  await camera.setFiles({ name: 'image.png', mimeType: 'image/png', buffer: photo });
  await expect(page.locator('.evidence-panel')).toContainText(/Photo \d{4}-\d\d-\d\d/);
  const kept = () =>
    rows<{ mediaType: string }>(
      `SELECT f."mediaType" FROM "EvidenceFile" f JOIN "EvidenceLink" l ON l."organizationId" = f."organizationId" AND l."evidenceId" = f."evidenceId"
        WHERE l."assessmentId" = $1 AND l."requirementKey" = 'pci-dss:2.2.2'`,
      [assessmentId],
    );
  await expect.poll(async () => (await kept())[0]?.mediaType).toBe('image/png');
  const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(scrollWidth, 'nothing scrolls sideways').toBeLessThanOrEqual(390);

  await page.getByRole('link', { name: 'Table', exact: true }).tap();
  await expect(page.getByRole('table')).toBeVisible();
  await page.getByRole('link', { name: 'One by one', exact: true }).tap();
  await expect(page.locator('.req-id b')).toBeVisible();
});

test('PHONE-2: magnified twice, or on its side, most of the window is the requirement, and everything is reached', async ({
  page,
  organization,
}) => {
  await page.setViewportSize({ width: 640, height: 400 });
  const { assessmentId } = await startAssessment(organization, 'A');
  await openRequirement(page, assessmentId, '2.2.2');
  const pane = await page.locator('#main').boundingBox();
  expect(pane?.height, 'at least three quarters').toBeGreaterThanOrEqual(300);
  const next = page.locator('.req-foot').getByRole('link', { name: 'Next unanswered' });
  await expect(next, 'after the text, not over it').not.toBeInViewport();
  await next.tap();
  await expect(page.locator('.req-id b')).not.toHaveText('2.2.2');
  await expect(page.locator('.req-id'), 'another requirement begins at its top').toBeInViewport();
  for (const width of [640, 700]) {
    await page.setViewportSize({ width, height: 400 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});
