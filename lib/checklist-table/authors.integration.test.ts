import { beforeEach, describe, expect, it } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { unlinkEvidence } from '@/lib/evidence/commands/link';
import { addTestFiles } from '@/lib/evidence/testing/files';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { listChecklist } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { reviewRequirements } from '@/lib/review/commands';
import { listReviews, listSeen } from '@/lib/review/queries/reviews';
import { changeMany } from './commands/bulk';
import { undoMany } from './commands/undo';
import { bulkInput } from './schema';

let ada: TestOrganization;
let ben: TestMember;
let assessmentId: string;

beforeEach(async () => {
  ada = await makeOrganization();
  ben = await ada.addMember({ role: 'COMPLIANCE_OFFICER', name: 'Ben Byrne' });
  assessmentId = await makeAssessment(ada, 'A');
});

async function answer(who: TestMember, version: number): Promise<void> {
  const changes = { finding: 'IN_PLACE', resultNote: `Seen ${version}` } as const;
  const target = { assessmentId, requirementNumber: '2.2.2' };
  const done = await recordResponse(who.grant('response:record'), target, { row: 0, version, changes });
  expect(done.outcome).toBe('SAVED');
}

async function approve(who: TestMember, basis: number): Promise<string> {
  const { left } = await reviewRequirements(
    { act: who.grant('response:review'), read: who.grant('assessment:read') },
    assessmentId,
    { requirements: [{ requirementNumber: '2.2.2', basis }], what: 'APPROVE', reason: '' },
  );
  return left[0]?.why ?? 'approved';
}

async function lineOf(who: TestMember) {
  const head = { catalogueVersionId: 'pci-dss-4.0.1', questionnaireId: 'A' } as const;
  const grant = who.grant('assessment:read');
  const { rows } = await listReviews(grant, assessmentId, await listChecklist(grant, assessmentId, head));
  return rows.find(({ requirementNumber }) => requirementNumber === '2.2.2');
}

const own = 'You answered it: somebody else reviews it.';
/** Everybody who may review wrote in it. */
const alone = expect.stringContaining('You answered it, and nobody is left who may review it');

async function changeJointly(who: TestMember, basis: number, finding = 'NOT_APPLICABLE') {
  const grants = { record: who.grant('response:record'), assign: null };
  const fields = { requirements: [`2.2.2:${basis}`], finding, replace: 'on' };
  const { changeId } = await changeMany(grants, assessmentId, parseInput(bulkInput, fields));
  return {
    changeId: changeId ?? '',
    takeBack: () => undoMany(grants, assessmentId, { changeId: changeId ?? '' }),
  };
}

describe('a joint change that was taken back', () => {
  it('makes no author of whoever wrote nothing, and leaves who answered its author', async () => {
    await answer(ada, 0);
    await (await changeJointly(ben, 1)).takeBack();
    expect(await lineOf(ada)).toMatchObject({ isOwn: true, answeredBy: [ada.name] });
    expect([await approve(ada, 3), await approve(ben, 3)]).toEqual([own, 'approved']);
  });

  it('washes nobody’s own answer away, written before or after it', async () => {
    await answer(ada, 0);
    await (await changeJointly(ada, 1)).takeBack();
    expect(await approve(ada, 3)).toBe(own);
    await (await changeJointly(ben, 3)).takeBack();
    await answer(ben, 5);
    expect([await approve(ada, 6), await approve(ben, 6)]).toEqual([alone, alone]);
  });

  it('leaves a joint change before it that stands with its author', async () => {
    await answer(ben, 0);
    await changeJointly(ada, 1);
    await (await changeJointly(ben, 2, 'IN_PLACE_WITH_CCW')).takeBack();
    await (await changeJointly(ada, 4, 'IN_PLACE_WITH_CCW')).takeBack();
    expect(await lineOf(ada)).toMatchObject({ answeredBy: [ada.name, ben.name].toSorted() });
  });

  it('counts in full where somebody touched the row since, so that nothing is taken back', async () => {
    const cleo = await ada.addMember({ role: 'COMPLIANCE_OFFICER', name: 'Cleo Cox' });
    await answer(ada, 0);
    const joint = await changeJointly(ben, 1);
    await answer(cleo, 2);
    expect((await joint.takeBack()).restored).toEqual([]);
    expect([await approve(ben, 3), await approve(cleo, 3)]).toEqual([alone, alone]);
  });

  it('after an approval leaves the answer with whoever wrote it, also when it is returned and reviewed anew', async () => {
    const cleo = await ada.addMember({ role: 'COMPLIANCE_OFFICER', name: 'Cleo Cox' });
    await answer(ada, 0);
    expect(await approve(ben, 1)).toBe('approved');
    await (await changeJointly(cleo, 1)).takeBack();
    await reviewRequirements(
      { act: cleo.grant('response:review'), read: cleo.grant('assessment:read') },
      assessmentId,
      { requirements: [{ requirementNumber: '2.2.2', basis: 3 }], what: 'RETURN', reason: 'Which servers?' },
    );
    expect(await lineOf(ada)).toMatchObject({ state: 'RETURNED', isOwn: true, answeredBy: [ada.name] });
    expect([await approve(ada, 3), await approve(cleo, 3)]).toEqual([own, 'approved']);
  });

  it('names the versions that it made in the log, and no later save of the same person is taken for one', async () => {
    await answer(ada, 0);
    const { changeId, takeBack } = await changeJointly(ben, 1);
    await takeBack();
    const [event] = await unsafeRows<{ text: string }>(
      `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = 'assessment.bulk-undone'`,
      [ada.organizationId],
    );
    expect(JSON.parse(event?.text ?? '').data).toMatchObject({ changeId, takenBack: ['2.2.2/0/3'] });
    await (await changeJointly(ben, 3)).takeBack();
    // The same answer saved by hand is nobody's taking back.
    await answer(ben, 5);
    expect(await approve(ben, 6)).toEqual(alone);
  });
});

