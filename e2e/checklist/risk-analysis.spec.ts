import { randomUUID } from 'node:crypto';
import { choose, expectStored, openRequirement } from '../support/answers';
import { answerRest, startAssessment } from '../support/assessments';
import { confirmForm, dayFromNow } from '../support/attestation';
import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

const words = {
  'What is protected': 'Keys of the order database',
  Threats: 'A key that leaks from a laptop',
  'What makes them more or less likely': 'Four people read the vault',
  'What they would do': 'Orders could be read',
  'Why this is often enough': 'Keys are long and random',
};

test('RISK-1: an answer that is In Place as often as an analysis sets needs one that is approved', async ({
  page,
  organization,
}) => {
  test.setTimeout(240_000);
  const started = await startAssessment(organization, 'A-EP');
  const { assessmentId } = started;
  const activityId = await planSecrets(organization.organizationId);
  const panel = page.getByRole('region', { name: 'Risk analysis' });

  await test.step('the answer says what it lacks', async () => {
    await openRequirement(page, assessmentId, '8.6.3');
    await expect(panel.getByRole('link', { name: 'Start a new one' })).toBeVisible();
    await expect(panel.getByText('Not complete')).toBeHidden();
    await choose(page, 'IN_PLACE');
    await expect(panel.getByText('Not complete. This answer needs an approved risk analysis')).toBeVisible();
    await expectStored(assessmentId, '8.6.3', { finding: 'IN_PLACE' });
    await expectAccessible(page);
    await picture(page, 'risk-analysis-missing');
  });

  await test.step('an analysis that is started there is linked, and a draft that says what it lacks', async () => {
    await panel.getByRole('link', { name: 'Start a new one' }).click();
    await expect(page.getByRole('checkbox', { name: /^8\.6\.3 / })).toBeChecked();
    await page.getByRole('button', { name: 'Save analysis' }).click();
    await expect(page.getByText('Enter a title.')).toBeVisible();
    await page.getByLabel('Title').fill('Secrets of service accounts');
    await page.getByRole('button', { name: 'Save analysis' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Secrets of service accounts');
    await expect(page.getByText(/It lacks what is protected, the threats, .* an approval/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve' })).toBeHidden();
  });

  await test.step('complete, it can be approved', async () => {
    await page.getByRole('link', { name: 'Edit' }).click();
    for (const [label, text] of Object.entries(words)) await page.getByLabel(label).fill(text);
    await page.getByLabel('Every').fill('3');
    await page.getByLabel('On', { exact: true }).fill(dayFromNow(-3));
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('It lacks an approval.')).toBeVisible();
    await page.getByLabel('Who approves it').fill('Daniel Okafor');
    await page.getByLabel('Next review').fill(dayFromNow(400));
    await page.getByRole('button', { name: 'Approve' }).click();
    await expect(page.getByText('Choose a day within twelve months')).toBeVisible();
    await page.getByLabel('Next review').fill('');
    await page.getByRole('button', { name: 'Approve' }).click();
    await expect(page.getByText('This is a draft.')).toBeHidden();
    await expect(page.getByText('valid until').first()).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'risk-analysis');
  });

  await test.step('the answer is complete', async () => {
    await page.getByRole('link', { name: '8.6.3 of Web shop 2026' }).click();
    await expect(panel.getByText('Every 3 months, revision 1')).toBeVisible();
    await expect(panel.getByText('Not complete')).toBeHidden();
    await picture(page, 'risk-analysis-linked');
  });

  await test.step('11.6.1 asks how often, and every week needs no analysis', async () => {
    await openRequirement(page, assessmentId, '11.6.1');
    await choose(page, 'IN_PLACE', 0);
    await expect(panel.getByText('Not complete')).toBeHidden();
    await choose(page, 'IN_PLACE', 2);
    await expect(panel.getByText('Not complete. Say how often it is done')).toBeVisible();
    await panel.getByLabel('As often as a risk analysis sets').click();
    await expect(panel.getByLabel('As often as a risk analysis sets')).toBeChecked();
    await expect(panel.getByText('needs an approved risk analysis')).toBeVisible();
    // The choice is shown once it is kept.
    await panel.getByLabel('At least every week').click();
    await expect(panel.getByLabel('At least every week')).toBeChecked();
    await expect(panel.getByText('Not complete')).toBeHidden();
    await expectAccessible(page);
  });

  await test.step('the activity is planned as the analysis says', async () => {
    await page.goto(`/schedule/activities/${activityId}`);
    await page.getByRole('button', { name: 'Plan it so: every 3 months' }).click();
    await expect(page.getByText('The schedule follows it.')).toBeVisible();
    const [stored] = await rows(
      'SELECT "cadenceEvery" AS every, "cadenceUnit" AS unit, "note" FROM "Activity" WHERE "id" = $1',
      [activityId],
    );
    expect(stored).toEqual({
      every: 3,
      unit: 'month',
      note: 'As often as the risk analysis “Secrets of service accounts” sets.',
    });
  });

  await test.step('the sign-off names what still has none', async () => {
    await answerRest(assessmentId, 'IN_PLACE');
    await confirmForm(organization, started, {
      eligibility: {
        criteria: [1, 2, 3, 4, 5, 6, 7, 8].map((place) => ({ criterionId: `aep${place}`, answer: 'YES' })),
      },
    });
    await page.goto(`/assessments/${assessmentId}/sign-off`);
    await expect(page.getByText('3 answers have no targeted risk analysis')).toBeVisible();
    for (const number of ['5.2.3.1', '5.3.2.1', '10.4.2.1'])
      await expect(page.getByRole('link', { name: number, exact: true })).toBeVisible();
    await page.getByRole('link', { name: /^Link one/ }).click();
    await expect(page).toHaveURL(/requirements\/5\.2\.3\.1$/);
  });

  await test.step('the list, and a review that begins the next revision', async () => {
    await page.goto('/schedule');
    await page.getByRole('link', { name: 'Risk analyses' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The risk analysis is valid');
    await picture(page, 'risk-analyses');
    await page.getByRole('link', { name: 'Secrets of service accounts' }).click();
    await page.getByText('Record a review').click();
    await page.getByLabel('It has to change').check();
    await page.getByRole('button', { name: 'Record the review' }).click();
    await expect(page.getByText('Write what has to change.')).toBeVisible();
    await page.getByLabel('What was looked at').fill('There is a new vault');
    await page.getByRole('button', { name: 'Record the review' }).click();
    await expect(page.getByText('This is a draft.')).toBeVisible();
    await page.getByText(/^Revision 1: Every 3 months, approved by Daniel Okafor/).click();
    await expect(page.getByText('A key that leaks from a laptop')).toHaveCount(2);
    await expectAccessible(page);
  });
});

async function planSecrets(organizationId: string): Promise<string> {
  const activityId = randomUUID();
  await rows(
    `INSERT INTO "Activity" ("organizationId", "id", "catalogueActivityId", "title", "requirementNumbers", "timeframe")
     VALUES ($1, $2, 'sch-service-account-secrets', 'Change secrets of service accounts', '{8.6.3}', 'periodically')`,
    [organizationId, activityId],
  );
  return activityId;
}
