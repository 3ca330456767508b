import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { addDays, dayIn } from '@/lib/platform/clock';
import { spendTurn } from '@/lib/platform/rate-limit';
import { type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { openMailbox } from '@/scripts/testing/mailbox';
import { eventsAbout, manyOpen, requestRow, wanted } from '../testing/asked';
import { loadCommands, makePeople } from '../testing/desk';
import { mailedToken, subjectIn } from '../testing/mailed';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let commands: Awaited<ReturnType<typeof loadCommands>>;
let queries: typeof import('../queries/link') & typeof import('../queries/list');
let shop: TestOrganization;
let owner: TestMember;
let assessmentId: string;

beforeAll(async () => {
  mailbox = await openMailbox(0);
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${mailbox.port}`);
  vi.stubEnv('MAIL_FROM', 'Inplace <inplace@example.test>');
  vi.resetModules();
  commands = await loadCommands();
  queries = { ...(await import('../queries/link')), ...(await import('../queries/list')) };
});
afterAll(async () => {
  const { closeDatabase } = await import('@/lib/platform/db');
  await closeDatabase();
  await mailbox.close();
});
beforeEach(async () => {
  ({ shop, owner } = await makePeople());
  assessmentId = await makeAssessment(shop);
  await unsafeRows(
    `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById")
     VALUES ($1, gen_random_uuid(), $2, 'pci-dss:6.3.3', $3, $4)`,
    [shop.organizationId, assessmentId, owner.userId, shop.userId],
  );
  mailbox.mails.length = 0;
});

const ask = (given: Parameters<typeof wanted>[2] = {}, who: TestMember = shop) =>
  commands.askForEvidence(who.grant('evidence:request'), wanted(shop, assessmentId, given));
const untilOn = () => addDays(dayIn(shop.timeZone), 14);
const again = (requestId: string, who: TestMember = shop) =>
  commands.askAgain(who.grant('evidence:request'), { requestId, untilOn: untilOn() });
const typesAbout = async (id: string) => (await eventsAbout(id)).map(({ type }) => type);
const outcomes = async (all: Promise<unknown>[]) => (await Promise.allSettled(all)).map((one) => one.status);
const count = (statuses: string[]) => statuses.filter((status) => status === 'fulfilled').length;

describe('asking has its limits', () => {
  test('one person asks sixty times an hour, also again and in vain: the rest is refused and stands in the log', async () => {
    const { requestId } = await ask({}, owner);
    const grant = owner.grant('evidence:request');
    for (let turn = 0; turn < 58; turn += 1) await spendTurn('ask', grant);
    await expect(ask({ email: owner.email }, owner)).rejects.toMatchObject({ code: 'INVALID' });
    for (const refused of [ask({}, owner), again(requestId, owner)])
      await expect(refused).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
    expect(mailbox.mails).toHaveLength(1);
    await ask();
    const denied = await unsafeRows(
      `SELECT 1 FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'access.denied'`,
      [shop.organizationId],
    );
    expect(denied).toHaveLength(1);
  });

  test('fifty requests of one person are open at most; asking again for one of them goes on', async () => {
    const { requestId } = await ask({}, owner);
    await manyOpen(requestId, 49);
    await expect(ask({}, owner)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringMatching(/50 requests/),
    });
    await again(requestId, owner);
    await ask();
    expect(mailbox.mails).toHaveLength(3);
  });

  test('and five hundred of an organization, of which a control owner sees few', async () => {
    const { requestId } = await ask();
    await manyOpen(requestId, 499, (await shop.addMember({ role: 'COMPLIANCE_OFFICER' })).userId);
    await expect(ask({}, owner)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringMatching(/500 requests/),
    });
    expect(mailbox.mails).toHaveLength(1);
  });

  test.each([
    'Visit https://evil.example/login to keep your account',
    'Visit www.evil.example',
    'Visit evil.example/login\u2028now',
  ])('a mail carries no address that the asker chose: %s', async (title) => {
    const grant = { ...owner.grant('evidence:request') };
    Object.assign(grant, { actor: { ...grant.actor, name: 'Ona of https://evil.example' } });
    await commands.askForEvidence(grant, wanted(shop, assessmentId, { title, name: 'evil.example' }));
    const [mail = ''] = mailbox.mails;
    expect(subjectIn(mail)).toMatch(/^Ona of .* asks you for evidence$/);
    expect(mail).not.toContain('evil');
    const [request] = (await queries.listRequests(grant, 'OPEN', null)).requests;
    expect(request?.title).toBe(title);
  });
});

describe('at the same moment', () => {
  test('twelve reminders are one mail, whose link works', async () => {
    const { requestId } = await ask();
    const grant = shop.grant('evidence:request');
    const all = await outcomes(Array.from({ length: 12 }, () => commands.remindOfRequest(grant, requestId)));
    expect(count(all)).toBe(1);
    expect(mailbox.mails).toHaveLength(2);
    for (const mail of mailbox.mails)
      expect((await queries.findRequestLink(mailedToken(mail)))?.id).toBe(requestId);
    expect(await typesAbout(requestId)).toEqual(['evidence-request.asked', 'evidence-request.reminded']);
  });

  test('a reminder that the mail server did not take was none, and can be sent later', async () => {
    const { requestId } = await ask();
    const grant = shop.grant('evidence:request');
    const { port } = mailbox;
    await mailbox.close();
    await expect(commands.remindOfRequest(grant, requestId)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    mailbox = await openMailbox(port);
    expect((await requestRow(requestId)).remindedAt).toBeNull();
    await commands.remindOfRequest(grant, requestId);
    expect((await queries.findRequestLink(mailedToken(mailbox.mails[0])))?.id).toBe(requestId);
    await expect(commands.remindOfRequest(grant, requestId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  test('five who ask again make one new request, and one that was replaced is not asked again', async () => {
    const { requestId } = await ask();
    expect(count(await outcomes([1, 2, 3, 4, 5].map(() => again(requestId))))).toBe(1);
    const open = await unsafeRows(
      'SELECT 1 FROM "EvidenceRequest" WHERE "assessmentId" = $1 AND "withdrawnAt" IS NULL',
      [assessmentId],
    );
    expect(open).toHaveLength(1);
    expect(mailbox.mails).toHaveLength(2);
    await expect(again(requestId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const replaced = await queries.getRequest(shop.grant('evidence:request'), requestId);
    expect(replaced).toMatchObject({ state: 'WITHDRAWN', isReplaced: true });
    await again(replaced.replacedById ?? '');
  });
});

describe('an address', () => {
  test('is compared as it is: what stands for any character elsewhere is nobody’s', async () => {
    for (const email of [shop.email.replace(/^../, '__'), '%@example.test', '%'])
      expect((await ask({ email }, owner)).recipientName).toBe('Jo Hall');
  });

  test('of a member is refused in any case; whoever may not see members reads no name', async () => {
    await unsafeRows(`UPDATE "User" SET "name" = 'Oda Hidden' WHERE "id" = $1`, [shop.userId]);
    const refusal = (who: TestMember, email: string) =>
      ask({ email }, who).then(
        () => 'asked',
        (error) => error.fieldErrors.email[0],
      );
    const toOwner = await refusal(owner, shop.email.toUpperCase());
    expect(toOwner).toMatch(/member/);
    expect(toOwner).not.toContain('Oda');
    expect(await refusal(shop, owner.email)).toContain('Ona Owner');
  });
});

describe('the link', () => {
  test('goes to the mailbox and to nobody else, and what comes by it is theirs', async () => {
    const asked = await ask();
    expect(asked).toMatchObject({ mailed: 'SENT', link: null });
    expect((await again(asked.requestId)).link).toBeNull();
    const link = await queries.getOpenLink(mailedToken(mailbox.mails[1]));
    expect(queries.grantOfLink(link).actor.name).toBe('Jo Hall (from outside), for Priya Raman');
  });

  test('is not shown either when the mail was not taken: the reminder brings one', async () => {
    const { port } = mailbox;
    await mailbox.close();
    const asked = await ask();
    expect(asked).toMatchObject({ mailed: 'FAILED', link: null });
    mailbox = await openMailbox(port);
    await commands.remindOfRequest(shop.grant('evidence:request'), asked.requestId);
    expect((await queries.findRequestLink(mailedToken(mailbox.mails[0])))?.id).toBe(asked.requestId);
  });
});
