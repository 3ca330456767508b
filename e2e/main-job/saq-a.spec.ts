import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Page, TestInfo } from '@playwright/test';
import { answerWithKeys, attachFile } from '../support/checklist';
import { csvFile, pdfFile, pngFile } from '../support/evidence-files';
import { inkOfPages, pdfFacts, pdfText } from '../support/pdf';
import { type Organization, rows } from '../support/people';
import { answerQuestion, goOn, hostedRedirectAnswers } from '../support/picker';
import {
  addAcquirerWithMerchantId,
  addIntegration,
  addLegalEntity,
  addProvider,
  shop,
} from '../support/register';
import { fillEveryPart, officer, signAs } from '../support/sign-off';
import { expect, expectAccessible, hydrated, picture, test } from '../support/test';

const REQUIREMENTS = 27;
const ON_PAPER = 'No account data is kept on paper or on any other medium.';
const notApplicable = Object.fromEntries(
  ['3.1.1', '3.2.1', '9.4.1', '9.4.1.1', '9.4.2', '9.4.3', '9.4.4', '9.4.6'].map((number) => [
    number,
    ON_PAPER,
  ]),
);
const evidence = [
  ['11.3.2', pdfFile('asv-scan-q3.pdf', 'External scan of the web shop: passed')],
  ['6.3.3', pngFile('patch-level.png')],
  ['12.8.1', csvFile('access-review.csv')],
] as const;

test.use({ role: 'COMPLIANCE_OFFICER' });
// Some 300 presses, saves and pages: about a minute alone on two cores, several when the machine is busy.
test.setTimeout(600_000);

test('MAIN-1: a shop with a hosted payment page goes from the register to the signed SAQ A, its PDF and the submission', async ({
  page,
  organization,
}, testInfo) => {
  await test.step('register', async () => {
    await addLegalEntity(page);
    await addAcquirerWithMerchantId(page);
    await addProvider(page);
    await addIntegration(page, 'Redirect to a hosted payment page');
  });
  await test.step('picker', () => findQuestionnaire(page));
  await test.step('assessment', () => makeAssessment(page));
  const numbers = await test.step('answers', () => answerEverything(page, organization));
  await test.step('evidence', () => attachEvidence(page, organization));
  await test.step('review', () => reviewEverything(page));
  await test.step('sign-off form', () => prepare(page));
  const hash = await test.step('signature', () => sign(page, organization));
  await test.step('PDF', () => checkPdf(page, testInfo, numbers, hash));
  await test.step('submission', () => submit(page));
  await test.step('copy sheet', () => readCopySheet(page));
});

async function findQuestionnaire(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Which SAQ applies?' }).click();
  for (const answer of hostedRedirectAnswers) {
    await answerQuestion(page, answer);
    if (answer[0] === 'What do you keep on paper?') {
      await expect(page.getByRole('complementary', { name: 'Result so far' })).toContainText('SAQ A');
      await expectAccessible(page);
      await picture(page, 'picker');
    }
    await goOn(page);
  }
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`SAQ A applies to ${shop.integration}`);
  const because = page.getByRole('region', { name: 'Because' });
  await expect(because.getByText('The provider’s page holds the card fields.')).toBeVisible();
  await expect(because.getByText('You never store card numbers.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Record this result and go on' }).click();
}

