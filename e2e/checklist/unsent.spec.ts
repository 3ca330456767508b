import { choose, expectStored, openRequirement } from '../support/answers';
import { startAssessment, storedAnswers } from '../support/assessments';
import { rows } from '../support/people';
import { expect, expectAccessible, test } from '../support/test';
import {
  answerBefore,
  crash,
  editInOrder,
  expectKept,
  keptIn,
  noteOf,
  savesIn,
  savesOf,
} from '../support/unsent';

const COUNT = 20;

/** Twenty edits reach the database, each once, in the order in which they were made. */
async function expectAllSaved(
  assessmentId: string,
  numbers: readonly string[],
  answered: ReadonlySet<string>,
) {
  await expect
    .poll(async () => (await savesIn(assessmentId)).map((save) => save.requirementNumber), {
      timeout: 60_000,
    })
    .toEqual(numbers);
  for (const number of numbers) {
    const [stored] = await storedAnswers(assessmentId, number);
    const note = answered.has(number) ? noteOf(number) : '';
    expect(stored, number).toMatchObject({
      finding: 'IN_PLACE',
      resultNote: note,
      version: answered.has(number) ? 2 : 1,
    });
  }
}

test('QUEUE-1: twenty answers that were edited without a network survive a crash and are saved once, in order', async ({
  page,
  context,
  organization,
}) => {
  const { assessmentId, requirementNumbers } = await startAssessment(organization, 'A');
  const answered = new Set(requirementNumbers.filter((_, index) => index % 2 === 0));
  await answerBefore(assessmentId, [...answered]);
  await openRequirement(page, assessmentId, requirementNumbers[0] ?? '');
  await expect(page.getByLabel('How you know')).toBeEditable();

  await context.setOffline(true);
  const numbers = await editInOrder(page, COUNT, answered);
  await expect(page.locator('.saved')).toHaveText(`Offline (${COUNT} changes kept here)`);
  await expectKept(page, COUNT);
  expect(await savesIn(assessmentId), 'nothing has arrived').toEqual([]);
  await crash(context, page);

  await context.setOffline(false);
  const later = await context.newPage();
  await openRequirement(later, assessmentId, numbers[0] ?? '');
  await expectAllSaved(assessmentId, numbers, answered);
  await expect(later.locator('.saved')).toHaveText(/^Saved \d\d:\d\d:\d\d$/);
  await expectKept(later, 0);
});

test('QUEUE-2: twenty answers whose saves do not get through survive a reload and are saved once, in order', async ({
  page,
  organization,
}) => {
  const { assessmentId, requirementNumbers } = await startAssessment(organization, 'A');
  const answered = new Set(requirementNumbers.filter((_, index) => index % 2 === 1));
  await answerBefore(assessmentId, [...answered]);
  const cut = savesOf(assessmentId);
  await page.route(cut, (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()));
  await openRequirement(page, assessmentId, requirementNumbers[0] ?? '');
  const numbers = await editInOrder(page, COUNT, answered);
  await expectKept(page, COUNT);
  await page.reload();
  await expect(page.locator('.saved')).toHaveText(`Offline (${COUNT} changes kept here)`);
  expect(await savesIn(assessmentId), 'nothing has arrived').toEqual([]);

  await page.unroute(cut);
  await expectAllSaved(assessmentId, numbers, answered);
  await expectKept(page, 0);
});

