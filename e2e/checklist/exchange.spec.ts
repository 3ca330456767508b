import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { startAssessment, storedAnswers } from '../support/assessments';
import { instance } from '../support/instance';
import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';
import { textsOf, typedInto } from '../support/workbook';

const fileField = (page: Page) => page.getByLabel('The file that you answered in');
const show = (page: Page) => page.getByRole('button', { name: 'Show what would change' });
const phone = { width: 390, height: 844 };

async function downloaded(
  page: Page,
  name: 'Workbook (XLSX)' | 'CSV',
): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The line of a requirement in a whole checklist, as its sheet numbers it. */
const lineOf = (numbers: readonly string[], number: string) => numbers.indexOf(number) + 2;

/** Saved by somebody in another browser, as the app saves it. */
async function saveOnline(
  page: Page,
  assessmentId: string,
  number: string,
  version: number,
  resultNote: string,
) {
  const answer = await page.request.patch(`/api/assessments/${assessmentId}/responses/${number}`, {
    headers: { origin: instance().baseUrl },
    data: { row: 0, version, changes: { resultNote } },
  });
  expect(answer.status()).toBe(200);
}

test('OFFLINE-1: a workbook is answered elsewhere and brought back, and a colleague’s words are not overwritten', async ({
  page,
  organization,
}) => {
  const { assessmentId, requirementNumbers } = await startAssessment(organization, 'A');
  await saveOnline(page, assessmentId, '2.2.2', 0, 'First look');
  await saveOnline(page, assessmentId, '8.3.5', 0, 'First look');
  await page.goto(`/assessments/${assessmentId}`);
  await page.getByRole('link', { name: 'Take it offline' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Work offline');
  await expectAccessible(page);
  await picture(page, 'offline');
  const file = await downloaded(page, 'Workbook (XLSX)');
  expect(file.name).toMatch(/^Web shop 2026, checklist, \d{4}-\d\d-\d\d\.xlsx$/);

  const edited = typedInto(file.bytes, [
    ['2.2.2', 'Answer', 'In Place'],
    ['2.2.2', 'Results', 'Mine: every default changed'],
    ['8.3.6', 'Answer', 'Not in Place'],
    ['8.3.6', 'Plan: what will be done', '=Longer passwords\nfor everybody'],
    ['8.3.6', 'Plan: owner', 'Özlem'],
    ['8.3.6', 'Plan: done by', '2030-05-04'],
    ['6.3.3', 'Answer', 'Perhaps'],
  ]);
  await saveOnline(page, assessmentId, '2.2.2', 1, 'Sam looked again');
  await saveOnline(page, assessmentId, '8.3.5', 1, 'Newer than the file');

  await show(page).click();
  await expect(page.getByText('Choose a file.')).toBeVisible();
  await fileField(page).setInputFiles({
    name: 'broken.xlsx',
    mimeType: '',
    buffer: file.bytes.subarray(0, 900),
  });
  await show(page).click();
  await expect(page.getByText('This workbook cannot be read.', { exact: false })).toBeVisible();
  await fileField(page).setInputFiles({ name: 'answers.xlsx', mimeType: '', buffer: edited });
  await show(page).click();
  const title = page.getByRole('heading', {
    name: '1 answer will change, 1 changed by somebody meanwhile, 1 place does not fit',
  });
  await expect(title).toBeFocused();
  const meanwhile = page.getByRole('table', { name: 'Changed by somebody meanwhile' });
  await expect(meanwhile).toContainText('Sam looked again');
  await expect(meanwhile).toContainText('Mine: every default changed');
  await expect(meanwhile).not.toContainText('8.3.5');
  const problem = page.getByRole('table', { name: 'Does not fit' }).getByRole('row', { name: /6\.3\.3/ });
  await expect(problem).toContainText(`Row ${lineOf(requirementNumbers, '6.3.3')}, column E`);
  await expect(problem).toContainText('This answer does not exist');
  await expectAccessible(page);
  await picture(page, 'offline-preview');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await picture(page, 'offline-preview-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  expect((await storedAnswers(assessmentId, '8.3.6'))[0]).toMatchObject({ version: 0 });

  await page.getByRole('checkbox', { name: /^Take the file’s version of 2\.2\.2/ }).check();
  await page.getByRole('button', { name: 'Change 2 answers' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change 2 answers?' });
  await expect(dialog).toContainText('8.3.6, 2.2.2');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Change 2 answers' }).click();
  await expect(page.getByRole('heading', { name: '2 answers were changed' })).toBeFocused();
  await picture(page, 'offline-done');
  expect((await storedAnswers(assessmentId, '8.3.6'))[0]).toMatchObject({
    finding: 'NOT_IN_PLACE',
    planAction: '=Longer passwords\nfor everybody',
    planOwner: 'Özlem',
    planTargetOn: '2030-05-04',
    updatedByName: organization.person.name,
  });
  expect((await storedAnswers(assessmentId, '2.2.2'))[0]).toMatchObject({
    resultNote: 'Mine: every default changed',
  });
  expect((await storedAnswers(assessmentId, '8.3.5'))[0]).toMatchObject({
    resultNote: 'Newer than the file',
  });
  expect((await storedAnswers(assessmentId, '6.3.3'))[0]).toMatchObject({ version: 0 });
  await page.goto('/audit-log');
  await expect(page.getByText(/brought a checklist of Web shop 2026 back, answers changed: 2/)).toBeVisible();
  await expect(page.getByText(/took the answers of Web shop 2026 offline as XLSX/)).toBeVisible();
});

test('OFFLINE-2: hundreds of changed rows of a German CSV file are looked through on a phone and confirmed by keyboard', async ({
  page,
  organization,
}) => {
  await page.setViewportSize(phone);
  const { assessmentId } = await startAssessment(organization, 'D-Merchant');
  await page.goto(`/assessments/${assessmentId}/offline`);
  await expectAccessible(page);
  await picture(page, 'offline-phone');
  const { bytes } = await downloaded(page, 'CSV');
  const saved = bytes
    .toString('utf8')
    .slice(1)
    .replaceAll('"","","","","","No"', '"Not Tested","Später","","Zu früh, müssen warten","Bank","No"')
    .replaceAll('","', '";"');
  await fileField(page).setInputFiles({
    name: 'answers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(saved, 'latin1'),
  });
  await show(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '254 answers will change' })).toBeFocused();
  await expect(
    page.getByRole('table', { name: 'Will change' }).getByText('Zu früh, müssen warten'),
  ).toHaveCount(254);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await picture(page, 'offline-preview-phone');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Change 254 answers' })).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Change 254 answers?' });
  await expect(dialog).toBeVisible();
  await picture(page, 'offline-confirm-phone');
  await dialog.getByRole('button', { name: 'Change 254 answers' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '254 answers were changed' })).toBeFocused();
  expect(
    await rows(
      `SELECT count(*)::int AS n, min("resultNote") AS "resultNote" FROM "Response" WHERE "assessmentId" = $1 AND "finding" = 'NOT_TESTED'`,
      [assessmentId],
    ),
  ).toEqual([{ n: 254, resultNote: 'Später' }]);
});

