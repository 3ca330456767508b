import { answerRow, choose, expectStored, openRequirement, writeWorksheet } from '../support/answers';
import { answerRest, countAnswers, madeAssessment, storedAnswers } from '../support/assessments';
import { confirmForm, dayFromNow, downloadReport, signHere, storedSeal } from '../support/attestation';
import { directPostAnswers, pickAndStart } from '../support/picker';
import {
  addAcquirerWithMerchantId,
  addIntegration,
  addLegalEntity,
  addProvider,
  shop,
} from '../support/register';
import { expect, picture, test } from '../support/test';

const worksheet = [
  'The mainframe knows no rules per service.',
  'A reverse proxy in front of it lets only two services through.',
  'Only what the business needs reaches the system.',
  'A mistake in the proxy would open both services.',
  'Our own tester tried forty ports on 3 March.',
  'The network team reads the proxy rules each month.',
];

test('ANSWER-1: a SAQ A-EP with answers of every kind is signed as Non-Compliant with a target date', async ({
  page,
  organization,
}) => {
  test.setTimeout(600_000);
  await test.step('register, picker, assessment', async () => {
    await addLegalEntity(page);
    await addAcquirerWithMerchantId(page);
    await addProvider(page);
    await addIntegration(page, 'Direct post from your own form');
    const result = `SAQ A-EP applies to ${shop.integration}`;
    await pickAndStart(page, directPostAnswers, { result, name: 'Web shop 2026' });
  });
  const started = await madeAssessment(organization);
  const { assessmentId } = started;
  expect(await countAnswers(assessmentId)).toEqual({ requirements: 139, answerRows: 151, open: 151 });
  const target = dayFromNow(120);

  await test.step('In Place, with how one knows', async () => {
    await openRequirement(page, assessmentId, '1.1.1');
    await choose(page, 'IN_PLACE');
    await page.getByLabel('How you know').fill('Network policy, edition 7, page 3');
    await expectStored(assessmentId, '1.1.1', {
      finding: 'IN_PLACE',
      resultNote: 'Network policy, edition 7, page 3',
    });
    await openRequirement(page, assessmentId, '1.2.1');
    await choose(page, 'IN_PLACE');
    await expectStored(assessmentId, '1.2.1', {
      finding: 'IN_PLACE',
      updatedByName: organization.person.name,
    });
  });

  await test.step('Not Tested is not offered', async () => {
    await expect(answerRow(page).getByRole('radio')).toHaveCount(4);
    await expect(page.locator('.answer').getByText('Not Tested')).toHaveCount(0);
  });

  await test.step('In Place with CCW: six parts of the worksheet', async () => {
    await openRequirement(page, assessmentId, '1.2.5');
    await choose(page, 'IN_PLACE_WITH_CCW');
    await expect(page.getByText('0 of 6 parts written')).toBeVisible();
    await writeWorksheet(page, worksheet);
    await expect(page.getByText('6 of 6 parts written')).toBeVisible();
    const [ccwConstraints, ccwDefinition, ccwObjective, ccwIdentifiedRisk, ccwValidation, ccwMaintenance] =
      worksheet;
    await expectStored(assessmentId, '1.2.5', {
      finding: 'IN_PLACE_WITH_CCW',
      ccwConstraints,
      ccwDefinition,
      ccwObjective,
      ccwIdentifiedRisk,
      ccwValidation,
      ccwMaintenance,
    });
  });

  await test.step('Not Applicable, with the reason', async () => {
    for (const [number, reason] of [
      ['1.3.3', 'No wireless network touches the web servers.'],
      ['2.2.5', 'No insecure service runs on the web servers.'],
    ] as const) {
      await openRequirement(page, assessmentId, number);
      await choose(page, 'NOT_APPLICABLE');
      await page.getByLabel('Why it does not apply').fill(reason);
      await expectStored(assessmentId, number, { finding: 'NOT_APPLICABLE', notApplicableReason: reason });
    }
  });

  await test.step('Not in Place, with a plan', async () => {
    await openRequirement(page, assessmentId, '1.4.1');
    await choose(page, 'NOT_IN_PLACE');
    await page.getByLabel('What will be done').fill('Put the web servers behind the new firewall');
    await page.getByLabel('Owner', { exact: true }).fill('Network team');
    await page.getByLabel('To be done by').fill(target);
    await page.keyboard.press('Tab');
    await expectStored(assessmentId, '1.4.1', {
      finding: 'NOT_IN_PLACE',
      planAction: 'Put the web servers behind the new firewall',
      planOwner: 'Network team',
      planTargetOn: target,
    });
  });

  await test.step('one requirement with an answer per row', async () => {
    await openRequirement(page, assessmentId, '6.4.3');
    await choose(page, 'IN_PLACE', 0);
    // What the answer opens moves the rows below it: nobody's eyes are faster than that.
    await expect(answerRow(page, 0).getByRole('button', { name: 'Add how you know' })).toBeVisible();
    await choose(page, 'NOT_IN_PLACE', 1);
    await answerRow(page, 1).getByLabel('What will be done').fill('Add integrity hashes to the tag list');
    await choose(page, 'IN_PLACE', 2);
    await expectStored(assessmentId, '6.4.3', { planAction: 'Add integrity hashes to the tag list' }, 1);
    await expectStored(assessmentId, '6.4.3', { finding: 'IN_PLACE' }, 2);
    const stored = await storedAnswers(assessmentId, '6.4.3');
    expect(stored.map((row) => row.finding)).toEqual(['IN_PLACE', 'NOT_IN_PLACE', 'IN_PLACE']);
  });

  await test.step('digits in table mode', async () => {
    await page.goto(`/assessments/${assessmentId}/table`);
    // The last lines come when the browser has taken over; keys before that do nothing.
    await expect(page.locator('tr[data-id="12.8.1"]')).toBeAttached();
    await page.locator('tr[data-id="2.1.1"]').getByRole('radio').first().focus();
    await page.keyboard.press('1');
    await page.keyboard.press('1');
    await page.keyboard.press('3');
    await expectStored(assessmentId, '2.1.1', { finding: 'IN_PLACE' });
    await expectStored(assessmentId, '2.2.1', { finding: 'IN_PLACE' });
    await expectStored(assessmentId, '2.2.2', { finding: 'NOT_APPLICABLE', notApplicableReason: '' });
    await picture(page, 'checklist-table');
    await page.locator('tr[data-id="2.2.2"]').getByRole('link', { name: 'Reason is not written' }).click();
    await page.getByLabel('Why it does not apply').fill('No vendor account exists on these systems.');
    await expectStored(assessmentId, '2.2.2', {
      notApplicableReason: 'No vendor account exists on these systems.',
    });
  });

  await answerRest(assessmentId, 'IN_PLACE');
  expect(await countAnswers(assessmentId)).toMatchObject({ open: 0 });
  await confirmForm(organization, started, {
    eligibility: {
      criteria: [1, 2, 3, 4, 5, 6, 7, 8].map((place) => ({ criterionId: `aep${place}`, answer: 'YES' })),
    },
    result: { targetOn: target, planRequested: false, signIncomplete: false },
  });

  await test.step('the officer signs as what the answers say', async () => {
    await page.goto(`/assessments/${assessmentId}/sign-off`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ready to be signed as Non-Compliant');
    await signHere(page, organization, 'Non-Compliant');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Signed as Non-Compliant on /);
    expect(await storedSeal(assessmentId)).toMatchObject({
      status: 'SIGNED',
      outcome: 'NON_COMPLIANT',
      targetOn: target,
    });
  });

  await test.step('the PDF says what was answered and signed', async () => {
    const seal = await storedSeal(assessmentId);
    const { text, dense } = await downloadReport(page);
    expect(text).toContain('SAQ A-EP');
    expect(text).toContain('Non-Compliant');
    expect(text).toContain(organization.person.name);
    expect(dense).toContain(seal?.snapshotSha256);
    const missing = started.requirementNumbers.filter((number) => !text.includes(number));
    expect(missing, 'every requirement is in the PDF').toEqual([]);
    for (const words of [
      ...worksheet,
      'No wireless network touches the web servers.',
      'No vendor account exists on these systems.',
    ])
      expect(dense).toContain(words.replace(/\s+/g, ''));
  });

  await test.step('after the signature nothing can be answered', async () => {
    await openRequirement(page, assessmentId, '1.1.1');
    await expect(answerRow(page).getByRole('radio').first()).toBeDisabled();
  });
});
