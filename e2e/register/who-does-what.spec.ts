import { readFile } from 'node:fs/promises';
import { openRequirement } from '../support/answers';
import { startAssessment } from '../support/assessments';
import { rows } from '../support/people';
import { nameProvider } from '../support/register-rows';
import { expect, expectAccessible, picture, test } from '../support/test';

test('PROVIDER-1: for each requirement an officer says whether the organization, its provider or both meet it', async ({
  page,
  organization,
}) => {
  test.setTimeout(180_000);
  const { assessmentId, legalEntityId } = await startAssessment(organization, 'A');
  const stripe = { name: 'Stripe', directoryId: 'stripe', attestationEndsIn: -20 };
  const providerId = await nameProvider(organization, assessmentId, legalEntityId, stripe);
  const said = () =>
    rows<{ key: string; who: string | null; agreedIn: string }>(
      `SELECT "requirementKey" AS key, "responsibility" AS who, "agreedIn" FROM "ResponsibilityAssignment"
        WHERE "serviceProviderId" = $1 ORDER BY "requirementKey"`,
      [providerId],
    );
  const part = page.getByRole('region', { name: 'Who does what' });

  await test.step('the requirement shows a suggestion, which is not kept before somebody takes it', async () => {
    await openRequirement(page, assessmentId, '6.3.3');
    await expect(part.getByText('Not said yet')).toBeVisible();
    await expect(part.getByText('Suggestion: Us. SAQ A leaves it with the merchant')).toBeVisible();
    await expect(part.getByText('rests on an attestation that has ended')).toBeHidden();
    expect(await said()).toEqual([]);
  });

  await test.step('shared, with the place where it is agreed, it leans on an attestation that has ended', async () => {
    await part.getByRole('button', { name: 'Say who meets it' }).click();
    await part.getByRole('radio', { name: 'Shared' }).check();
    await part.getByLabel('Where it is agreed').fill('Responsibility matrix, row 14');
    await part.getByRole('button', { name: 'Save' }).click();
    await expect(part.getByText('Responsibility matrix, row 14')).toBeVisible();
    await expect(part.getByText('This rests on an attestation that has ended.')).toBeVisible();
    expect(await said()).toEqual([
      { key: 'pci-dss:6.3.3', who: 'SHARED', agreedIn: 'Responsibility matrix, row 14' },
    ]);
    await expectAccessible(page);
    await picture(page, 'who-does-what-requirement');
  });

  await test.step('12.8.5 leads to the record that it asks for', async () => {
    await openRequirement(page, assessmentId, '12.8.5');
    await part.getByRole('link', { name: 'who does what with Stripe' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who does what with Stripe');
    await expect(page.getByText('1 of 27 that open assessments ask are said.')).toBeVisible();
  });

  await test.step('several are said at once, and what is suggested is chosen, not kept', async () => {
    await page.getByRole('textbox', { name: 'Filter by number or words' }).fill('9.4');
    await page.getByRole('checkbox', { name: 'All that are shown' }).check();
    await page.getByLabel('Where it is agreed').fill('Contract of 2025');
    await page.getByRole('button', { name: 'Provider', exact: true }).click();
    await expect(page.getByText('7 of 27 that open assessments ask are said.')).toBeVisible();
    await expect(page.getByText('its attestation has ended').first()).toBeVisible();
    await page.getByRole('textbox', { name: 'Filter by number or words' }).fill('');
    await page.getByRole('button', { name: 'Choose the 20 with a suggestion' }).click();
    await expect(page.getByText('20 chosen:')).toBeVisible();
    expect(await said()).toHaveLength(7);
    await page.getByLabel('Where it is agreed').fill('');
    await page.getByRole('button', { name: 'Us', exact: true }).click();
    await expect(page.getByText('27 of 27 that open assessments ask are said.')).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'who-does-what');
  });

  await test.step('what a colleague has changed since is not written over', async () => {
    await rows(
      `UPDATE "ResponsibilityAssignment" SET "responsibility" = 'SHARED', "version" = "version" + 1 WHERE "requirementKey" = 'pci-dss:9.4.2' AND "serviceProviderId" = $1`,
      [providerId],
    );
    await page.getByRole('checkbox', { name: '9.4.2', exact: true }).check();
    await page.getByRole('button', { name: 'Us', exact: true }).click();
    await expect(page.getByText('Somebody else has changed 9.4.2 since you opened this.')).toBeVisible();
    expect((await said()).find(({ key }) => key === 'pci-dss:9.4.2')?.who).toBe('SHARED');
  });

  await test.step('the list leaves as a file', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('"6.3.3"');
    expect(text).toContain('"Shared","Responsibility matrix, row 14","yes"');
  });

  await test.step('on a phone it works by keyboard, and the report holds it', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/providers/${providerId}/responsibilities`);
    const box = page.getByRole('checkbox', { name: '8.3.1', exact: true });
    await box.focus();
    await page.keyboard.press('Space');
    await expect(box).toBeChecked();
    await page.getByRole('button', { name: 'Not said yet' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('26 of 27 that open assessments ask are said.')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
    await page.goto(`/assessments/${assessmentId}/report`);
    await expect(page.getByRole('heading', { name: 'Who does what' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Who meets what where Stripe takes part' })).toContainText(
      'Responsibility matrix, row 14',
    );
  });
});