test('QUEUE-3: an answer that was saved but not acknowledged is saved once, whichever page sends it again', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await openRequirement(page, assessmentId, '2.2.2');
  const cut = savesOf(assessmentId);
  let lost = 0;
  await page.route(cut, async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    expect((await route.fetch()).status(), 'the server has done it').toBe(200);
    lost += 1;
    return route.abort();
  });
  await choose(page, 'IN_PLACE');
  await expectStored(assessmentId, '2.2.2', { finding: 'IN_PLACE', version: 1 });
  await expect(page.locator('.saved')).toHaveText('Offline (1 change kept here)');
  await page.reload();
  await expect.poll(() => lost, { message: 'sent again by the next page' }).toBeGreaterThan(1);

  await expect(page.locator('.saved')).toHaveText('Offline (1 change kept here)');
  expect(await savesIn(assessmentId)).toMatchObject([{ requirementNumber: '2.2.2', version: 1 }]);

  // A colleague, who sees it, goes on from it. It is neither put on top of theirs nor a conflict when it comes again.
  const colleague = await organization.addMember('COMPLIANCE_OFFICER', 'Cara Colleague');
  await rows(
    `SELECT * FROM record_response($1, $2, 'Cara Colleague', 'COMPLIANCE_OFFICER', $3, 'pci-dss:2.2.2', 0, 1, '{"finding":"NOT_APPLICABLE"}')`,
    [organization.organizationId, colleague.userId, assessmentId],
  );
  await page.unroute(cut);
  await expect(page.locator('.saved')).toHaveText(/^Saved \d\d:\d\d:\d\d$/);
  await expectKept(page, 0);
  await expect(page.getByRole('radio', { name: 'Not Applicable', exact: true })).toBeChecked();
  expect(await savesIn(assessmentId)).toMatchObject([{ version: 1 }, { version: 2 }]);
  expect(await storedAnswers(assessmentId, '2.2.2')).toMatchObject([
    { finding: 'NOT_APPLICABLE', version: 2 },
  ]);
});

test('QUEUE-4: what waits in the browser is asked about on signing out, unreadable for the next person, and sent when its own is back', async ({
  page,
  context,
  organization,
}) => {
  const words = 'The firewall of the warehouse is open.';
  const { assessmentId } = await startAssessment(organization, 'A');
  const other = await organization.addMember('COMPLIANCE_OFFICER', 'Olga Other');
  await openRequirement(page, assessmentId, '2.2.2');
  await choose(page, 'IN_PLACE');
  await expectStored(assessmentId, '2.2.2', { finding: 'IN_PLACE' });
  const cut = savesOf(assessmentId);
  await context.route(cut, (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  );
  await page.getByLabel('How you know').fill(words);
  await page.keyboard.press('Tab');
  await expect(page.locator('.saved')).toHaveText('Offline (1 change kept here)');
  await expectKept(page, 1);

  await page.getByRole('button', { name: /^Ada Berger/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  const question = page.getByRole('dialog', { name: 'Sign out with answers that are not saved?' });
  await expect(question).toContainText('One answer has not reached the server.');
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(question).toBeHidden();
  await page.getByRole('button', { name: /^Ada Berger/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await question.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  const kept = await keptIn(page);
  expect(kept.count, 'it is still there').toBe(1);
  for (const part of [words, 'firewall', 'resultNote']) expect(kept.words).not.toContain(part);

  await context.unroute(cut);
  await organization.signIn(context, other);
  const sent: string[] = [];
  context.on('request', (request) => {
    if (request.method() === 'PATCH') sent.push(request.url());
  });
  const theirs = await context.newPage();
  await openRequirement(theirs, assessmentId, '2.2.2');
  await expect(theirs.getByLabel('How you know')).toHaveValue('');
  await expect(theirs.locator('.saved')).toHaveText('Nothing to save');
  await theirs.getByRole('button', { name: /^Olga Other/ }).click();
  await theirs.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(theirs, 'nothing of theirs waits').toHaveURL(/\/sign-in/);
  expect(sent).toEqual([]);

  await organization.signIn(context, organization.person);
  await openRequirement(theirs, assessmentId, '2.2.2');
  await expect(theirs.getByLabel('How you know')).toHaveValue(words);
  await expectStored(assessmentId, '2.2.2', { resultNote: words, version: 2 });
  await expectKept(theirs, 0);
});

test('QUEUE-5: a browser that keeps nothing says so, and saves what is in the tab when it can', async ({
  page,
  organization,
}) => {
  const { assessmentId } = await startAssessment(organization, 'A');
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  const cut = savesOf(assessmentId);
  await page.route(cut, (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()));
  await openRequirement(page, assessmentId, '2.2.2');
  await choose(page, 'IN_PLACE');
  await expect(page.locator('.saved')).toHaveText('Offline (1 change in this tab only)');
  await expect(page.getByText('Keep this tab open.')).toBeVisible();
  await expectAccessible(page);
  const asked = page.waitForEvent('dialog');
  void page.reload().catch(() => undefined);
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();

  await page.unroute(cut);
  await expectStored(assessmentId, '2.2.2', { finding: 'IN_PLACE' });
  await expect(page.getByText('Keep this tab open.')).toBeHidden();
});
