import { answerRow, choose, expectStored, openRequirement, writeWorksheet } from '../support/answers';
import { answerRest, countAnswers, madeAssessment, storedAnswers } from '../support/assessments';
import { confirmForm, downloadReport, signHere, storedSeal } from '../support/attestation';
import { pickAndStart, storingApiAnswers } from '../support/picker';
import {
  addAcquirerWithMerchantId,
  addIntegration,
  addLegalEntity,
  addProvider,
  shop,
} from '../support/register';
import { restOnAnalysis } from '../support/risk-analyses';
import { expect, test } from '../support/test';

const worksheet = [
  'The till software cannot hold longer passwords.',
  'Each till asks for a token and a password.',
  'Nobody takes over an account by guessing.',
  'A stolen token and a seen password would do.',
  'Twenty tills were tried by our auditor in May.',
  'Tokens are counted each quarter by the shop desk.',
];

test('ANSWER-2: a SAQ D for merchants with Not Tested answers is signed as a partial assessment', async ({
  page,
  organization,
}) => {
  test.setTimeout(600_000);
  await test.step('register, picker, assessment', async () => {
    await addLegalEntity(page);
    await addAcquirerWithMerchantId(page);
    await addProvider(page);
    await addIntegration(page, 'Your own server calls the provider’s API', { keepsCards: true });
    const result = `SAQ D for merchants applies to ${shop.integration}`;
    await pickAndStart(page, storingApiAnswers, { result, name: 'Web shop 2026' });
  });
  const started = await madeAssessment(organization);
  const { assessmentId } = started;
  expect(await countAnswers(assessmentId)).toEqual({ requirements: 233, answerRows: 254, open: 254 });

  await test.step('In Place', async () => {
    for (const number of ['1.1.1', '1.1.2']) {
      await openRequirement(page, assessmentId, number);
      await choose(page, 'IN_PLACE');
      await expectStored(assessmentId, number, { finding: 'IN_PLACE' });
    }
  });

  await test.step('Not Tested, with the reason and who asked', async () => {
    await expect(answerRow(page).getByRole('radio')).toHaveCount(5);
    for (const number of ['9.2.1', '9.2.2']) {
      await openRequirement(page, assessmentId, number);
      await choose(page, 'NOT_TESTED');
      await page.getByLabel('Why it was left out').fill(`Only milestone 1 was asked for, not ${number}`);
      await page.getByLabel('Who asked to leave it out').fill('North Bank, e-mail of 12 October');
      await expectStored(assessmentId, number, {
        finding: 'NOT_TESTED',
        notTestedReason: `Only milestone 1 was asked for, not ${number}`,
        notTestedAskedBy: 'North Bank, e-mail of 12 October',
      });
    }
  });

  await test.step('In Place with CCW', async () => {
    await openRequirement(page, assessmentId, '8.3.6');
    await choose(page, 'IN_PLACE_WITH_CCW');
    await writeWorksheet(page, worksheet);
    await expect(page.getByText('6 of 6 parts written')).toBeVisible();
    await expectStored(assessmentId, '8.3.6', {
      finding: 'IN_PLACE_WITH_CCW',
      ccwConstraints: worksheet[0],
      ccwMaintenance: worksheet[5],
    });
  });

  await test.step('Not Applicable', async () => {
    await openRequirement(page, assessmentId, '2.3.1');
    await choose(page, 'NOT_APPLICABLE');
    await page.getByLabel('Why it does not apply').fill('There is no wireless network in any shop.');
    await expectStored(assessmentId, '2.3.1', {
      finding: 'NOT_APPLICABLE',
      notApplicableReason: 'There is no wireless network in any shop.',
    });
  });

  await test.step('Not in Place: the plan stays when the answer changes', async () => {
    await openRequirement(page, assessmentId, '3.1.1');
    await choose(page, 'NOT_IN_PLACE');
    await page.getByLabel('What will be done').fill('Write the policy for stored data');
    await expectStored(assessmentId, '3.1.1', {
      finding: 'NOT_IN_PLACE',
      planAction: 'Write the policy for stored data',
    });
    await choose(page, 'IN_PLACE');
    await expectStored(assessmentId, '3.1.1', {
      finding: 'IN_PLACE',
      planAction: 'Write the policy for stored data',
    });
  });

  await test.step('digits answer a row, U goes to the next one', async () => {
    await openRequirement(page, assessmentId, '12.5.2');
    await expect(page.getByRole('radio').first()).toBeEnabled();
    // As fast as the keyboard gives them: each acts on what the one before it has done.
    for (const key of '1u1u1u1u1u1u1u5') await page.keyboard.press(key);
    await answerRow(page, 7).getByLabel('Why it was left out').fill('The scope review is next month');
    await answerRow(page, 7).getByLabel('Who asked to leave it out').fill('North Bank');
    await expectStored(assessmentId, '12.5.2', { notTestedAskedBy: 'North Bank' }, 7);
    const stored = await storedAnswers(assessmentId, '12.5.2');
    expect(stored.map((row) => row.finding)).toEqual([...Array(7).fill('IN_PLACE'), 'NOT_TESTED']);
  });

  await test.step('digits in table mode, and Z takes one back', async () => {
    await page.goto(`/assessments/${assessmentId}/table`);
    await page.locator('tr[data-id="10.1.1"]').getByRole('radio').first().focus();
    await page.keyboard.press('1');
    await page.keyboard.press('4');
    await expectStored(assessmentId, '10.1.1', { finding: 'IN_PLACE' });
    await expectStored(assessmentId, '10.1.2', { finding: 'NOT_IN_PLACE' });
    await page.keyboard.press('z');
    await expectStored(assessmentId, '10.1.2', { finding: null });
    await expectStored(assessmentId, '10.1.1', { finding: 'IN_PLACE' });
  });

  await answerRest(assessmentId, 'IN_PLACE');
  await restOnAnalysis(organization, assessmentId);
  await confirmForm(organization, started, { eligibility: undefined });

  await test.step('the officer signs: Compliant, but partial', async () => {
    await page.goto(`/assessments/${assessmentId}/sign-off`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Ready to be signed as Compliant (Partial)',
    );
    await signHere(page, organization, 'Compliant (Partial)');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Signed as Compliant \(Partial\) on /);
    expect(await storedSeal(assessmentId)).toMatchObject({
      status: 'SIGNED',
      outcome: 'COMPLIANT',
      isPartial: true,
    });
  });

  await test.step('the PDF names what was not tested and who asked', async () => {
    const seal = await storedSeal(assessmentId);
    const { text, dense } = await downloadReport(page);
    expect(text).toContain('SAQ D for Merchants');
    expect(text).toContain('Partial');
    expect(text).toContain(organization.person.name);
    expect(dense).toContain(seal?.snapshotSha256);
    const missing = started.requirementNumbers.filter((number) => !text.includes(number));
    expect(missing, 'every requirement is in the PDF').toEqual([]);
    for (const words of [
      ...worksheet,
      'Only milestone 1 was asked for, not 9.2.1',
      'North Bank, e-mail of 12 October',
    ])
      expect(dense).toContain(words.replace(/\s+/g, ''));
    expect(dense).not.toContain('Writethepolicyforstoreddata');
  });
});
