import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { makeReady } from '@/lib/attestation/testing/rows';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { listChecklist } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { reviewRequirements } from './commands';
import { findOwn, findReview, listReviews, listSeen } from './queries/reviews';

let ours: TestOrganization;
let reviewer: TestMember;
let assessmentId: string;

beforeAll(async () => {
  ours = await makeOrganization();
  reviewer = await ours.addMember({ role: 'COMPLIANCE_OFFICER' });
});
beforeEach(async () => {
  assessmentId = await makeAssessment(ours, 'A');
});

const head = { catalogueVersionId: 'pci-dss-4.0.1', questionnaireId: 'A' } as const;

async function answer(who: TestMember, requirementNumber: string, version = 0): Promise<void> {
  const save = {
    row: 0,
    version,
    changes: { finding: version % 2 === 0 ? 'IN_PLACE' : 'NOT_IN_PLACE' },
  } as const;
  const done = await recordResponse(who.grant('response:record'), { assessmentId, requirementNumber }, save);
  expect(done.outcome).toBe('SAVED');
}

function review(
  who: TestMember,
  what: 'READY' | 'APPROVE' | 'RETURN',
  requirements: { requirementNumber: string; basis: number }[],
  reason = what === 'RETURN' ? 'The report is of last year.' : '',
) {
  const act = what === 'READY' ? who.grant('response:record') : who.grant('response:review');
  return reviewRequirements({ act, read: who.grant('assessment:read') }, assessmentId, {
    requirements,
    what,
    reason,
  });
}

async function stateOf(requirementNumber: string) {
  const { items } = await listChecklist(ours.grant('assessment:read'), assessmentId, head);
  return items.find((item) => item.requirementNumber === requirementNumber)?.review;
}

const one = (basis: number, requirementNumber = '2.2.2') => [{ requirementNumber, basis }];

