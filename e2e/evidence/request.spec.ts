import { startAssessment } from '../support/assessments';
import { pdfFile } from '../support/evidence-files';
import { instance } from '../support/instance';
import { mailsTo, subjectOf } from '../support/mail';
import { rows } from '../support/people';
import { expect, expectAccessible, picture, test } from '../support/test';

const linkIn = (mail = '') =>
  new RegExp(`${instance().baseUrl}/requested/[\\w-]+`).exec(mail.replaceAll('=\r\n', ''))?.[0] ?? '';

test('REQUEST-1: an officer asks somebody from outside from a requirement; a link from the mailbox takes two files without an account, and is dead afterwards', async ({
  page,
  browser,
  organization,
}) => {
  test.setTimeout(120_000);
  const { assessmentId } = await startAssessment(organization, 'A');
  const address = `jo-${assessmentId}@scanner.test`;
  const requirement = `/assessments/${assessmentId}/requirements/6.3.3`;
  await page.goto(requirement);
  await page.getByRole('link', { name: 'Ask somebody for it' }).click();
  await expect(page.getByRole('heading', { name: 'Ask somebody for evidence for 6.3.3' })).toBeVisible();
  await page.getByLabel('What you need').fill('Patch report of October');
  await page.getByLabel('What it should show').fill('All servers of the shop, with the dates.');
  await page.getByLabel('Somebody from outside').check();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('Enter their name.')).toBeVisible();
  await page.getByLabel('Their name').fill('Jo Hall');
  await page.getByLabel('Their e-mail').fill(organization.person.email);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('This is your own address.')).toBeVisible();
  await page.getByLabel('Their e-mail').fill(address);
  await expectAccessible(page);
  await picture(page, 'request-ask');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('Jo Hall is told by mail.')).toBeVisible();
  await expect(page.getByLabel('Link')).toBeHidden();
  expect(await page.content(), 'the link is for the mailbox alone').not.toContain('/requested/');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Back to 6.3.3' }).click();
  await expect(page.getByText('Jo Hall is asked for')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'request-panel');

  await expect.poll(() => mailsTo(address).length).toBe(1);
  const link = linkIn(mailsTo(address)[0]);
  expect(subjectOf(mailsTo(address)[0] ?? '')).toBe('Ada Berger asks you for evidence');

  const context = await browser.newContext({ baseURL: instance().baseUrl });
  const outside = await context.newPage();
  const scanned = await context.request.get(link);
  expect([scanned.status(), scanned.headers()['set-cookie']]).toEqual([200, undefined]);
  expect(scanned.headers()['cache-control']).toContain('no-store');
  const state = () =>
    rows<{ opened: boolean; answered: boolean }>(
      'SELECT "openedAt" IS NOT NULL AS opened, "answeredAt" IS NOT NULL AS answered FROM "EvidenceRequest" WHERE "assessmentId" = $1',
      [assessmentId],
    );
  expect(await state(), 'a scanner changes nothing').toEqual([{ opened: false, answered: false }]);
  const sent: string[] = [];
  outside.on('request', (request) => sent.push(`${request.url()} ${request.headers().referer ?? ''}`));
  await outside.goto(link);
  await expect(outside.getByRole('heading', { name: 'Patch report of October' })).toBeVisible();
  await expect(outside.getByText('All servers of the shop, with the dates.')).toBeVisible();
  expect(await outside.content(), 'nothing else of the organization').not.toMatch(
    /6\.3\.3|Web shop 2026|Marlow/,
  );
  await expectAccessible(outside);
  await picture(outside, 'request-link');
  await outside.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(outside);
  await picture(outside, 'request-link-dark');
  await outside.setViewportSize({ width: 390, height: 844 });
  expect(await outside.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await picture(outside, 'request-link-390');
  const chooser = outside.waitForEvent('filechooser');
  await outside.getByRole('button', { name: 'choose files' }).click();
  await (await chooser).setFiles([
    pdfFile('servers.pdf', 'Patched on 3 October'),
    pdfFile('shop.pdf', 'Patched too'),
  ]);
  await outside.getByLabel('Remark').fill('The third server follows in November.');
  await expect.poll(state).toEqual([{ opened: true, answered: false }]);
  await outside.getByRole('button', { name: 'Send to Ada Berger' }).click();
  await expect(outside.getByText('Sent. Thank you.')).toBeVisible();
  await expectAccessible(outside);
  await picture(outside, 'request-sent');
  const token = link.split('/').at(-1) ?? '';
  const leaks = sent.filter((line) => line.includes(token) && !line.startsWith(link));
  expect(leaks, 'the token stands in no other address and no referrer').toEqual([]);
  expect(
    sent.filter((line) => line.endsWith(token)),
    'nor in a referrer of its own page',
  ).toEqual([]);
  expect(await context.cookies()).toEqual([]);

  await outside.goto(link);
  await expect(outside.getByRole('heading', { name: 'This link has ended' })).toBeVisible();
  await expectAccessible(outside);
  await picture(outside, 'request-dead');
  expect((await outside.goto(`${link.slice(0, -1)}_`))?.status(), 'unknown').toBe(404);
  await expect(outside.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
  await context.close();

  await expect
    .poll(() => mailsTo(organization.person.email).map(subjectOf))
    .toContain('Jo Hall answered: Patch report of October');
  await page.goto(requirement);
  await expect(page.getByRole('link', { name: 'Patch report of October' })).toBeVisible();
  await expect(page.getByText('answered by Jo Hall')).toBeVisible();
  await page.getByRole('link', { name: 'Patch report of October' }).click();
  await expect(page.getByText('servers.pdf').first()).toBeVisible();
  await expect(page.getByText('Jo Hall (from outside), for Ada Berger').first()).toBeVisible();
  await page.goto('/evidence/requests?state=answered');
  await page.getByRole('link', { name: 'Patch report of October' }).click();
  await expect(
    page.getByText('The request for').or(page.getByText('answered the request for')).first(),
  ).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'request-record');
});

