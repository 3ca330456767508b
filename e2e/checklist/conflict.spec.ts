import { choose, expectStored, openRequirement } from '../support/answers';
import { startAssessment, storedAnswers } from '../support/assessments';
import { expect, test } from '../support/test';

test('ANSWER-3: the second of two stale saves shows both texts and overwrites nothing before the choice', async ({
  page,
  baseURL,
  organization,
}) => {
  page.setDefaultTimeout(15_000);
  const { assessmentId } = await startAssessment(organization, 'A');
  const colleague = await organization.addMember('CONTROL_OWNER', 'Sam Okafor');
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

  await page.getByLabel('How you know').fill('Ada asked the provider.');
  const banner = page.getByRole('alert', { name: 'Two versions of this answer' });
  await expect(banner).toContainText('Sam looked at each account.');
  await expect(banner).toContainText('Ada asked the provider.');
  await expect(page.locator('.saved')).toContainText('Not saved');
  expect(await storedAnswers(assessmentId, '2.2.2'), 'nothing is overwritten').toEqual(before);

  await banner.getByRole('button', { name: 'Keep both texts' }).click();
  await expectStored(assessmentId, '2.2.2', {
    finding: 'IN_PLACE',
    resultNote: 'Sam looked at each account.\n\nAda asked the provider.',
    updatedByName: organization.person.name,
  });
  await expect(banner).toBeHidden();

  await theirs.getByLabel('How you know').fill('Sam writes once more.');
  const theirBanner = theirs.getByRole('alert', { name: 'Two versions of this answer' });
  await expect(theirBanner).toContainText('Ada asked the provider.');
  await theirBanner.getByRole('button', { name: `Keep the version of ${organization.person.name}` }).click();
  await expect(theirs.getByLabel('How you know')).toHaveValue(
    'Sam looked at each account.\n\nAda asked the provider.',
  );
  await expectStored(assessmentId, '2.2.2', { updatedByName: organization.person.name });
  await context.close();
});
