import { choose, expectStored, openRequirement } from '../support/answers';
import { startAssessment, storedAnswers } from '../support/assessments';
import { rows } from '../support/people';
import { expect, test } from '../support/test';

test('ANSWER-3: the second of two stale saves shows both texts and overwrites nothing before the choice', async ({
  page,
  baseURL,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  const colleague = await organization.addMember('CONTROL_OWNER', 'Sam Okafor');
  await rows(
    `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById")
     VALUES ($1, gen_random_uuid(), $2, 'pci-dss:2.2.2', $3, $4)`,
    [organization.organizationId, assessmentId, colleague.userId, organization.person.userId],
  );
  const context = await page.context().browser()?.newContext({ baseURL });
  if (!context) throw new Error('no browser');
  await organization.signIn(context, colleague);
  const theirs = await context.newPage();

  await openRequirement(page, assessmentId, '2.2.2');
  await choose(page, 'IN_PLACE');
  await expectStored(assessmentId, '2.2.2', { finding: 'IN_PLACE' });
  await openRequirement(theirs, assessmentId, '2.2.2');
  await theirs.getByLabel('How you know').fill('Sam looked at each account.');
  await expectStored(assessmentId, '2.2.2', {
    finding: 'IN_PLACE',
    resultNote: 'Sam looked at each account.',
  });
  const before = await storedAnswers(assessmentId, '2.2.2');

  // In one go, as somebody types who does not look up: the banner comes in mid-sentence and takes no key from the text.
  const field = page.getByLabel('How you know');
  await field.focus();
  await page.keyboard.type('Ada asked ');
  const banner = page.getByRole('alert', { name: 'Two versions of this answer' });
  await expect(banner).toBeVisible();
  await expect(field).toBeFocused();
  const choices = banner.getByRole('button');
  await expect(choices).toHaveText([
    'Keep both texts',
    'Keep the version of Sam Okafor',
    'Save mine over it',
  ]);
  await expect(banner.locator('.btn-primary')).toHaveText('Keep both texts');
  await expect(choices.last(), 'the choice is in sight, with the field that is written in').toBeInViewport({
    ratio: 1,
  });
  await expect(field).toBeInViewport({ ratio: 1 });
  await page.keyboard.type('the 1 juke provider.');
  await expect(field).toHaveValue('Ada asked the 1 juke provider.');
  await expect(page.locator('.req-id b')).toHaveText('2.2.2');
  await banner.getByRole('button', { name: 'Save mine over it' }).focus();
  for (const key of '15nuj') await page.keyboard.press(key);
  await expect(page.locator('.req-id b')).toHaveText('2.2.2');
  await field.fill('Ada asked the provider.');
  await expect(banner).toContainText('Sam looked at each account.');
  await expect(banner).toContainText('Ada asked the provider.');
  await expect(
    banner.getByRole('row', { name: 'Answer' }),
    'what is the same in both is there as well, to judge each as a whole',
  ).toContainText('In both versions');
  await expect(banner.locator('.merged')).toContainText('One part differs and stands twice.');
  await expect(page.locator('.saved')).toContainText('Not saved');
  expect(await storedAnswers(assessmentId, '2.2.2'), 'nothing is overwritten').toEqual(before);

  await banner.getByRole('button', { name: 'Keep both texts' }).click();
  await expectStored(assessmentId, '2.2.2', {
    finding: 'IN_PLACE',
    resultNote: 'Sam looked at each account.\n\nAda asked the provider.',
    updatedByName: organization.person.name,
  });
  await expect(banner).toBeHidden();

  await theirs.getByLabel('How you know').fill('Sam looked at each account twice.');
  const theirBanner = theirs.getByRole('alert', { name: 'Two versions of this answer' });
  await expect(theirBanner).toContainText('Ada asked the provider.');
  const together = theirBanner.locator('.merged section');
  await expect(together, 'what one has changed and the other has not stands once').toContainText(
    'Nothing contradicts.',
  );
  await expect(together.locator('ins')).toHaveText([
    'Sam looked at each account twice.\n\n',
    'Ada asked the provider.',
  ]);
  await theirBanner.getByRole('button', { name: `Keep the version of ${organization.person.name}` }).click();
  await expect(theirs.getByLabel('How you know')).toHaveValue(
    'Sam looked at each account.\n\nAda asked the provider.',
  );
  await expectStored(assessmentId, '2.2.2', { updatedByName: organization.person.name });
  await context.close();
});

test('ANSWER-14: details that are older than what was saved are asked for a few times and no more, and what is known stays', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  let asked = 0;
  await page.route('**/responses/2.2.2', async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    asked += 1;
    const details = await (await route.fetch()).json();
    for (const response of details.responses) response.version = 0;
    await route.fulfill({ json: details });
  });
  await openRequirement(page, assessmentId, '2.2.2');
  await expect(page.locator('.context').getByText('Not answered yet.')).toBeVisible();
  await choose(page, 'IN_PLACE');
  await expectStored(assessmentId, '2.2.2', { finding: 'IN_PLACE' });
  await page.keyboard.press('j');
  await expect(page.locator('.req-id b')).not.toHaveText('2.2.2');
  asked = 0;
  await page.keyboard.press('k');
  await expect(page.locator('.req-id b')).toHaveText('2.2.2');
  await expect.poll(() => asked, 'more than once').toBeGreaterThan(1);
  await page.waitForLoadState('networkidle');
  expect(asked).toBeLessThanOrEqual(5);
  await expect(page.locator('.context .log')).toContainText('In Place');
});