async function makeAssessment(page: Page): Promise<void> {
  await expect(page.getByRole('checkbox', { name: shop.merchantId })).toBeChecked();
  const receivers = page.getByRole('group', { name: 'Acquirers that receive the attestation' });
  await expect(receivers.getByRole('checkbox', { name: shop.acquirer })).toBeChecked();
  await page.getByLabel('Name', { exact: true }).fill('Web shop 2026');
  await page.getByRole('button', { name: 'Make the assessment' }).click();
  await expect(page.getByRole('link', { name: 'Start answering' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Start answering' }).click();
  await page.waitForURL(/\/requirements\/2\.2\.2$/);
}

async function answerEverything(page: Page, { organizationId }: Organization): Promise<string[]> {
  const numbers = await answerWithKeys(page, notApplicable, REQUIREMENTS);
  const kept = await rows<{ requirementKey: string; finding: string; notApplicableReason: string }>(
    'SELECT "requirementKey", "finding", "notApplicableReason" FROM "Response" WHERE "organizationId" = $1',
    [organizationId],
  );
  const expected = numbers.map((number) => [
    `pci-dss:${number}`,
    number in notApplicable ? 'NOT_APPLICABLE' : 'IN_PLACE',
    notApplicable[number] ?? '',
  ]);
  const found = kept.map((row) => [row.requirementKey, row.finding, row.notApplicableReason]);
  expect(found.toSorted()).toEqual(expected.toSorted());
  return numbers;
}

async function attachEvidence(page: Page, { organizationId }: Organization): Promise<void> {
  for (const [number, file] of evidence) await attachFile(page, number, file);
  await expectAccessible(page);
  await picture(page, 'checklist');
  const kept = await rows<{ fileName: string; mediaType: string; sizeBytes: string }>(
    'SELECT "fileName", "mediaType", "sizeBytes"::text FROM "EvidenceFile" WHERE "organizationId" = $1',
    [organizationId],
  );
  const sent = evidence.map(([, file]) => [file.name, file.mimeType, String(file.buffer.length)]);
  expect(kept.map((row) => [row.fileName, row.mediaType, row.sizeBytes]).toSorted()).toEqual(sent.toSorted());
}

/** On the way: one answer goes back with a reason and is found again; then all are approved. */
async function reviewEverything(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Return', exact: true }).click();
  await page.getByLabel('What has to be changed').fill('The scan is of another host.');
  await page.getByRole('button', { name: 'Return it' }).click();
  await expect(page.getByText('The scan is of another host.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Returned by the reviewer, 1' })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'checklist-returned');
  await page.getByRole('button', { name: 'Ready for review' }).click();
  await expect(page.getByText('Waits for review')).toBeVisible();
  await page.goto(`${page.url().split('/requirements/')[0]}/sign-off`);
  await page.getByRole('link', { name: /^Review/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One answer waits for review');
  await page.getByRole('button', { name: `Not reviewed ${REQUIREMENTS}` }).click();
  await page.getByRole('checkbox', { name: `All ${REQUIREMENTS} that can be approved` }).check();
  await expectAccessible(page);
  await picture(page, 'review');
  await page.getByRole('button', { name: `Approve ${REQUIREMENTS}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Every answer is reviewed');
  await page.goto(page.url().replace(/\/review$/, ''));
}

async function prepare(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Review and sign' }).first().click();
  await fillEveryPart(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ready to be signed as Compliant');
  await expectAccessible(page);
  await picture(page, 'sign-off');
}

/** The managing director signs on a browser of her own; gives the hash of what she signed. */
async function sign(page: Page, organization: Organization): Promise<string> {
  const director = await organization.addMember('MANAGER', officer.name);
  const context = await page.context().browser()?.newContext();
  if (!context) throw new Error('the browser is gone');
  await organization.signIn(context, director);
  const desk = await context.newPage();
  await desk.goto(page.url());
  await hydrated(desk);
  await signAs(desk, director.name, director.password);
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText(/^Signed as Compliant on /);
  await context.close();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Signed as Compliant on /);
  await expect(page.getByText('Checked just now: the stored document gives this hash')).toBeVisible();
  await expectAccessible(page);
  const [sealed] = await rows<{ hash: string }>(
    'SELECT "snapshotSha256" AS hash FROM "Attestation" WHERE "organizationId" = $1',
    [organization.organizationId],
  );
  if (!sealed) throw new Error('no attestation was kept');
  return sealed.hash;
}

async function checkPdf(page: Page, testInfo: TestInfo, numbers: string[], hash: string): Promise<void> {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the PDF' }).click();
  const path = testInfo.outputPath('report.pdf');
  await (await download).saveAs(path);

  const facts = await pdfFacts(path);
  expect(facts.get('Tagged')).toBe('yes');
  const folder = testInfo.outputPath('pages');
  mkdirSync(folder, { recursive: true });
  const ink = await inkOfPages(path, folder);
  expect(ink).toHaveLength(Number(facts.get('Pages')));
  for (const [index, share] of ink.entries()) {
    expect(share, `page ${index + 1} is not blank`).toBeGreaterThan(0.002);
  }

  const text = await pdfText(path);
  for (const number of numbers) {
    const answer = number in notApplicable ? 'Not Applicable' : 'In Place';
    expect(text).toMatch(new RegExp(`^\\s*${number.replaceAll('.', '\\.')} .*${answer}`, 'm'));
  }
  expect(text).toContain(ON_PAPER);
  for (const name of [
    ...Object.values(shop),
    officer.name,
    'Ada Berger',
    ...evidence.map(([, file]) => file.name),
  ])
    expect(text).toContain(name);
  // Hashes are printed in groups of eight.
  const joined = text.replace(/\s/g, '');
  expect(joined).toContain(hash);
  for (const [, file] of evidence)
    expect(joined).toContain(createHash('sha256').update(file.buffer).digest('hex'));
}

async function submit(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Record the submission' }).click();
  await page.getByLabel('Receipt').fill('NB-2026-0815');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'NB-2026-0815' })).toContainText(shop.acquirer);
  await expectAccessible(page);
}

async function readCopySheet(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Copy sheet' }).click();
  await expect(page.getByRole('region', { name: 'Part 1a: Who is assessed' })).toContainText(shop.company);
  const answers = page.getByRole('main');
  for (const value of [shop.provider, officer.name, ON_PAPER]) await expect(answers).toContainText(value);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy Company name' }).click();
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shop.company);
  await expectAccessible(page);
}
