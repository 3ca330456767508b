import { choose, expectStored, openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { instance } from '../support/instance';
import { rows } from '../support/people';
import { expect, test } from '../support/test';

test('ANSWER-7: what a colleague answers appears within seconds, without a reload and without prolonging a session', async ({
  page,
  browser,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  const colleague = await organization.addMember('COMPLIANCE_OFFICER', 'Hanne Vik');
  const desk = await browser.newContext({ baseURL: instance().baseUrl });
  await organization.signIn(desk, colleague);
  await openRequirement(page, assessmentId, '2.2.2');
  // What the page itself asks for when it is opened is somebody's click.
  await page.waitForLoadState('networkidle');
  const seen = () =>
    rows<{ at: Date }>(
      `SELECT "lastSeenAt" AS at FROM "Session" WHERE "userId" = $1 ORDER BY "createdAt" DESC LIMIT 1`,
      [organization.person.userId],
    );
  await rows(`UPDATE "Session" SET "lastSeenAt" = now() - interval '5 minutes' WHERE "userId" = $1`, [
    organization.person.userId,
  ]);
  const [before] = await seen();
  const saved = await desk.request.patch(`/api/assessments/${assessmentId}/responses/2.2.2`, {
    headers: { origin: instance().baseUrl },
    data: {
      row: 0,
      version: 0,
      changes: { finding: 'NOT_IN_PLACE', planAction: 'Remove the default accounts.' },
    },
  });
  expect(saved.status()).toBe(200);
  await expect(page.getByRole('radio', { name: 'Not in Place' })).toBeChecked();
  await expect(page.getByText('Hanne Vik')).toBeVisible();
  await expect(page.getByLabel('What will be done')).toHaveValue('Remove the default accounts.');
  expect(await seen(), 'nobody clicked here').toEqual([before]);
  await choose(page, 'IN_PLACE');
  await expectStored(assessmentId, '2.2.2', { finding: 'IN_PLACE', version: 2 });
  await desk.close();
});
