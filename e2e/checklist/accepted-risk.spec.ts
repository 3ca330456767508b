import { choose, expectStored, openRequirement } from '../support/answers';
import { startAssessment, storedAnswers } from '../support/assessments';
import { dayFromNow } from '../support/attestation';
import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

test('RISK-2: a risk is accepted beside an answer, changes nothing of it, and says when it has to be looked at again', async ({
  page,
  organization,
}) => {
  test.setTimeout(180_000);
  const { assessmentId } = await startAssessment(organization, 'A');
  const section = page.getByRole('region', { name: 'Accepted risk' });

  await test.step('beside nothing nothing is accepted', async () => {
    await openRequirement(page, assessmentId, '6.3.3');
    await expect(page.getByRole('region', { name: 'Testing' })).toBeVisible();
    await expect(section).toBeHidden();
    await choose(page, 'NOT_IN_PLACE');
    await expectStored(assessmentId, '6.3.3', { finding: 'NOT_IN_PLACE' });
    await expect(section.getByText('does not change the answer')).toBeVisible();
  });
  const [before] = await storedAnswers(assessmentId, '6.3.3');

  await test.step('it says what, why, who, and a day within twelve months', async () => {
    await section.getByRole('button', { name: 'Record an accepted risk' }).click();
    const form = section.getByRole('form', { name: 'Record an accepted risk' });
    await expect(form.getByLabel('What is accepted')).toBeFocused();
    await form.getByLabel('What is accepted').fill('The till in Bergen is patched two weeks late.');
    await form.getByLabel('Why').fill('It is replaced in spring.');
    await form.getByLabel('Who accepted it').fill('Daniel Okafor');
    await form.getByLabel('Looked at again by').fill(dayFromNow(400));
    await form.getByRole('button', { name: 'Record accepted risk' }).click();
    await expect(form.getByText('Enter their role.')).toBeVisible();
    await form.getByLabel('Role').fill('Managing director');
    await form.getByRole('button', { name: 'Record accepted risk' }).click();
    await expect(form.getByText('Enter a day within twelve months')).toBeVisible();
    await form.getByLabel('Looked at again by').fill(dayFromNow(90));
    await form.getByRole('button', { name: 'Record accepted risk' }).click();
    await expect(section.getByText('Accepted by Daniel Okafor, Managing director')).toBeVisible();
    await expect(section.getByText('To be looked at again by')).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'accepted-risk');
  });

  await test.step('the answer is what it was', async () => {
    expect((await storedAnswers(assessmentId, '6.3.3'))[0]).toEqual(before);
    await expect(page.getByRole('radio', { name: 'Not in Place', exact: true })).toBeChecked();
  });

  await test.step('once its day has passed it says so, here and at the sign-off, on a phone too', async () => {
    await rows(
      `UPDATE "AcceptedRisk" SET "acceptedOn" = $2::date - 100, "reviewOn" = $2::date - 1 WHERE "assessmentId" = $1`,
      [assessmentId, dayFromNow()],
    );
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await expect(section.getByText('Has to be looked at again since')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
    await page.goto(`/assessments/${assessmentId}/sign-off`);
    const listed = page.getByRole('region', { name: 'Accepted risks' });
    await expect(listed.getByText('has to be looked at again since')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
    await listed.getByRole('link', { name: '6.3.3' }).click();
  });

  await test.step('it is withdrawn with a reason, by keyboard', async () => {
    await section.getByRole('button', { name: 'Withdraw' }).focus();
    await page.keyboard.press('Enter');
    await expect(section.getByLabel('Why it is withdrawn')).toBeFocused();
    await page.keyboard.type('The till is gone');
    await page.keyboard.press('Enter');
    await expect(section.getByText('Accepted by Daniel Okafor')).toBeHidden();
    const [kept] = await rows(
      'SELECT "withdrawReason", "withdrawnByName" FROM "AcceptedRisk" WHERE "assessmentId" = $1',
      [assessmentId],
    );
    expect(kept).toEqual({
      withdrawReason: 'The till is gone',
      withdrawnByName: organization.person.name,
    });
  });

  await test.step('what was accepted last year is accepted anew, each by itself', async () => {
    const { assessmentId: lastYear } = await startAssessment(organization, 'A', 'Web shop 2025');
    const told = (risk: string) => ({
      row: null,
      risk,
      reason: 'It goes in March.',
      acceptedByName: 'Daniel Okafor',
      acceptedByRole: 'CEO',
      acceptedOn: '2025-11-03',
      reviewOn: '2026-11-03',
    });
    const risks = [told('The console takes ten characters.'), told('The kiosk has one account.')];
    await rows(
      `INSERT INTO "CarriedAnswer" ("organizationId", "assessmentId", "requirementKey", "fromAssessmentId", "fields", "answeredByName", "acceptedRisks")
       VALUES ($1, $2, 'pci-dss:8.3.6', $3, '{"finding": "IN_PLACE"}', 'Priya Raman', $4)`,
      [organization.organizationId, assessmentId, lastYear, JSON.stringify(risks)],
    );
    await openRequirement(page, assessmentId, '8.3.6');
    await choose(page, 'IN_PLACE');
    const anew = section.getByRole('button', { name: 'Accept it anew' });
    await expect(anew).toHaveCount(2);
    await anew.first().click();
    const form = section.getByRole('form', { name: 'Record an accepted risk' });
    await expect(form.getByLabel('What is accepted')).toHaveValue('The console takes ten characters.');
    await expect(anew, 'one form at a time').toHaveCount(0);
    await form.getByRole('button', { name: 'Record accepted risk' }).click();
    await expect(anew).toHaveCount(1);
    await page.reload();
    await anew.click();
    await expect(form.getByLabel('What is accepted')).toHaveValue('The kiosk has one account.');
    await form.getByRole('button', { name: 'Record accepted risk' }).click();
    await expect(anew).toHaveCount(0);
    await expect(section.getByText('Accepted by Daniel Okafor, CEO')).toHaveCount(2);
    await expectAccessible(page);
  });
});

test('RISK-3: an organization that asks for no fix plan is offered one, and nothing says that it is missing', async ({
  page,
  organization,
}) => {
  test.setTimeout(120_000);
  const { assessmentId } = await startAssessment(organization, 'A');
  await openRequirement(page, assessmentId, '6.3.3');
  await choose(page, 'NOT_IN_PLACE');
  await expectStored(assessmentId, '6.3.3', { finding: 'NOT_IN_PLACE' });
  await expect(page.getByText('asked for by your organization;')).toBeVisible();
  await page.goto(`/assessments/${assessmentId}/table`);
  await expect(page.getByText('No plan yet')).toBeVisible();
  await page.goto(`/assessments/${assessmentId}/sign-off`);
  await expect(page.getByText('A Not in Place answer has no complete plan')).toBeVisible();

  await page.goto('/settings');
  await page.getByRole('button', { name: 'Change whether plans are asked for' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'No, a plan is optional' }).check();
  await expectAccessible(page);
  await dialog.getByRole('textbox', { name: 'Your password, once more' }).fill('not the password');
  await dialog.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(dialog.getByRole('alert').first()).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Your password, once more' }).fill(organization.person.password);
  await dialog.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(page.getByText('nothing says that one is missing')).toBeVisible();

  await page.goto(`/assessments/${assessmentId}/sign-off`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('has no complete plan')).toBeHidden();
  await page.goto(`/assessments/${assessmentId}/table`);
  await expect(page.getByRole('rowheader', { name: /6\.3\.3/ }).first()).toBeVisible();
  await expect(page.getByText('No plan yet')).toBeHidden();
  await openRequirement(page, assessmentId, '6.3.3');
  await expect(page.getByLabel('What will be done')).toBeVisible();
  await expect(page.getByText('optional; the form asks for it only where the receiver does')).toBeVisible();
});
