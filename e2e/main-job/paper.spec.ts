import type { Page } from '@playwright/test';
import { answerRest, type Started, startAssessment } from '../support/assessments';
import { confirmForm, dayFromNow, downloadReport, storedSeal } from '../support/attestation';
import { pdfFile } from '../support/evidence-files';
import { type Organization, rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

const signed = pdfFile('attestation-signed.pdf', 'Signed by hand');

/** A SAQ A of which one requirement is Not in Place, whose acquirer wants the plan. */
async function readyForPaper(organization: Organization): Promise<Started> {
  const started = await startAssessment(organization, 'A');
  const { assessmentId } = started;
  await rows(
    `UPDATE "Response" SET "finding" = 'NOT_IN_PLACE', "planAction" = 'Patch within a month', "planOwner" = 'Web team',
       "planTargetOn" = $2, "version" = 1, "updatedAt" = now(), "updatedByName" = 'Ada Berger'
     WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:6.3.3'`,
    [assessmentId, dayFromNow(60)],
  );
  await answerRest(assessmentId, 'IN_PLACE');
  await confirmForm(organization, started, {
    eligibility: {
      criteria: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((criterionId) => ({ criterionId, answer: 'YES' })),
    },
    result: { targetOn: dayFromNow(60), planRequested: true, signIncomplete: false },
    plan: {
      items: [
        { principalNumber: '6', targetOn: dayFromNow(60), actions: 'Criticals are patched within a month.' },
      ],
    },
  });
  return started;
}

async function storedFiles(organization: Organization): Promise<number> {
  const [counted] = await rows<{ files: number }>(
    'SELECT count(*)::int AS files FROM "EvidenceFile" WHERE "organizationId" = $1',
    [organization.organizationId],
  );
  return counted?.files ?? 0;
}

async function fillPaperForm(page: Page, hash: string, password: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'File the signed attestation' });
  await dialog.getByLabel('Signed document').setInputFiles(signed);
  await dialog.getByLabel('Hash at the foot of the signed pages').fill(hash);
  await dialog.getByLabel('Date beside the signature').fill(dayFromNow());
  for (const tick of await dialog.getByRole('checkbox').all()) await tick.check();
  await dialog.getByRole('textbox', { name: 'Your password, once more' }).fill(password);
  await dialog.getByRole('button', { name: 'File and seal' }).click();
}

test('MAIN-2: an attestation that was signed on paper is sealed with the pages that were signed, and handed in', async ({
  page,
  organization,
}) => {
  test.setTimeout(240_000);
  const { assessmentId } = await readyForPaper(organization);
  await page.goto(`/assessments/${assessmentId}/sign-off`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ready to be signed as Non-Compliant');

  const hash = await test.step('the pages to be signed say so, and carry the hash', async () => {
    const { text, dense } = await downloadReport(page, 'Pages to sign');
    expect(text).toContain('for signature');
    expect(text).toMatch(/^\s*6\s+No\s.*Criticals are patched/m);
    expect(text).toMatch(/^\s*2\s+Yes\s*$/m);
    const shown = page.getByText(/^([0-9a-f]{8}\s?){8}$/).first();
    const printed = ((await shown.textContent()) ?? '').replace(/\s/g, '');
    expect(dense).toContain(printed);
    return printed;
  });

  await test.step('neither a wrong password nor an older draft is taken', async () => {
    await page.getByRole('button', { name: 'File signed pages' }).click();
    const dialog = page.getByRole('dialog', { name: 'File the signed attestation' });
    await fillPaperForm(page, hash.slice(0, 8), 'not the password 1');
    await expect(dialog.getByText('This is not your password.')).toBeVisible();
    await expectAccessible(page);
    await picture(page, 'signed-on-paper');
    await fillPaperForm(page, '00000000', organization.person.password);
    await expect(dialog.getByText(/This is not the hash of what stands here/)).toBeVisible();
    await expect(dialog.getByLabel('Hash at the foot of the signed pages')).toBeFocused();
    expect(await storedFiles(organization)).toBe(0);
    expect(await storedSeal(assessmentId)).toMatchObject({ status: 'DRAFT' });
  });

  await test.step('the pages that were signed seal it', async () => {
    await fillPaperForm(page, hash.slice(0, 8), organization.person.password);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Signed as Non-Compliant on /);
    await expect(page.getByText(/^Signed outside on/)).toBeVisible();
    await expect(page.getByRole('link', { name: new RegExp(signed.name) })).toBeVisible();
    expect(await storedFiles(organization)).toBe(1);
    expect(await storedSeal(assessmentId)).toMatchObject({ status: 'SIGNED', outcome: 'NON_COMPLIANT' });
    await expectAccessible(page);
  });

  await test.step('a submission needs somebody to go to, and the way there is shown', async () => {
    await page.getByRole('link', { name: 'Record the submission' }).click();
    await expect(page.getByText('Nobody who asks for attestations is in the register yet.')).toBeVisible();
    await page.getByRole('link', { name: 'Add who asks for it' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Add an acquirer' })).toBeVisible();
  });
});

test('MAIN-3: a signed attestation is corrected in a revision of its own, and the signed one stays', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await readyForPaper(organization);
  await page.goto(`/assessments/${assessmentId}/sign-off`);
  const shown = page.getByText(/^([0-9a-f]{8}\s?){8}$/).first();
  const hash = ((await shown.textContent()) ?? '').replace(/\s/g, '');
  await page.getByRole('button', { name: 'File signed pages' }).click();
  await fillPaperForm(page, hash.slice(0, 8), organization.person.password);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Signed as Non-Compliant on /);
  const seal = await storedSeal(assessmentId);

  await page.getByRole('button', { name: 'Start a correction' }).click();
  await page.getByLabel('Why is it corrected?').fill('The patch level of one server was wrong.');
  await page.getByRole('button', { name: 'Start the correction' }).click();
  await expect(page).not.toHaveURL(new RegExp(assessmentId));
  const [revision] = await rows<{ id: string; revision: number; answered: number }>(
    `SELECT a."id", a."revision", (SELECT count(*)::int FROM "Response" r WHERE r."assessmentId" = a."id" AND r."finding" IS NOT NULL) AS answered
     FROM "Assessment" a WHERE a."organizationId" = $1 AND a."id" <> $2`,
    [organization.organizationId, assessmentId],
  );
  expect(revision).toMatchObject({ revision: 2, answered: 27 });

  await page.goto(`/assessments/${revision?.id}/sign-off/entity`);
  await expect(page.getByText(/The values are carried over and say from where/)).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/assessments/${assessmentId}/sign-off`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Signed as Non-Compliant on /);
  expect(await storedSeal(assessmentId)).toEqual(seal);
});