it('a control owner’s joint change of what is approved, taken back, leaves the approval as it was', async () => {
  const owner = await ada.addMember({ role: 'CONTROL_OWNER' });
  await changeAssignments(ada.grant('assignment:manage'), {
    assessmentId,
    userId: owner.userId,
    requirementNumbers: ['2.2.2'],
    dueOn: null,
    what: 'ASSIGN',
  });
  await answer(ada, 0);
  expect(await approve(ben, 1)).toBe('approved');
  const grants = { record: owner.grant('response:record'), assign: null };
  for (const [basis, ready] of [
    [1, {}],
    [3, { ready: 'on' }],
  ] as const) {
    const fields = {
      requirements: [`2.2.2:${basis}`],
      finding: 'IN_PLACE_WITH_CCW',
      replace: 'on',
      ...ready,
    };
    const { changeId } = await changeMany(grants, assessmentId, parseInput(bulkInput, fields));
    expect((await lineOf(ada))?.state).toBe('CHANGED');
    await undoMany(grants, assessmentId, { changeId: changeId ?? '' });
    expect((await lineOf(ada))?.state).toBe('APPROVED');
  }
});

it.each([{}, { ready: 'on' }])(
  'an approval that lost its evidence between a joint change %j and its taking back stays out of date; the answer comes back',
  async (ready) => {
    const target = { assessmentId, requirementNumber: '2.2.2' };
    const evidenceId = await addTestFiles(ada, undefined, {}, target);
    await answer(ada, 0);
    const seen = await listSeen(ben.grant('assessment:read'), assessmentId);
    const { left } = await reviewRequirements(
      { act: ben.grant('response:review'), read: ben.grant('assessment:read') },
      assessmentId,
      {
        requirements: seen.filter((one) => one.requirementNumber === '2.2.2'),
        what: 'APPROVE',
        reason: '',
      },
    );
    expect(left).toEqual([]);
    const grants = { record: ada.grant('response:record'), assign: null };
    const fields = { requirements: ['2.2.2:1'], finding: 'IN_PLACE_WITH_CCW', replace: 'on', ...ready };
    const { changeId } = await changeMany(grants, assessmentId, parseInput(bulkInput, fields));
    await unlinkEvidence(ada.grant('evidence:attach'), evidenceId, target);
    const undone = await undoMany(grants, assessmentId, { changeId: changeId ?? '' });
    expect(undone).toEqual({ restored: ['2.2.2'], left: [] });
    expect(await lineOf(ada)).toMatchObject({ state: 'CHANGED', finding: 'IN_PLACE' });
  },
);

it('every save since the last approval counts, and none from before it', async () => {
  await answer(ada, 0);
  await answer(ben, 1);
  expect([await approve(ada, 2), await approve(ben, 2)]).toEqual([alone, alone]);
  const cleo = await ada.addMember({ role: 'COMPLIANCE_OFFICER', name: 'Cleo Cox' });
  expect(await approve(cleo, 2)).toBe('approved');
  await answer(ben, 2);
  expect(await lineOf(cleo)).toMatchObject({ isOwn: false, answeredBy: ['Ben Byrne'] });
  expect([await approve(ben, 3), await approve(ada, 3)]).toEqual([own, 'approved']);
});
