import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { read } from '@/lib/access/read';
import { insert, makeIntegration } from '@/lib/access/testing';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import type { RequirementTarget } from '@/lib/response/model';
import { makeAssessment } from '@/lib/response/testing';
import { changeComment } from './commands';
import { listComments, listMentions, listReaders } from './queries';
import { assign, say } from './testing';

let shop: TestOrganization;
let owner: TestMember;
let target: RequirementTarget;

beforeAll(async () => {
  shop = await makeOrganization();
  owner = await shop.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  target = { assessmentId: await makeAssessment(shop), requirementNumber: '6.3.3' };
  await assign(shop, owner, target);
});

const open = (
  who: TestMember,
  at = target,
  options: Parameters<typeof listComments>[2] = { marksRead: true },
) => listComments(who.grant('assessment:read'), at, options);
const mentions = (who: TestMember) => listMentions(who.grant('assessment:read'));
const texts = ({ comments }: Awaited<ReturnType<typeof open>>) => comments.map(({ parts }) => parts[0]?.text);

describe('comments on a requirement', () => {
  test('are the last ten, oldest first, and earlier ones on request', async () => {
    const at = { ...target, requirementNumber: '2.2.2' };
    const numbers = Array.from({ length: 34 }, (_, index) => `Comment ${index + 1}`);
    for (const text of numbers) await say(shop, at, text);
    // All at one moment: the order must not depend on the clock alone.
    await unsafeRows(
      `UPDATE "Comment" SET "writtenAt" = date_trunc('minute', "writtenAt") WHERE "assessmentId" = $1`,
      [at.assessmentId],
    );
    const last = await open(shop, at);
    expect(last).toMatchObject({ hasEarlier: true, closed: null });
    expect(last.comments).toHaveLength(10);
    const middle = await open(shop, at, { before: last.comments[0]?.commentId });
    expect(middle.comments).toHaveLength(20);
    const first = await open(shop, at, { before: middle.comments[0]?.commentId });
    expect(first).toMatchObject({ hasEarlier: false });
    const all = [first, middle, last].flatMap(texts);
    expect(all.toSorted()).toEqual(numbers.toSorted());
  });

  test('an id of elsewhere is no place to begin', async () => {
    const { commentId } = await say(shop, { ...target, requirementNumber: '8.3.1' }, 'Elsewhere');
    await expect(open(shop, target, { before: commentId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('mentions', () => {
  test('wait for their person until the comments are opened by them', async () => {
    await say(shop, target, 'First', [owner]);
    await say(shop, target, 'Second', [owner]);
    expect(await mentions(owner)).toMatchObject({
      count: 2,
      mentions: [
        { authorName: 'Ada Lovelace', assessmentName: 'Web shop 2026', requirementNumber: '6.3.3' },
        {},
      ],
    });
    expect((await mentions(shop)).count, 'nobody mentioned the author').toBe(0);
    await open(shop);
    await open(owner, target, {});
    expect((await mentions(owner)).count, 'a request of the browser itself reads nothing').toBe(2);
    await open(owner);
    expect((await mentions(owner)).count).toBe(0);
  });

  test('far back are shown with the first page, so that opening it has shown them', async () => {
    const { commentId } = await say(shop, target, 'Far back', [owner]);
    for (let index = 0; index < 14; index += 1) await say(shop, target, 'More');
    const shown = await open(owner);
    expect(shown.comments[0]?.commentId).toBe(commentId);
    expect((await mentions(owner)).count).toBe(0);
    expect((await open(owner)).comments).toHaveLength(10);
  });

  test('go with the comment that is withdrawn and with the assignment, and come back with it', async () => {
    const { commentId } = await say(shop, target, 'Gone', [owner]);
    await say(shop, target, 'Stays', [owner]);
    await changeComment(shop.grant('comment:write'), target, { what: 'WITHDRAW', commentId, version: 1 });
    expect((await mentions(owner)).count).toBe(1);
    await assign(shop, owner, target, 'TAKE_AWAY');
    expect(await mentions(owner)).toEqual({ mentions: [], count: 0 });
    await assign(shop, owner, target);
    expect((await mentions(owner)).count).toBe(1);
  });

  test('of oneself are none', async () => {
    await say(shop, target, 'Note to myself', [shop]);
    expect((await mentions(shop)).count).toBe(0);
  });
});

describe('who can be mentioned', () => {
  test('is exactly who sees the requirement', async () => {
    const other = await makeAssessment(shop);
    const web = await makeIntegration(shop, 'Web', [target.assessmentId, other]);
    const phone = await makeIntegration(shop, 'Phone', [other]);
    const add = (role: TestMember['role'], name: string) => shop.addMember({ role, name });
    const members = [
      await add('COMPLIANCE_OFFICER', 'Officer'),
      await add('MANAGER', 'Manager'),
      await add('CONTROL_OWNER', 'Nothing assigned'),
      await add('ASSESSOR', 'Of everything'),
      await add('ASSESSOR', 'Of the web'),
      await add('ASSESSOR', 'Of the phone'),
      await add('ASSESSOR', 'Of nothing'),
      await add('MANAGER', 'Has left'),
      owner,
    ];
    const named = (name: string) => members.find((one) => one.name === name)?.userId ?? '';
    const choose = async (name: string, ...integrationIds: string[]) => {
      await unsafeRows('UPDATE "Membership" SET "chosenOnly" = true WHERE "userId" = $1', [named(name)]);
      for (const integrationId of integrationIds)
        await insert('MembershipIntegration', {
          organizationId: shop.organizationId,
          userId: named(name),
          integrationId,
        });
    };
    await choose('Of the web', web);
    await choose('Of the phone', phone);
    await choose('Of nothing');
    await unsafeRows('UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1', [named('Has left')]);
    for (const at of [
      target,
      { ...target, assessmentId: other },
      { ...target, requirementNumber: '2.2.2' },
    ]) {
      const offered = (await listReaders(shop.grant('comment:write'), at)).map(({ userId }) => userId);
      const see: string[] = [];
      for (const member of members) {
        const seen = await read(member.grant('assessment:read'), (tx) =>
          tx.response.count({
            where: { assessmentId: at.assessmentId, requirementKey: `pci-dss:${at.requirementNumber}` },
          }),
        );
        if (seen > 0) see.push(member.userId);
      }
      expect(offered.toSorted(), JSON.stringify(at)).toEqual(see.toSorted());
    }
  });

  test('is not somebody whose account is off or whose access has ended, nor a program', async () => {
    const [off, late] = [await shop.addMember({ name: 'Off' }), await shop.addMember({ name: 'Late' })];
    const robotId = randomUUID();
    const { organizationId } = shop;
    await insert('User', { id: robotId, email: robotId, name: 'Robot', kind: 'SERVICE', passwordHash: '!' });
    await insert('Membership', {
      organizationId,
      id: randomUUID(),
      userId: robotId,
      role: 'COMPLIANCE_OFFICER',
    });
    await unsafeRows('UPDATE "User" SET "deactivatedAt" = now() WHERE "id" = $1', [off.userId]);
    await unsafeRows(`UPDATE "Membership" SET "accessUntil" = '2020-01-01' WHERE "userId" = $1`, [
      late.userId,
    ]);
    const offered = await listReaders(shop.grant('comment:write'), target);
    const names = offered.map(({ name }) => name);
    for (const name of ['Off', 'Late', 'Robot', shop.name]) expect(names).not.toContain(name);
    expect(Object.keys(offered[0] ?? {}).toSorted(), 'no addresses').toEqual(['name', 'roleName', 'userId']);
  });
});
