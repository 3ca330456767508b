import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { addDays, dayIn } from '@/lib/platform/clock';
import { type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { openMailbox } from '@/scripts/testing/mailbox';
import { age, eventsAbout, requestRow, wanted } from '../testing/asked';
import { loadCommands, makePeople } from '../testing/desk';
import { mailedToken } from '../testing/mailed';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let commands: Awaited<ReturnType<typeof loadCommands>>;
let queries: typeof import('../queries/link') & typeof import('../queries/list');
let shop: TestOrganization;
let owner: TestMember;
let other: TestMember;
let theirs: TestOrganization;
let assessmentId: string;

beforeAll(async () => {
  mailbox = await openMailbox(0);
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${mailbox.port}`);
  vi.stubEnv('MAIL_FROM', 'Inplace <inplace@example.test>');
  vi.resetModules();
  commands = await loadCommands();
  queries = { ...(await import('../queries/link')), ...(await import('../queries/list')) };
  ({ shop, owner, other, theirs } = await makePeople());
});
afterAll(async () => {
  const { closeDatabase } = await import('@/lib/platform/db');
  await closeDatabase();
  await mailbox.close();
});
beforeEach(async () => {
  mailbox.mails.length = 0;
  assessmentId = await makeAssessment(shop);
});

const today = () => dayIn(shop.timeZone);
const ask = (given: Parameters<typeof wanted>[2] = {}, who: TestMember = shop) =>
  commands.askForEvidence(who.grant('evidence:request'), wanted(shop, assessmentId, given));
const askOwner = (given: Parameters<typeof wanted>[2] = {}) =>
  ask({ who: 'MEMBER', memberId: owner.userId, ...given });
const lastToken = () => mailedToken(mailbox.mails.at(-1));
const typesAbout = async (id: string | null) => (await eventsAbout(id)).map(({ type }) => type);
const assign = (member: TestMember, requirementKey: string) =>
  unsafeRows(
    `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById")
     VALUES ($1, gen_random_uuid(), $2, $3, $4, $5)`,
    [shop.organizationId, assessmentId, requirementKey, member.userId, shop.userId],
  );

describe('asking', () => {
  test('somebody from outside sends a link by mail and shows it to nobody; only its hash is kept', async () => {
    const asked = await ask();
    expect(asked).toMatchObject({ recipientName: 'Jo Hall', mailed: 'SENT', link: null });
    expect(mailbox.mails).toHaveLength(1);
    const [mail = ''] = mailbox.mails;
    expect(mail).toContain('To: jo.hall@scanner.test');
    expect(mail).not.toContain('The whole report');
    const token = mailedToken(mail);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await unsafeRows('SELECT * FROM "EvidenceRequest"'))).not.toContain(token);
    expect(JSON.stringify(await eventsAbout(asked.requestId))).not.toContain(token);
    expect(JSON.parse((await eventsAbout(asked.requestId))[0]?.text ?? '').data).toMatchObject({
      recipient: 'Jo Hall',
      email: 'jo.hall@scanner.test',
      requirementNumbers: ['6.3.3'],
    });
    expect((await queries.findRequestLink(token))?.id).toBe(asked.requestId);
  });

  test('a member sends them to the app, and stands on their overview', async () => {
    const asked = await askOwner({ requirementNumbers: ['6.3.3', '2.2.2'] });
    expect(asked.link).toBeNull();
    expect(mailbox.mails[0]).toContain(`To: ${owner.email}`);
    expect(mailbox.mails[0]?.replaceAll('=\r\n', '')).toContain(`/evidence/requests/${asked.requestId}`);
    const [mine] = (await queries.listAskedOfYou(owner.grant('evidence:attach'))).filter(
      ({ requestId }) => requestId === asked.requestId,
    );
    expect(mine).toMatchObject({
      title: 'Scan report of October',
      requirementNumbers: ['6.3.3', '2.2.2'],
      daysLeft: 14,
    });
  });

  test('ends with its last day, as the clocks of the organization have it', async () => {
    const untilOn = addDays(today(), 3);
    const { requestId } = await ask({ untilOn });
    const [row] = await unsafeRows<{ at: string }>(
      `SELECT to_char("expiresAt" AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD HH24:MI') AS at FROM "EvidenceRequest" WHERE "id" = $1`,
      [requestId],
    );
    expect(row?.at).toBe(`${addDays(untilOn, 1)} 00:00`);
    expect((await queries.getRequest(shop.grant('evidence:request'), requestId)).untilOn).toBe(untilOn);
  });

  test.each([
    ['a day that is over', () => ({ untilOn: addDays(today(), -1) }), 'untilOn'],
    ['more than 90 days', () => ({ untilOn: addDays(today(), 91) }), 'untilOn'],
    ['one’s own address', () => ({ email: shop.email }), 'email'],
    ['one’s own address in capitals', () => ({ email: shop.email.toUpperCase() }), 'email'],
    ['the address of a member', () => ({ email: owner.email }), 'email'],
    ['oneself', () => ({ who: 'MEMBER' as const, memberId: shop.userId }), 'memberId'],
    [
      'somebody of another organization',
      () => ({ who: 'MEMBER' as const, memberId: theirs.userId }),
      'memberId',
    ],
    ['nobody', () => ({ who: 'MEMBER' as const, memberId: randomUUID() }), 'memberId'],
    ['what is not asked there', () => ({ requirementNumbers: ['1.1.1'] }), 'requirementNumbers'],
  ])('%s is refused at its field, and nothing is written or sent', async (_what, given, field) => {
    await expect(ask(given())).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { [field]: [expect.any(String)] },
    });
    expect(
      await unsafeRows('SELECT 1 FROM "EvidenceRequest" WHERE "assessmentId" = $1', [assessmentId]),
    ).toEqual([]);
    expect(mailbox.mails).toEqual([]);
  });

  test('a manager, whose role attaches nothing, is asked by a link and not as a member', async () => {
    const manager = await shop.addMember({ role: 'MANAGER', name: 'Max Manager' });
    await expect(ask({ who: 'MEMBER', memberId: manager.userId })).rejects.toMatchObject({ code: 'INVALID' });
    const asked = await ask({ email: manager.email, name: manager.name });
    expect(asked).toMatchObject({ isOutside: true, mailed: 'SENT' });
  });

  test.each([
    ['a signed', { status: 'SIGNED' as const }],
    ['an archived', { archived: true }],
  ])('%s assessment takes no request', async (_what, state) => {
    assessmentId = await makeAssessment(shop, 'A', state);
    await expect(ask()).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  test('a foreign assessment answers like one that never was', async () => {
    const foreign = await makeAssessment(theirs);
    const errors = [];
    for (assessmentId of [foreign, randomUUID()])
      errors.push(await ask().catch(({ code, message }) => ({ code, message })));
    expect(errors[0]).toEqual(errors[1]);
    expect(errors[0]).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a control owner asks for what is assigned to them, and for nothing else', async () => {
    await expect(ask({}, owner)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await assign(owner, 'pci-dss:6.3.3');
    expect((await ask({}, owner)).mailed).toBe('SENT');
    await expect(ask({ requirementNumbers: ['2.2.2'] }, owner)).rejects.toMatchObject({ code: 'INVALID' });
  });
});

describe('looking after a request', () => {
  const grant = () => shop.grant('evidence:request');

  test('withdrawn once, its link is dead; a second time changes nothing', async () => {
    const { requestId } = await ask();
    await commands.withdrawRequest(grant(), requestId);
    await commands.withdrawRequest(grant(), requestId);
    expect((await queries.findRequestLink(lastToken()))?.state).toBe('WITHDRAWN');
    expect(await typesAbout(requestId)).toEqual(['evidence-request.asked', 'evidence-request.withdrawn']);
  });

  test('asked again, the old link is dead and the new one works, also when the old has run out', async () => {
    const first = await ask();
    const untilOn = addDays(today(), 20);
    const second = await commands.askAgain(grant(), { requestId: first.requestId, untilOn });
    expect((await requestRow(first.requestId)).state).toBe('WITHDRAWN');
    expect((await queries.findRequestLink(lastToken()))?.state).toBe('OPEN');
    expect(mailbox.mails).toHaveLength(2);
    await age(second.requestId, 30);
    const third = await commands.askAgain(grant(), { requestId: second.requestId, untilOn });
    expect((await requestRow(second.requestId)).state).toBe('EXPIRED');
    expect((await requestRow(third.requestId)).state).toBe('OPEN');
  });

  test('reminds once, with a link of its own beside the first', async () => {
    const { requestId } = await ask();
    await commands.remindOfRequest(grant(), requestId);
    expect(mailbox.mails).toHaveLength(2);
    const [first = '', second = ''] = mailbox.mails.map(mailedToken);
    expect(second).not.toBe(first);
    for (const token of [first, second]) expect((await queries.findRequestLink(token))?.id).toBe(requestId);
    await expect(commands.remindOfRequest(grant(), requestId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(mailbox.mails).toHaveLength(2);
    await commands.withdrawRequest(grant(), requestId);
    expect((await queries.findRequestLink(second))?.state).toBe('WITHDRAWN');
    const { requestId: late } = await ask();
    await age(late, 15);
    await expect(commands.remindOfRequest(grant(), late)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  test('is for whoever asked and for officers; foreign ids are not found', async () => {
    await assign(owner, 'pci-dss:6.3.3');
    await assign(other, 'pci-dss:6.3.3');
    const { requestId } = await ask({}, owner);
    await expect(commands.withdrawRequest(other.grant('evidence:request'), requestId)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    for (const id of [requestId, randomUUID()])
      await expect(commands.withdrawRequest(theirs.grant('evidence:request'), id)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    await commands.withdrawRequest(grant(), requestId);
  });

  test('a database statement brings no request back to life', async () => {
    const { requestId } = await ask();
    await commands.withdrawRequest(grant(), requestId);
    await expect(
      unsafeRows('UPDATE "EvidenceRequest" SET "withdrawnAt" = NULL WHERE "id" = $1', [requestId]),
    ).rejects.toThrow(/stays ended/);
  });
});

describe('the wall around requests', () => {
  test('a link sees its own request and no other, also with the organization set', async () => {
    const [one, two] = [await ask(), await ask()];
    const link = await queries.getOpenLink(mailedToken(mailbox.mails[0]));
    const { read } = await import('@/lib/access/read');
    const seen = await read(queries.grantOfLink(link), async (tx) => {
      await queries.narrowToLink(tx, link.hash);
      return tx.evidenceRequest.findMany({ select: { id: true } });
    });
    expect(seen).toEqual([{ id: one.requestId }]);
    expect(seen).not.toContainEqual({ id: two.requestId });
  });

  test('a control owner sees what they asked, are asked, and what is for their requirements', async () => {
    await assign(owner, 'pci-dss:6.3.3');
    const mine = [await ask({}, owner), await askOwner({ requirementNumbers: ['2.2.2'] }), await ask()];
    await ask({ requirementNumbers: ['2.2.2'] });
    const { requests } = await queries.listRequests(owner.grant('evidence:request'), 'OPEN', null);
    const here = requests.filter((request) => request.assessmentId === assessmentId);
    expect(here.map(({ requestId }) => requestId).sort()).toEqual(
      mine.map(({ requestId }) => requestId).sort(),
    );
    const theirList = await queries.listRequests(theirs.grant('evidence:request'), 'OPEN', null);
    expect(theirList.requests).toEqual([]);
  });

  test('a role that attaches nothing by now writes none', async () => {
    const late = await shop.addMember({ role: 'COMPLIANCE_OFFICER' });
    await unsafeRows(`UPDATE "Membership" SET "role" = 'MANAGER' WHERE "userId" = $1`, [late.userId]);
    await expect(ask({}, late)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