test('REQUEST-2: a control owner is asked for a requirement that is not theirs, answers from their overview, and sees no more of the assessment than before', async ({
  page,
  browser,
  organization,
}) => {
  test.setTimeout(120_000);
  const { assessmentId } = await startAssessment(organization, 'A');
  const owner = await organization.addMember('CONTROL_OWNER', 'Ona Owner');
  await page.goto(`/evidence/requests/new?assessment=${assessmentId}&requirement=6.3.3`);
  await page.getByLabel('What you need').fill('Firewall rules');
  await page.getByLabel('Member', { exact: true }).selectOption({ label: 'Ona Owner, Control owner' });
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('Ona Owner is told by mail.')).toBeVisible();
  await expect.poll(() => mailsTo(owner.email).map(subjectOf)).toEqual(['Ada Berger asks you for evidence']);
  await page.goto('/evidence/requests');
  await expect(page.getByRole('link', { name: 'Firewall rules' })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'request-list');

  const context = await browser.newContext({ baseURL: instance().baseUrl });
  await organization.signIn(context, owner);
  const theirs = await context.newPage();
  await theirs.goto('/dashboard');
  await expect(theirs.getByRole('heading', { name: 'Asked of you' })).toBeVisible();
  await expectAccessible(theirs);
  await picture(theirs, 'request-asked-of-you');
  await theirs.getByRole('link', { name: 'Firewall rules' }).click();
  await expect(theirs.getByRole('heading', { name: 'Your answer' })).toBeVisible();
  await expectAccessible(theirs);
  await picture(theirs, 'request-answer');
  await theirs.getByRole('link', { name: 'A note' }).click();
  await theirs.getByLabel('Note').fill('Read the rules of both firewalls on 3 November.');
  await theirs.getByRole('button', { name: 'Send to Ada Berger' }).click();
  await expect(theirs.getByRole('heading', { name: 'Firewall rules' })).toBeVisible();
  expect((await theirs.goto(`/assessments/${assessmentId}/requirements/6.3.3`))?.status()).toBe(404);
  await theirs.goto('/dashboard');
  await expect(theirs.getByRole('heading', { name: 'Asked of you' })).toBeHidden();
  await context.close();

  await page.goto(`/assessments/${assessmentId}/requirements/6.3.3`);
  await expect(page.getByText('answered by Ona Owner')).toBeVisible();
});

test('REQUEST-3: whoever asked leaves: their link is dead, the request is listed as stopped, and an officer asks again in their own name', async ({
  page,
  browser,
  organization,
}) => {
  test.setTimeout(120_000);
  const { assessmentId } = await startAssessment(organization, 'A');
  const address = `jo-${assessmentId}@scanner.test`;
  const leaver = await organization.addMember('COMPLIANCE_OFFICER', 'Lea Leaver');
  const context = await browser.newContext({ baseURL: instance().baseUrl });
  await organization.signIn(context, leaver);
  const theirs = await context.newPage();
  await theirs.goto(`/evidence/requests/new?assessment=${assessmentId}&requirement=6.3.3`);
  await theirs.getByLabel('What you need').fill('Patch report of October');
  await theirs.getByLabel('Somebody from outside').check();
  await theirs.getByLabel('Their name').fill('Jo Hall');
  await theirs.getByLabel('Their e-mail').fill(address);
  await theirs.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(theirs.getByText('Jo Hall is told by mail.')).toBeVisible();
  await context.close();
  await rows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [leaver.userId]);

  const elsewhere = await browser.newContext({ baseURL: instance().baseUrl });
  const outside = await elsewhere.newPage();
  await expect.poll(() => mailsTo(address).length).toBe(1);
  await outside.goto(linkIn(mailsTo(address)[0]));
  await expect(outside.getByRole('heading', { name: 'This link has ended' })).toBeVisible();

  await page.goto('/evidence/requests?state=stopped');
  await expectAccessible(page);
  await picture(page, 'request-stopped-list');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await picture(page, 'request-stopped-list-390');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('link', { name: 'Patch report of October' }).click();
  await expect(page.getByText('Lea Leaver may not ask for evidence any more')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remind' })).toBeHidden();
  await expectAccessible(page);
  await picture(page, 'request-stopped');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'request-stopped-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: 'Ask again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ask again' }).click();
  await expect(page.getByText('Jo Hall is told by mail.')).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole('dialog').getByRole('link', { name: 'See the new request' })).toBeVisible();
  await picture(page, 'request-asked-again');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Ask again' })).toBeHidden();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await picture(page, 'request-replaced-390');
  await page.getByRole('link', { name: 'See the new request' }).click();
  await expect(page.getByRole('main').getByText('Ada Berger').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remind' })).toBeVisible();

  await expect.poll(() => mailsTo(address).length).toBe(2);
  await outside.goto(linkIn(mailsTo(address)[1]));
  await expect(outside.getByRole('heading', { name: 'Patch report of October' })).toBeVisible();
  await expect(outside.getByRole('button', { name: 'Send to Ada Berger' })).toBeVisible();
  await elsewhere.close();
});