test.describe('of a control owner', () => {
  test.use({ role: 'CONTROL_OWNER' });

  test('OFFLINE-3: a part says that it is one, and what cannot be brought back is refused with words', async ({
    page,
    organization,
  }) => {
    const { assessmentId } = await startAssessment(organization, 'A');
    const other = await startAssessment(organization, 'A', 'Another shop');
    await rows(
      `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById")
       SELECT $1, gen_random_uuid(), a, 'pci-dss:2.2.2', $3, $3 FROM unnest($2::uuid[]) AS a`,
      [organization.organizationId, [assessmentId, other.assessmentId], organization.person.userId],
    );
    await page.goto(`/assessments/${assessmentId}/offline`);
    await expect(page.getByText(/Your part: 1 of \d+ requirements\./)).toBeVisible();
    const file = await downloaded(page, 'Workbook (XLSX)');
    expect(file.name).toContain('a part');
    expect(textsOf(file.bytes).join('\n')).toContain('A part: 1 of ');
    const edited = typedInto(file.bytes, [['2.2.2', 'Answer', 'Not Tested']]);
    await fileField(page).setInputFiles({ name: 'part.xlsx', mimeType: '', buffer: edited });
    await page.getByRole('checkbox', { name: 'Stop if anything does not fit' }).check();
    await show(page).click();
    await expect(page.getByText('You asked to stop if anything does not fit.')).toBeVisible();
    await expect(page.getByText('This questionnaire does not offer Not Tested.')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Change/ })).toHaveCount(0);

    await page.goto(`/assessments/${other.assessmentId}/offline`);
    await fileField(page).setInputFiles({ name: 'part.xlsx', mimeType: '', buffer: edited });
    await show(page).click();
    await expect(page.getByText('This file belongs to another assessment.', { exact: false })).toBeVisible();

    await rows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
      assessmentId,
    ]);
    await page.goto(`/assessments/${assessmentId}/offline`);
    await expect(page.getByText(/the answers are frozen/)).toBeVisible();
    await expect(fileField(page)).toHaveCount(0);
  });
});
