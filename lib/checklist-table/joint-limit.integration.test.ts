import { expect, it } from 'vitest';
import { unsafeTransaction } from '@/lib/platform/db';
import { parseInput } from '@/lib/platform/parse';
import { spendTurn } from '@/lib/platform/rate-limit';
import { makeOrganization, type TestMember, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { changeMany, previewMany } from './commands/bulk';
import { undoMany } from './commands/undo';
import { bulkInput } from './schema';

const change = (who: TestMember, assessmentId: string) =>
  changeMany(
    { record: who.grant('response:record'), assign: null },
    assessmentId,
    parseInput(bulkInput, { requirements: ['2.2.2:0'], addTags: ['x'] }),
  );

it('one person’s joint changes are counted: the rest is refused with the seconds to wait, and stands in the log', async () => {
  const ours = await makeOrganization();
  const colleague = await ours.addMember({ role: 'COMPLIANCE_OFFICER' });
  const assessmentId = await makeAssessment(ours, 'A');
  const codes: string[] = [];
  for (let count = 0; count < 31; count += 1) {
    codes.push(
      await change(ours, assessmentId).then(
        () => 'done',
        (error) => `${error.code} ${error.retryAfter > 0}`,
      ),
    );
  }
  expect([...new Set(codes.slice(0, 30)), codes[30]]).toEqual(['done', 'RATE_LIMITED true']);
  const undo = undoMany({ record: ours.grant('response:record'), assign: null }, assessmentId, {
    changeId: assessmentId,
  });
  await expect(undo).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await change(colleague, assessmentId);
  const events = await unsafeRows(
    `SELECT 1 FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'access.denied'`,
    [ours.organizationId],
  );
  expect(events).toHaveLength(1);
});

it('previews have more turns than changes, of their own, and not without end', async () => {
  const ours = await makeOrganization();
  const assessmentId = await makeAssessment(ours, 'A');
  const grants = { record: ours.grant('response:record'), assign: null };
  const preview = () =>
    previewMany(grants, assessmentId, parseInput(bulkInput, { requirements: ['2.2.2:0'], addTags: ['x'] }));
  for (let count = 0; count < 119; count += 1) await spendTurn('joint-preview', grants.record);
  expect(await preview()).not.toEqual([]);
  await expect(preview()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  expect((await change(ours, assessmentId)).changeId).not.toBeNull();
});

it('tags that make a card number beside each other are refused', async () => {
  const ours = await makeOrganization();
  const assessmentId = await makeAssessment(ours, 'A');
  const grants = { record: ours.grant('response:record'), assign: null };
  const tags = { requirements: ['2.2.2:0'], addTags: ['4111 1111', '1111 1111'] };
  const put = changeMany(grants, assessmentId, parseInput(bulkInput, tags));
  await expect(put).rejects.toMatchObject({ code: 'INVALID' });
});

it('whoever waits for an assessment that is held gets words after a few seconds, and the connection goes back', async () => {
  const ours = await makeOrganization();
  const assessmentId = await makeAssessment(ours, 'A');
  const holder = { organizationId: ours.organizationId, userId: ours.userId };
  await unsafeTransaction(holder, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Assessment" WHERE "id" = ${assessmentId}::uuid FOR UPDATE`;
    await expect(change(ours, assessmentId)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('Try again in a moment'),
    });
  });
  expect((await change(ours, assessmentId)).changeId).not.toBeNull();
}, 15_000);
