import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { addEvidence } from '@/lib/access/testing';
import { type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { openMailbox } from '@/scripts/testing/mailbox';
import { age, eventsAbout, requestRow, wanted } from '../testing/asked';
import { loadCommands, makePeople } from '../testing/desk';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let commands: Awaited<ReturnType<typeof loadCommands>>;
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

const ask = (given: Parameters<typeof wanted>[2] = {}, who: TestMember = shop) =>
  commands.askForEvidence(who.grant('evidence:request'), wanted(shop, assessmentId, given));
const askOwner = (given: Parameters<typeof wanted>[2] = {}) =>
  ask({ who: 'MEMBER', memberId: owner.userId, ...given });
const typesAbout = async (id: string | null) => (await eventsAbout(id)).map(({ type }) => type);
const note = (requestId: string) => ({ kind: 'NOTE' as const, requestId, note: 'Seen on the server.' });

describe('a member who is asked', () => {
  test('answers for a requirement that is not theirs, and sees no more of it than before', async () => {
    const { requestId } = await askOwner({ requirementNumbers: ['6.3.3', '2.2.2'] });
    const { evidenceId, notLinked } = await commands.answerRequest(
      owner.grant('evidence:attach'),
      note(requestId),
    );
    expect(notLinked).toEqual([]);
    expect(await requestRow(requestId)).toMatchObject({
      state: 'ANSWERED',
      evidenceId,
      answeredByName: 'Ona Owner',
    });
    const links = await unsafeRows<{ requirementKey: string }>(
      'SELECT "requirementKey" FROM "EvidenceLink" WHERE "evidenceId" = $1 ORDER BY 1',
      [evidenceId],
    );
    expect(links.map((one) => one.requirementKey)).toEqual(['pci-dss:2.2.2', 'pci-dss:6.3.3']);
    expect(await typesAbout(evidenceId)).toEqual(['evidence.added', 'evidence.linked', 'evidence.linked']);
    await expect.poll(() => mailbox.mails.length).toBe(2);
    expect(mailbox.mails[1]).toContain(`To: ${shop.email}`);
    const { read } = await import('@/lib/access/read');
    const seen = await read(owner.grant('evidence:read'), async (tx) => [
      await tx.assessment.count({ where: { id: assessmentId } }),
      await tx.response.count({ where: { assessmentId } }),
      await tx.evidenceLink.count({ where: { assessmentId } }),
    ]);
    expect(seen).toEqual([0, 0, 0]);
    await expect(
      commands.answerRequest(owner.grant('evidence:attach'), note(requestId)),
    ).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
  });

  test('answers with an item of the library that they see, once, and with no other', async () => {
    const grant = owner.grant('evidence:attach');
    const hidden = await addEvidence(shop, assessmentId, '2.2.2');
    const { requestId } = await askOwner();
    const existing = (evidenceId: string) => ({ kind: 'EXISTING' as const, requestId, evidenceId });
    for (const evidenceId of [hidden, randomUUID()])
      await expect(commands.answerRequest(grant, existing(evidenceId))).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    const first = await askOwner({ requirementNumbers: ['2.2.2'] });
    const { evidenceId } = await commands.answerRequest(grant, note(first.requestId));
    await commands.answerRequest(grant, existing(evidenceId));
    expect((await requestRow(requestId)).evidenceId).toBe(evidenceId);
  });

  test('is the only one who answers: neither a colleague nor whoever asked nor another organization', async () => {
    const { requestId } = await askOwner();
    for (const [who, id] of [
      [other, requestId],
      [shop, requestId],
      [theirs, requestId],
      [owner, randomUUID()],
    ] as const)
      await expect(commands.answerRequest(who.grant('evidence:attach'), note(id))).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    const link = await ask();
    await expect(
      commands.answerRequest(owner.grant('evidence:attach'), note(link.requestId)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await requestRow(requestId)).state).toBe('OPEN');
  });

  test('answers once, also twice at the same moment, and not when it was withdrawn or is over', async () => {
    const grant = owner.grant('evidence:attach');
    const { requestId } = await askOwner();
    const answers = await Promise.allSettled(
      [1, 2].map(() => commands.answerRequest(grant, note(requestId))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const withdrawn = await askOwner();
    await commands.withdrawRequest(shop.grant('evidence:request'), withdrawn.requestId);
    const over = await askOwner();
    await age(over.requestId, 15);
    for (const one of [withdrawn, over])
      await expect(commands.answerRequest(grant, note(one.requestId))).rejects.toMatchObject({
        code: 'WRONG_STATE',
      });
  });

  test('loses nothing when the assessment was signed meanwhile: it stays in the library, and who asked is told', async () => {
    const { requestId } = await askOwner();
    await unsafeRows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
      assessmentId,
    ]);
    const answered = await commands.answerRequest(owner.grant('evidence:attach'), note(requestId));
    expect(answered.notLinked).toEqual(['6.3.3']);
    await expect.poll(() => mailbox.mails.length).toBe(2);
    expect(mailbox.mails[1]?.replaceAll('=\r\n', '')).toContain('not used for 6.3.3');
  });
});
