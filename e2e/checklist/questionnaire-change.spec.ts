import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { choose, expectStored, openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { type Organization, rows } from '../support/people';
import { answerQuestion, directPostAnswers, goOn, hostedRedirectAnswers } from '../support/picker';
import { expect, expectAccessible, picture, test } from '../support/test';

test.use({ role: 'COMPLIANCE_OFFICER' });

/** The assessment covers one integration of its company. */
async function coverWebShop({ organizationId }: Organization, assessmentId: string, legalEntityId: string) {
  const integrationId = randomUUID();
  await rows(
    `INSERT INTO "Integration" ("organizationId", "id", "legalEntityId", "name", "method", "channels", "sites", "endpoints")
     VALUES ($1, $2, $3, 'Web shop', 'DIRECT_POST', '{E_COMMERCE}', '{}', '{}')`,
    [organizationId, integrationId, legalEntityId],
  );
  await rows(
    `INSERT INTO "AssessmentIntegration" ("organizationId", "assessmentId", "integrationId") VALUES ($1, $2, $3)`,
    [organizationId, assessmentId, integrationId],
  );
  return integrationId;
}

/** From the overview through the questions to what the result would change. */
async function toPreview(page: Page, assessmentId: string, answers: typeof directPostAnswers) {
  await page.goto(`/assessments/${assessmentId}`);
  await page.getByRole('link', { name: 'Change the questionnaire' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change the questionnaire');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Answer the questions' }).click();
  for (const answer of answers) {
    await answerQuestion(page, answer);
    await goOn(page);
  }
  await page.getByRole('button', { name: 'Record this result and go on' }).click();
  await page.getByRole('link', { name: 'See what would change' }).click();
}

test('SWITCH-1: an open assessment changes from SAQ A to SAQ A-EP and back; what would change is shown first, and no answer is lost', async ({
  page,
  organization,
}) => {
  test.slow();
  const { assessmentId, legalEntityId } = await startAssessment(organization, 'A');
  const integrationId = await coverWebShop(organization, assessmentId, legalEntityId);
  await openRequirement(page, assessmentId, '8.3.6');
  await choose(page, 'IN_PLACE');
  await expectStored(assessmentId, '8.3.6', { finding: 'IN_PLACE' });

  await test.step('to SAQ A-EP', async () => {
    await toPreview(page, assessmentId, directPostAnswers);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('From SAQ A to SAQ A-EP');
    await expect(page.getByRole('heading', { name: '1 answer stays' })).toBeVisible();
    await expect(page.getByRole('heading', { name: '112 requirements are added' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'No requirements fall away' })).toBeVisible();
    await expect(page.getByText('Part 2h, Why this questionnaire fits')).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'questionnaire-change');
    await page.getByRole('button', { name: 'Change to SAQ A-EP' }).click();
    await expect(page.getByText('SAQ A-EP, PCI DSS 4.0.1')).toBeVisible();
    await expectStored(assessmentId, '8.3.6', { finding: 'IN_PLACE', version: 1 });
  });

  await test.step('what only SAQ A-EP asks is answered', async () => {
    await openRequirement(page, assessmentId, '1.2.1');
    await choose(page, 'IN_PLACE');
    await expectStored(assessmentId, '1.2.1', { finding: 'IN_PLACE' });
  });

  await test.step('and back: what falls away is named with its answer, and kept', async () => {
    await rows(`UPDATE "Integration" SET "method" = 'HOSTED_REDIRECT' WHERE "id" = $1`, [integrationId]);
    await toPreview(page, assessmentId, hostedRedirectAnswers);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.getByRole('heading', { name: '112 requirements fall away' })).toBeVisible();
    await expect(page.getByText('1 has an answer')).toBeVisible();
    await page.getByText('Which ones, and their answers (112)').click();
    await expect(page.getByRole('listitem').filter({ hasText: '1.2.1' }).first()).toContainText('In Place');
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole('button', { name: 'Change to SAQ A', exact: true }).click();
    await expect(page.getByText('SAQ A, PCI DSS 4.0.1')).toBeVisible();
    await expectStored(assessmentId, '1.2.1', { finding: 'IN_PLACE', version: 1 });
    const gone = await page.goto(`/assessments/${assessmentId}/requirements/1.2.1`);
    expect(gone?.status()).toBe(404);
  });

  await test.step('a page that was open says so, and keeps the text', async () => {
    const answer = await page.request.patch(`/api/assessments/${assessmentId}/responses/1.2.1`, {
      data: { row: 0, version: 1, changes: { finding: 'NOT_IN_PLACE' } },
      headers: { 'x-inplace-person': organization.person.userId, origin: new URL(page.url()).origin },
    });
    expect(answer.status()).toBe(404);
    expect(await answer.text()).toContain('does not ask this requirement');
  });

  await test.step('a decision that is made already brings it back as it was', async () => {
    await rows(`UPDATE "Integration" SET "method" = 'DIRECT_POST' WHERE "id" = $1`, [integrationId]);
    await page.goto(`/assessments/${assessmentId}/questionnaire`);
    await page.getByRole('link', { name: 'See what changes with SAQ A-EP' }).click();
    await page.getByText('Asked before: they come back with their answers (112)').click();
    await expect(page.getByRole('listitem').filter({ hasText: '1.2.1' }).first()).toContainText('In Place');
    await page.getByRole('button', { name: 'Change to SAQ A-EP' }).click();
    await expect(page.getByText('SAQ A-EP, PCI DSS 4.0.1')).toBeVisible();
    await page.goto(`/assessments/${assessmentId}/requirements/1.2.1`);
    await expect(page.getByRole('radio', { name: /^In Place/ }).first()).toBeChecked();
  });
});
