import { answerRest, startAssessment } from '../support/assessments';
import { confirmForm, storedSeal } from '../support/attestation';
import { instance } from '../support/instance';
import { mailsTo } from '../support/mail';
import { expect, expectAccessible, picture, test } from '../support/test';

test('MAIN-4: an officer without an account reads and signs by a link from the mailbox and a code that was told otherwise', async ({
  page,
  browser,
  organization,
}) => {
  test.setTimeout(180_000);
  const started = await startAssessment(organization, 'A');
  await answerRest(started.assessmentId, 'IN_PLACE');
  await confirmForm(organization, started, {
    eligibility: {
      criteria: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((criterionId) => ({ criterionId, answer: 'YES' })),
    },
  });
  const address = `officer-${started.assessmentId}@example.test`;
  await page.goto(`/assessments/${started.assessmentId}/sign-off`);
  await page.getByRole('button', { name: 'Send a link to sign' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('The officer’s e-mail').fill(address);
  await dialog.getByRole('textbox', { name: 'Your password, once more' }).fill(organization.person.password);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Send the link' }).click();
  const code = await dialog.getByText(/^\d{4} \d{4}$/).textContent();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(`A link went to ${address}.`)).toBeVisible();
  await expect.poll(() => mailsTo(address).length).toBe(1);
  const mail = mailsTo(address)[0] ?? '';
  expect(mail).not.toContain((code ?? '').replace(' ', ''));
  const link = new RegExp(`${instance().baseUrl}/sign/[\\w-]+`).exec(mail)?.[0];

  const context = await browser.newContext({ baseURL: instance().baseUrl });
  const officer = await context.newPage();
  await officer.goto(link ?? '');
  await expect(officer.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(officer);
  await expect(officer.getByText(`asks ${organization.person.name} to read and sign`)).toBeVisible();
  expect(await officer.content(), 'nothing of it before the code').not.toMatch(/Part 2g|Compliant/);
  const wrong = code === '0000 0000' ? '11111111' : '00000000';
  await officer.getByLabel('Code').fill(wrong);
  await officer.getByRole('button', { name: 'Open the attestation' }).click();
  await expect(officer.getByText('This is not the code.')).toBeVisible();
  await picture(officer, 'signing-link-code');
  await officer.getByLabel('Code').fill(code ?? '');
  await officer.getByRole('button', { name: 'Open the attestation' }).click();
  await expect(officer.locator('#sign')).toBeVisible();
  await expectAccessible(officer);
  for (const box of await officer.locator('#sign').getByRole('checkbox').all()) await box.check();
  await officer.getByLabel('Full name').fill(organization.person.name);
  await officer.getByLabel('Code').fill(wrong);
  await officer.getByRole('button', { name: /^Sign as/ }).click();
  await expect(officer.getByText('This is not the code.')).toBeVisible();
  await picture(officer, 'signing-link');
  expect((await storedSeal(started.assessmentId))?.status).not.toBe('SIGNED');
  await officer.getByLabel('Code').fill(code ?? '');
  await officer.getByRole('button', { name: /^Sign as/ }).click();
  await expect(officer.getByText('Signed. Thank you.')).toBeVisible();
  await expectAccessible(officer);
  expect((await storedSeal(started.assessmentId))?.status).toBe('SIGNED');
  expect((await officer.goto(link ?? ''))?.status(), 'once').toBe(404);
  await page.reload();
  await expect(page.getByText('Signed by a link to the officer’s mailbox and a code')).toBeVisible();
  await context.close();
});
