import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { read } from '@/lib/access/read';
import { verifyAuditTrail } from '@/lib/audit-trail/commands';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import type { RequirementTarget } from '@/lib/response/model';
import { makeAssessment } from '@/lib/response/testing';
import { addComment, changeComment } from './commands';
import { listComments } from './queries';
import { assign, say } from './testing';

let shop: TestOrganization;
let officer: TestMember;
let owner: TestMember;
let target: RequirementTarget;

beforeAll(async () => {
  shop = await makeOrganization();
  officer = await shop.addMember({ name: 'Priya Raman' });
  owner = await shop.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  target = { assessmentId: await makeAssessment(shop), requirementNumber: '6.3.3' };
  await assign(shop, owner, target);
});

const list = (who: TestMember = shop, at = target) => listComments(who.grant('assessment:read'), at);
const edit = (
  who: TestMember,
  commentId: string,
  version: number,
  text: string,
  mentionedIds: string[] = [],
) =>
  changeComment(who.grant('comment:write'), target, { what: 'EDIT', commentId, version, text, mentionedIds });
const withdraw = (who: TestMember, commentId: string, version: number) =>
  changeComment(who.grant('comment:write'), target, { what: 'WITHDRAW', commentId, version });

async function events(commentId: string) {
  const rows = await unsafeRows<{ type: string; subjectId: string; text: string }>(
    `SELECT "type", "subjectId", "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "text" LIKE $2 ORDER BY "sequence"`,
    [shop.organizationId, `%${commentId}%`],
  );
  return rows.map(({ type, subjectId, text }) => ({ type, subjectId, data: JSON.parse(text).data }));
}

