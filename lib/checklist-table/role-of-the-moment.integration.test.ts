import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it, test } from 'vitest';
import { archiveAssessment, restoreAssessment } from '@/lib/assessment/commands/archive-assessment';
import { changeAssignments } from '@/lib/assignment/commands';
import { addComment } from '@/lib/comment/commands';
import { addTypedEvidence } from '@/lib/evidence/commands/add';
import { typedEvidenceInput } from '@/lib/evidence/schema';
import { isRefusedByPolicy, unsafeTransaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import { parseInput } from '@/lib/platform/parse';
import {
  makeOrganization,
  type TestMember,
  type TestOrganization,
  unsafeOwner,
  unsafeRows,
  untilWaitedFor,
} from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { makeAssessment } from '@/lib/response/testing';
import { changeMany } from './commands/bulk';
import { saveView } from './commands/view';
import { bulkInput, viewInput } from './schema';

let ours: TestOrganization;
let assessmentId: string;

beforeAll(async () => {
  ours = await makeOrganization();
  assessmentId = await makeAssessment(ours, 'A');
});

const target = () => ({ assessmentId, requirementNumber: '8.3.5' });

const writes: Record<string, (who: TestMember) => Promise<unknown>> = {
  'an answer': (who) =>
    recordResponse(who.grant('response:record'), target(), {
      row: 0,
      version: 0,
      changes: { resultNote: 'late' },
    }),
  'a comment': (who) =>
    addComment(who.grant('comment:write'), target(), {
      commentId: randomUUID(),
      text: 'late',
      mentionedIds: [],
    }),
  'a use of evidence': (who) =>
    addTypedEvidence(
      who.grant('evidence:attach'),
      parseInput(typedEvidenceInput, { kind: 'NOTE', title: 'late', note: 'n' }),
      target(),
    ),
  'an assignment': (who) =>
    changeAssignments(who.grant('assignment:manage'), {
      assessmentId,
      userId: ours.userId,
      requirementNumbers: ['8.3.5'],
      what: 'ASSIGN',
      dueOn: null,
    }),
  'an assessment laid aside and taken back': async (who) => {
    await archiveAssessment(who.grant('assessment:manage'), assessmentId);
    await restoreAssessment(who.grant('assessment:manage'), assessmentId);
  },
  'a joint change': (who) =>
    changeMany(
      { record: who.grant('response:record'), assign: who.grant('assignment:manage') },
      assessmentId,
      parseInput(bulkInput, { requirements: ['8.3.6:0'], finding: 'IN_PLACE', userId: ours.userId }),
    ),
};

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'written',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

const eventsOf = (who: TestMember) =>
  unsafeRows<{ type: string }>(`SELECT "type" FROM "AuditEvent" WHERE "actorId" = $1`, [who.userId]);

test.each(Object.entries(writes))(
  '%s that waited for the assessment is refused to whom it was taken from meanwhile, and that stands in the log',
  async (_what, write) => {
    const otto = await ours.addMember({ role: 'COMPLIANCE_OFFICER' });
    const holder = await unsafeOwner().connect();
    let done: Promise<unknown>;
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT 1 FROM "Assessment" WHERE "id" = $1 FOR UPDATE', [assessmentId]);
      done = codeOf(write(otto));
      await untilWaitedFor(holder);
      await unsafeRows(`UPDATE "Membership" SET "role" = 'MANAGER' WHERE "userId" = $1`, [otto.userId]);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
    expect(await done).toBe('FORBIDDEN');
    expect(await eventsOf(otto)).toEqual([{ type: 'access.denied' }]);
  },
);

test.each(Object.entries(writes))('%s is written by whoever may', async (_what, write) => {
  expect(await codeOf(write(await ours.addMember({ role: 'COMPLIANCE_OFFICER' })))).toBe('written');
});

it('what the database refuses is a refusal in words, not a defect: a view of whoever only reads', async () => {
  const manny = await ours.addMember({ role: 'MANAGER' });
  const view = parseInput(viewInput, { name: 'Mine', query: '' });
  const save = () => codeOf(saveView(manny.grant('response:record'), assessmentId, view));
  expect([await save(), await save()]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  expect(await eventsOf(manny)).toEqual([{ type: 'access.denied' }]);
});

it('an assessor comments, and does not answer; whose membership ended writes nothing', async () => {
  const asa = await ours.addMember({ role: 'ASSESSOR' });
  expect(await codeOf(writes['a comment']?.(asa) ?? Promise.reject())).toBe('written');
  const answer = { row: 0, version: 0, changes: { resultNote: 'Seen' } };
  const other = { assessmentId, requirementNumber: '6.3.3' };
  expect(await codeOf(recordResponse(asa.grant('response:record'), other, answer))).toBe('FORBIDDEN');
  await unsafeRows(`UPDATE "Membership" SET "endedAt" = now() WHERE "userId" = $1`, [asa.userId]);
  expect(await codeOf(writes['a comment']?.(asa) ?? Promise.reject())).not.toBe('written');
});

it('a manager changes an assessment by signing it alone', async () => {
  const manny = await ours.addMember({ role: 'MANAGER' });
  const open = await makeAssessment(ours, 'A');
  const change = (set: string) =>
    unsafeTransaction({ organizationId: ours.organizationId, userId: manny.userId }, (tx) =>
      tx.$executeRawUnsafe(`UPDATE "Assessment" SET ${set} WHERE "id" = '${open}'::uuid`),
    ).then(
      () => 'written',
      (error: unknown) => (isRefusedByPolicy(error) ? 'refused' : error),
    );
  expect(await change(`"name" = 'Mine'`)).toBe('refused');
  expect(await change(`"archivedAt" = now()`)).toBe('refused');
  expect(await change(`"status" = 'SIGNED', "signedAt" = now()`)).toBe('written');
});