describe('a review', () => {
  it('goes from ready over returned to approved, each with its event', async () => {
    await answer(ours, '2.2.2');
    expect(await review(ours, 'READY', one(1))).toEqual({ changed: ['2.2.2'], left: [] });
    expect(await stateOf('2.2.2')).toBe('READY');
    await review(reviewer, 'RETURN', one(1));
    expect(await findReview(ours.grant('assessment:read'), assessmentId, 'pci-dss:2.2.2')).toMatchObject({
      state: 'RETURNED',
      reason: 'The report is of last year.',
      byName: reviewer.name,
    });
    await review(ours, 'READY', one(1));
    await review(reviewer, 'APPROVE', one(1));
    expect(await stateOf('2.2.2')).toBe('APPROVED');
    const events = await unsafeRows<{ type: string }>(
      `SELECT "type" FROM "AuditEvent" WHERE "subjectId" = $1 AND "type" LIKE 'review.%' ORDER BY "sequence"`,
      [assessmentId],
    );
    expect(events.map(({ type }) => type)).toEqual([
      'review.asked',
      'review.returned',
      'review.asked',
      'review.approved',
    ]);
  });

  it('holds for the answer that was seen: a later change takes the approval back', async () => {
    await answer(ours, '2.2.2');
    await review(reviewer, 'APPROVE', one(1));
    await answer(ours, '2.2.2', 1);
    expect(await stateOf('2.2.2')).toBe('CHANGED');
    const stale = await review(reviewer, 'APPROVE', one(1));
    expect(stale).toEqual({
      changed: [],
      left: [{ requirementNumber: '2.2.2', why: expect.stringContaining('changed') }],
    });
  });

  it('does what fits and names what does not, in one go', async () => {
    await answer(ours, '2.2.2');
    await answer(reviewer, '8.2.1');
    const outcome = await review(reviewer, 'APPROVE', [
      ...one(1),
      ...one(1, '8.2.1'),
      ...one(0, '8.3.1'),
      ...one(0, '1.1.1'),
    ]);
    expect(outcome.changed).toEqual(['2.2.2']);
    expect(outcome.left.map(({ requirementNumber }) => requirementNumber)).toEqual([
      '8.2.1',
      '8.3.1',
      '1.1.1',
    ]);
  });

  it('is refused elsewhere: another organization, a signed assessment, a right that is not for it', async () => {
    await answer(ours, '2.2.2');
    const theirs = await makeOrganization();
    await expect(review(theirs, 'APPROVE', one(1))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const act = ours.grant('response:record');
    await expect(
      reviewRequirements({ act, read: ours.grant('assessment:read') }, assessmentId, {
        requirements: one(1),
        what: 'APPROVE',
        reason: '',
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await unsafeRows(`UPDATE "Assessment" SET "archivedAt" = now() WHERE "id" = $1`, [assessmentId]);
    await expect(review(reviewer, 'APPROVE', one(1))).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('of many at the same moment are all done: none waits for a connection while it holds the assessment', async () => {
    const { items } = await listChecklist(ours.grant('assessment:read'), assessmentId, head);
    const numbers = items.slice(0, 16).map(({ requirementNumber }) => requirementNumber);
    for (const number of numbers) await answer(ours, number);
    const outcomes = await Promise.all(numbers.map((number) => review(ours, 'READY', one(1, number))));
    expect(outcomes.flatMap(({ changed }) => changed).toSorted()).toEqual(numbers.toSorted());
  });

  it('says ready for what is assigned and nothing else', async () => {
    const owner = await ours.addMember({ role: 'CONTROL_OWNER' });
    await answer(ours, '2.2.2');
    await answer(ours, '8.2.1');
    await changeAssignments(ours.grant('assignment:manage'), {
      assessmentId,
      userId: owner.userId,
      requirementNumbers: ['2.2.2'],
      dueOn: null,
      what: 'ASSIGN',
    });
    const outcome = await review(owner, 'READY', [...one(1), ...one(1, '8.2.1')]);
    expect(outcome).toMatchObject({ changed: ['2.2.2'], left: [{ requirementNumber: '8.2.1' }] });
    expect(await listSeen(owner.grant('assessment:read'), assessmentId)).toHaveLength(1);
  });
});

it('of a signed assessment cannot be written, not even past the program', async () => {
  const signed = await makeReady(ours);
  await unsafeRows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
    signed,
  ]);
  await expect(
    unsafeRows(`UPDATE "RequirementReview" SET "state" = 'READY' WHERE "assessmentId" = $1`, [signed]),
  ).rejects.toThrow(/signed assessment cannot be changed/);
});

it('says before the act who may not approve, and what the way out is', async () => {
  await answer(ours, '2.2.2');
  const own = async (who: TestMember) => findOwn(who.grant('assessment:read'), assessmentId, 'pci-dss:2.2.2');
  const [mine, theirs] = [await own(ours), await own(reviewer)];
  expect(mine).toEqual({ isYours: true, bar: 'You answered it: somebody else reviews it.' });
  expect(theirs.isYours).toBe(false);
  expect(theirs.bar, 'once they write in it too').toMatch(/another officer has to join/);
  await answer(reviewer, '2.2.2', 1);
  await answer(reviewer, '2.2.2', 2);
  expect(await own(ours)).toEqual({ isYours: true, bar: theirs.bar });
  expect((await review(ours, 'APPROVE', one(3))).left).toEqual([
    { requirementNumber: '2.2.2', why: theirs.bar },
  ]);
  const owner = await ours.addMember({ role: 'CONTROL_OWNER' });
  expect(await own(owner), 'who reviews nothing').toEqual({ isYours: false, bar: '' });
});

it('shows the reviewer every requirement, with who answered and what it lacks', async () => {
  await answer(ours, '2.2.2');
  const grant = ours.grant('assessment:read');
  const { rows, twoPeople } = await listReviews(
    grant,
    assessmentId,
    await listChecklist(grant, assessmentId, head),
  );
  expect(twoPeople).toBe(true);
  expect(rows).toHaveLength(27);
  expect(rows.find(({ requirementNumber }) => requirementNumber === '2.2.2')).toMatchObject({
    lacks: '',
    isOwn: true,
    bar: 'You answered it: somebody else reviews it.',
    answeredBy: [ours.name],
    basis: 1,
  });
  expect(rows.filter(({ lacks }) => lacks === 'Not answered yet')).toHaveLength(26);
});