describe('a comment', () => {
  test('is kept with its event, its mentions as references', async () => {
    const view = await say(shop, target, 'Who repeats the test?\nPut it under upkeep.', [owner]);
    expect(view).toMatchObject({
      authorName: 'Ada Lovelace',
      isOwn: true,
      version: 1,
      parts: [
        { text: 'Who repeats the test?\nPut it under upkeep. ', userId: null },
        { text: 'Ona Owner', userId: owner.userId },
      ],
    });
    expect((await list(owner)).comments.at(-1)).toEqual({ ...view, isOwn: false });
    expect(await events(view.commentId)).toEqual([
      {
        type: 'comment.added',
        subjectId: `${target.assessmentId}/pci-dss:6.3.3/0`,
        data: {
          requirementNumber: '6.3.3',
          commentId: view.commentId,
          text: 'Who repeats the test?\nPut it under upkeep. @Ona Owner',
          mentioned: 'Ona Owner',
        },
      },
    ]);
    expect((await verifyAuditTrail(shop.grant('audit-trail:read'))).problem).toBeNull();
  });

  test('that is sent five times at the same moment is kept once, and each gets it', async () => {
    const commentId = randomUUID();
    const said = await Promise.all(
      Array.from({ length: 5 }, () => say(officer, target, 'At once', [], commentId)),
    );
    expect(said.map((one) => one.commentId)).toEqual(Array(5).fill(commentId));
    const events = await unsafeRows(
      `SELECT 1 FROM "AuditEvent" WHERE "type" = 'comment.added' AND "text"::jsonb #>> '{data,commentId}' = $1`,
      [commentId],
    );
    expect(events).toHaveLength(1);
  });

  test('that is sent twice is kept once, and an id of somebody else is refused', async () => {
    const { commentId } = await say(officer, target, 'Once');
    const again = await say(officer, target, 'Once', [], commentId);
    expect(again.commentId).toBe(commentId);
    expect(await events(commentId)).toHaveLength(1);
    await expect(say(owner, target, 'Mine', [], commentId)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('of two people at one moment is two comments', async () => {
    const before = (await list()).comments.length;
    const written = await Promise.all([say(shop, target, 'One'), say(officer, target, 'Two')]);
    const { comments } = await list();
    expect(comments).toHaveLength(before + 2);
    const ids = comments.map(({ commentId }) => commentId);
    expect(ids).toEqual(expect.arrayContaining(written.map(({ commentId }) => commentId)));
  });

  test('keeps the name of today, also in mentions', async () => {
    const guest = await shop.addMember({ role: 'MANAGER', name: 'Mia Old' });
    const { commentId } = await say(shop, target, 'See', [guest]);
    await unsafeRows(`UPDATE "User" SET "name" = 'Mia New' WHERE "id" = $1`, [guest.userId]);
    const shown = (await list()).comments.find((comment) => comment.commentId === commentId);
    expect(shown?.parts.at(-1)?.text).toBe('Mia New');
  });
});

describe('a change', () => {
  test('is its author’s; before and after stand in the log', async () => {
    const { commentId } = await say(owner, target, 'Wekly', [officer]);
    await expect(edit(shop, commentId, 1, 'Mine now')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const edited = await edit(owner, commentId, 1, 'Weekly');
    expect(edited).toMatchObject({ version: 2, changedAt: expect.any(String), parts: [{ text: 'Weekly' }] });
    expect((await events(commentId)).at(-1)).toMatchObject({
      type: 'comment.changed',
      data: { requirementNumber: '6.3.3', changes: { text: { from: 'Wekly @Priya Raman', to: 'Weekly' } } },
    });
    await expect(edit(owner, commentId, 1, 'From an older page')).rejects.toMatchObject({ code: 'CONFLICT' });
    await edit(owner, commentId, 2, 'Weekly');
    expect(await events(commentId), 'nothing changed').toHaveLength(2);
  });

  test('withdraws the text from the page and not from the log, for good', async () => {
    const { commentId } = await say(officer, target, 'Said too much', [owner]);
    await expect(withdraw(shop, commentId, 1)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await withdraw(officer, commentId, 1)).toMatchObject({
      withdrawnAt: expect.any(String),
      parts: [],
    });
    const [row] = await unsafeRows('SELECT "text", "mentionedIds" FROM "Comment" WHERE "id" = $1', [
      commentId,
    ]);
    expect(row).toEqual({ text: '', mentionedIds: [] });
    expect((await events(commentId)).at(-1)).toMatchObject({
      type: 'comment.withdrawn',
      data: { changes: { text: { from: 'Said too much @Ona Owner', to: '' } } },
    });
    await expect(edit(officer, commentId, 2, 'Back')).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  test('names nobody new who cannot see it, and lets who was named before stay', async () => {
    const other = await shop.addMember({ role: 'CONTROL_OWNER', name: 'Otto Owner' });
    await assign(shop, other, target);
    const { commentId } = await say(shop, target, 'See', [other]);
    await assign(shop, other, target, 'TAKE_AWAY');
    await edit(shop, commentId, 1, 'See this @[1]', [other.userId]);
    const { commentId: plain } = await say(shop, target, 'See');
    await expect(edit(shop, plain, 1, 'See @[1]', [other.userId])).rejects.toMatchObject({
      fieldErrors: { text: [expect.stringContaining('Otto Owner cannot see 6.3.3')] },
    });
  });
});

describe('what is refused', () => {
  test('a mention of somebody who cannot see it: nothing is kept, nobody is let in', async () => {
    const outsider = await shop.addMember({ role: 'CONTROL_OWNER', name: 'Out Sider' });
    const elsewhere = await makeOrganization();
    const commentId = randomUUID();
    await expect(say(shop, target, 'Look', [outsider], commentId)).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { text: [expect.stringMatching(/^Out Sider cannot see 6\.3\.3\..*assign it to them/)] },
    });
    await expect(say(owner, target, 'Look', [outsider], commentId)).rejects.toMatchObject({
      fieldErrors: { text: [expect.not.stringContaining('Sider')] },
    });
    await expect(say(shop, target, 'Look', [elsewhere], commentId)).rejects.toMatchObject({
      fieldErrors: { text: [expect.stringContaining('not a member any more')] },
    });
    expect(await unsafeRows('SELECT 1 FROM "Comment" WHERE "id" = $1', [commentId])).toEqual([]);
    await expect(list(outsider)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a requirement of another organization, one that is not asked, one that is not assigned', async () => {
    const theirs = await makeOrganization();
    for (const [who, at] of [
      [theirs, target],
      [shop, { ...target, requirementNumber: '1.1.1' }],
      [owner, { ...target, requirementNumber: '2.2.2' }],
    ] as const) {
      await expect(say(who, at, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(list(who, at)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test.each<[string, Parameters<typeof makeAssessment>[2]]>([
    ['signed', { status: 'SIGNED' }],
    ['replaced', { status: 'SUPERSEDED' }],
    ['archived', { archived: true }],
  ])('a new word in what is %s: the words that are there stay readable', async (words, state) => {
    const at = { ...target, assessmentId: await makeAssessment(shop) };
    const { commentId } = await say(shop, at, 'Before');
    await unsafeRows(
      `UPDATE "Assessment" SET "status" = $2, "archivedAt" = CASE WHEN $3::boolean THEN now() END WHERE "id" = $1`,
      [at.assessmentId, state?.status ?? 'OPEN', state?.archived ?? false],
    );
    const refused = { code: 'WRONG_STATE', message: expect.stringContaining(words) };
    await expect(say(shop, at, 'After')).rejects.toMatchObject(refused);
    const change = { what: 'WITHDRAW', commentId, version: 1 } as const;
    await expect(changeComment(shop.grant('comment:write'), at, change)).rejects.toMatchObject(refused);
    const view = await list(shop, at);
    expect(view.closed).toContain(words);
    expect(view.comments.map(({ parts }) => parts[0]?.text)).toEqual(['Before']);
  });
});

describe('the database itself', () => {
  const attempt = (who: TestMember, statement: string, ...values: string[]) =>
    read(who.grant('comment:write'), (tx) => tx.$executeRawUnsafe(statement, ...values));

  test('keeps others from changing, deleting or bringing back a comment, and from reading mentions for others', async () => {
    const { commentId } = await say(officer, target, 'Mine', [owner]);
    await expect(
      attempt(shop, `UPDATE "Comment" SET "text" = 'x' WHERE "id" = $1::uuid`, commentId),
    ).rejects.toThrow(/by its author/);
    await expect(attempt(officer, `DELETE FROM "Comment" WHERE "id" = $1::uuid`, commentId)).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      attempt(
        officer,
        `UPDATE "Comment" SET "authorId" = $2::uuid WHERE "id" = $1::uuid`,
        commentId,
        shop.userId,
      ),
    ).rejects.toThrow(/permission denied/);
    await expect(
      attempt(
        officer,
        `UPDATE "CommentMention" SET "readAt" = now() WHERE "commentId" = $1::uuid`,
        commentId,
      ),
    ).rejects.toThrow(/by whom it names/);
    await expect(
      attempt(
        owner,
        `UPDATE "CommentMention" SET "removedAt" = now() WHERE "commentId" = $1::uuid`,
        commentId,
      ),
    ).rejects.toThrow(/the author/);
    await withdraw(officer, commentId, 1);
    await expect(
      attempt(officer, `UPDATE "Comment" SET "withdrawnAt" = NULL WHERE "id" = $1::uuid`, commentId),
    ).rejects.toThrow(/stays withdrawn/);
  });

  test('lets nobody speak in another name, beyond what they see, or after the signature', async () => {
    const write = (who: TestMember, author: TestMember, assessmentId: string, number: string) =>
      attempt(
        who,
        `INSERT INTO "Comment" ("organizationId", "id", "assessmentId", "requirementKey", "authorId", "text", "mentionedIds")
         VALUES ($1::uuid, gen_random_uuid(), $2::uuid, $3, $4::uuid, 'x', '{}')`,
        shop.organizationId,
        assessmentId,
        `pci-dss:${number}`,
        author.userId,
      );
    const { assessmentId } = target;
    await expect(write(owner, owner, assessmentId, '6.3.3')).resolves.toBe(1);
    await expect(write(owner, shop, assessmentId, '6.3.3')).rejects.toThrow(/by its author/);
    await expect(write(owner, owner, assessmentId, '2.2.2')).rejects.toThrow(/row-level security/);
    const signed = await makeAssessment(shop, 'A', { status: 'SIGNED' });
    await expect(write(shop, shop, signed, '6.3.3')).rejects.toThrow(/are frozen/);
  });
});

test('a text of an empty mention list keeps what looks like a reference as it is', async () => {
  const view = await addComment(shop.grant('comment:write'), target, {
    commentId: randomUUID(),
    text: '@[1] <b>bold</b>',
    mentionedIds: [],
  });
  expect(view.parts).toEqual([{ text: '@[1] <b>bold</b>', userId: null }]);
});
