import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { openRequirement } from '../support/answers';
import { startAssessment, storedAnswers } from '../support/assessments';
import { instance } from '../support/instance';
import { mailsTo, subjectOf } from '../support/mail';
import { type Organization, type Person, rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';
import { keptIn } from '../support/unsent';

const commentsOf = (page: Page) => page.getByRole('region', { name: 'Comments' });
const fieldOf = (page: Page) => commentsOf(page).getByRole('textbox', { name: 'Write a comment' });

function assign({ organizationId }: Organization, assessmentId: string, number: string, person: Person) {
  return rows(
    `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById")
     VALUES ($1, gen_random_uuid(), $2, $3, $4, $4)`,
    [organizationId, assessmentId, `pci-dss:${number}`, person.userId],
  );
}

async function send(page: Page, text: string) {
  await fieldOf(page).fill(text);
  const sent = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.keyboard.press('Control+Enter');
  return (await sent).status();
}

test('COMMENT-1: people talk about a requirement; who is mentioned hears of it, and nobody sees more than before', async ({
  page,
  browser,
  organization,
}) => {
  test.setTimeout(120_000);
  const { assessmentId } = await startAssessment(organization, 'A', 'Heron shop 2026');
  const owner = await organization.addMember('CONTROL_OWNER', 'Ona Owner');
  await organization.addMember('CONTROL_OWNER', 'Otto Outside');
  await organization.addMember('MANAGER', 'Ona Oberst');
  await assign(organization, assessmentId, '6.3.3', owner);
  await openRequirement(page, assessmentId, '6.3.3');

  // C, then at once what would be an answer: the field has it, and the requirement has none.
  await page.keyboard.press('c');
  await page.keyboard.type('1 <b>Who</b> repeats');
  await expect(fieldOf(page)).toBeFocused();
  await expect(fieldOf(page)).toHaveValue('1 <b>Who</b> repeats');
  await page.keyboard.type(' this? @on');
  const list = commentsOf(page).getByRole('listbox', { name: 'People who see this requirement' });
  await expect(list.getByRole('option')).toHaveText(['Ona Oberst Manager', 'Ona Owner Control owner']);
  await page.keyboard.press('ArrowDown');
  await expect(list.getByRole('option', { selected: true })).toHaveText(/Ona Owner/);
  const active = await fieldOf(page).getAttribute('aria-activedescendant');
  await expect(list.getByRole('option', { selected: true })).toHaveAttribute('id', active ?? '');
  await expectAccessible(page);
  await picture(page, 'comments-mention');
  await page.keyboard.press('Enter');
  await expect(fieldOf(page)).toHaveValue('1 <b>Who</b> repeats this? @Ona Owner ');
  await page.keyboard.type('\nPut it under upkeep.\n@Otto');
  await expect(commentsOf(page).getByText('Nobody of that name sees this requirement.')).toBeVisible();
  for (const _ of '@Otto') await page.keyboard.press('Backspace');
  await expect(fieldOf(page)).toHaveValue('1 <b>Who</b> repeats this? @Ona Owner \nPut it under upkeep.\n');
  await page.keyboard.press('Control+Enter');
  const first = commentsOf(page).getByRole('listitem').first();
  await expect(first).toContainText('1 <b>Who</b> repeats this? @Ona Owner');
  await expect(first.locator('.mention')).toHaveText('@Ona Owner');
  await expect(fieldOf(page)).toHaveValue('');
  expect((await storedAnswers(assessmentId, '6.3.3'))[0]?.finding ?? null).toBeNull();

  // By mail: who and where, and not what.
  await expect.poll(() => mailsTo(owner.email).map(subjectOf)).toEqual(['Ada Berger mentions you at 6.3.3']);
  const [mail] = mailsTo(owner.email);
  expect(mail).toContain('Heron shop 2026');
  expect(mail).not.toContain('upkeep');

  const context = await browser.newContext({ baseURL: instance().baseUrl });
  await organization.signIn(context, owner);
  const desk = await context.newPage();
  await desk.goto('/dashboard');
  await expect(desk.getByRole('heading', { name: 'Mentions of you' })).toBeVisible();
  await expectAccessible(desk);
  await picture(desk, 'mentions-of-you');
  await desk.getByRole('table', { name: 'Mentions of you' }).getByRole('link').click();
  await expect(commentsOf(desk).getByRole('listitem')).toHaveCount(1);
  await expect(commentsOf(desk).getByRole('button', { name: /^Edit/ })).toHaveCount(0);
  expect(await send(desk, 'Wekly. Adding the link.')).toBe(200);
  const own = commentsOf(desk).getByRole('listitem').nth(1);
  await own.getByRole('button', { name: 'Edit your comment' }).click();
  const editor = commentsOf(desk).getByRole('textbox', { name: 'Your comment' });
  await editor.fill('Weekly. Adding the link.');
  await own.getByRole('button', { name: 'Save' }).click();
  await expect(own).toContainText('edited');
  await expect(own.getByRole('button', { name: 'Edit your comment' })).toBeFocused();
  await expect(own).toContainText('Weekly. Adding the link.');
  await expectAccessible(desk);
  await picture(desk, 'comments');
  await desk.goto('/dashboard');
  await expect(desk.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(desk.getByRole('heading', { name: 'Mentions of you' })).toHaveCount(0);
  await desk.goto(`/assessments/${assessmentId}/requirements/6.3.3#comments`);
  await own.getByRole('button', { name: 'Edit your comment' }).click();
  await own.getByRole('button', { name: 'Withdraw' }).click();
  await expectAccessible(desk);
  await desk.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(own).toContainText('Withdrawn by its author.');
  await expect(own).toBeFocused();
  await context.close();

  await page.goto('/audit-log');
  await expect(page.getByText(/withdrew their comment on 6\.3\.3 of Heron shop 2026/)).toBeVisible();
  await expect(
    page.getByText(/wrote a comment on 6\.3\.3 of Heron shop 2026 and mentioned Ona Owner/),
  ).toBeVisible();
});

test('COMMENT-2: a text that cannot be sent waits in the browser for its person, and a signed assessment takes none', async ({
  page,
  context,
  organization,
}) => {
  test.setTimeout(90_000);
  const { assessmentId } = await startAssessment(organization, 'A');
  const colleague = await organization.addMember('COMPLIANCE_OFFICER', 'Cara Colleague');
  const outsider = await organization.addMember('CONTROL_OWNER', 'Otto Outside');
  await openRequirement(page, assessmentId, '2.2.2');
  await fieldOf(page).fill('Written under way');
  await expect(commentsOf(page).getByRole('button', { name: 'Send' })).toBeVisible();
  await context.setOffline(true);
  await page.keyboard.press('Control+Enter');
  await expect(commentsOf(page).getByRole('alert')).toContainText('cannot be reached');
  await context.setOffline(false);
  await rows('UPDATE "Session" SET "revokedAt" = now() WHERE "userId" = $1', [organization.person.userId]);
  expect(await send(page, 'Written under way')).toBe(401);
  await expect(commentsOf(page).getByRole('link', { name: 'Sign in in a new tab' })).toBeVisible();
  const kept = await keptIn(page);
  expect(kept.count, 'it waits here').toBe(1);
  for (const part of ['Written', 'under way', 'typed']) expect(kept.words).not.toContain(part);

  await organization.signIn(context, colleague);
  await openRequirement(page, assessmentId, '2.2.2');
  await expect(fieldOf(page)).toHaveValue('');
  await organization.signIn(context, organization.person);
  await openRequirement(page, assessmentId, '2.2.2');
  await expect(fieldOf(page)).toHaveValue('Written under way');
  await expect(commentsOf(page).getByRole('button', { name: 'Send' })).toBeVisible();

  // Somebody loses sight of it while they are being named.
  const pressed = page.waitForRequest((request) => request.method() === 'POST');
  await assign(organization, assessmentId, '2.2.2', outsider);
  await fieldOf(page).pressSequentially(' @Otto');
  await commentsOf(page)
    .getByRole('option', { name: /Otto Outside/ })
    .click();
  await rows('UPDATE "Assignment" SET "removedAt" = now() WHERE "userId" = $1', [outsider.userId]);
  await commentsOf(page).getByRole('button', { name: 'Send' }).click();
  await pressed;
  await expect(commentsOf(page).getByRole('alert')).toContainText('Otto Outside cannot see 2.2.2.');
  await expect(fieldOf(page)).toHaveValue(/Written under way @Otto Outside/);
  // In lines: a browser is slow with a single one of this length.
  expect(await send(page, `${'x'.repeat(79)}\n`.repeat(1_250))).toBe(400);
  await expect(commentsOf(page).getByRole('alert')).toContainText('at most 5,000 characters');
  expect((await fieldOf(page).inputValue()).length, 'nothing is cut off').toBe(100_000);
  expect(await send(page, 'Pay with 4111 1111 1111 1111')).toBe(400);
  await expect(commentsOf(page).getByRole('alert')).toContainText('looks like a card number');
  // Somebody goes on typing while the server takes its time: that is the beginning of the next comment.
  let arrive = () => {};
  const onItsWay = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route('**/comments', async (route) => {
    await onItsWay;
    await route.continue();
  });
  await fieldOf(page).fill('Written under way');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type(' Never sent');
  arrive();
  await expect(fieldOf(page)).toHaveValue('Never sent');
  await page.unroute('**/comments');
  await expect.poll(async () => (await keptIn(page)).count).toBe(1);
  await page.getByRole('button', { name: /^Ada Berger/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  const question = page.getByRole('dialog', { name: 'Sign out with a comment that is not sent?' });
  await expect(question).toContainText('One comment is not sent; it is removed from this browser.');
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await keptIn(page)).count).toBe(0);
  await organization.signIn(context, organization.person);
  await openRequirement(page, assessmentId, '2.2.2');
  await expect(commentsOf(page).getByRole('listitem')).toHaveCount(1);
  await expect(fieldOf(page)).toHaveValue('');

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('c');
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('textbox', { name: 'Write a comment' })).toBeFocused();
  await expectAccessible(page);
  await picture(page, 'comments-phone');

  await rows(
    `INSERT INTO "Comment" ("organizationId", "id", "assessmentId", "requirementKey", "authorId", "text", "mentionedIds", "writtenAt")
     SELECT "organizationId", gen_random_uuid(), "assessmentId", "requirementKey", "authorId", 'Older ' || n, '{}', "writtenAt" - n * interval '1 day'
       FROM "Comment", generate_series(1, 12) n WHERE "assessmentId" = $1`,
    [assessmentId],
  );
  await rows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
    assessmentId,
  ]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await openRequirement(page, assessmentId, '2.2.2');
  await expect(commentsOf(page)).toContainText('This assessment is signed');
  await expect(commentsOf(page).getByRole('listitem')).toHaveCount(10);
  await commentsOf(page).getByRole('button', { name: 'Show earlier comments' }).click();
  await expect(commentsOf(page).getByRole('listitem')).toHaveCount(13);
  await expect(fieldOf(page)).toHaveCount(0);
  const late = await context.request.post(`/api/assessments/${assessmentId}/requirements/2.2.2/comments`, {
    headers: { origin: instance().baseUrl },
    data: { commentId: randomUUID(), text: 'Too late' },
  });
  expect(late.status()).toBe(409);
});
