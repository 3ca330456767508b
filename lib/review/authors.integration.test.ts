import { beforeEach, describe, expect, it } from 'vitest';
import { readKey } from '@/lib/access/api-key';
import { grantForKey } from '@/lib/access/authorize';
import { unsafeMakeConfirmation } from '@/lib/access/confirmation';
import { makeServiceKey } from '@/lib/api-key/commands/key';
import { addServiceAccount, reviewServiceAccount } from '@/lib/api-key/commands/service-account';
import { changeAssignments } from '@/lib/assignment/commands';
import { makeOrganization, type TestMember, type TestOrganization } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { listChecklist } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { confirmShared, shareAnswers } from '@/lib/shared-answer/commands';
import { listShared, listShareLines } from '@/lib/shared-answer/queries';
import { reviewRequirements } from './commands';
import { listReviews, listSeen } from './queries/reviews';

let ada: TestOrganization;
let ben: TestMember;
let cleo: TestMember;
let assessmentId: string;

beforeEach(async () => {
  ada = await makeOrganization();
  ben = await ada.addMember({ role: 'COMPLIANCE_OFFICER', name: 'Ben Byrne' });
  cleo = await ada.addMember({ role: 'ADMINISTRATOR', name: 'Cleo Cox' });
  assessmentId = await makeAssessment(ada, 'A');
});

const number = '12.10.1';
const own = 'You answered it: somebody else reviews it.';
const alone = expect.stringContaining('You answered it, and nobody is left who may review it');

async function approve(who: TestMember, at = assessmentId, requirementNumber = number): Promise<string> {
  const read = who.grant('assessment:read');
  const requirements = (await listSeen(read, at)).filter(
    (one) => one.requirementNumber === requirementNumber,
  );
  const grants = { act: who.grant('response:review'), read };
  const { left } = await reviewRequirements(grants, at, { requirements, what: 'APPROVE', reason: '' });
  return left[0]?.why ?? 'approved';
}

async function write(grant: Parameters<typeof recordResponse>[0], version: number, at = assessmentId) {
  const changes = { finding: 'IN_PLACE', resultNote: `Seen ${version}` } as const;
  const target = { assessmentId: at, requirementNumber: number };
  const done = await recordResponse(grant, target, { row: 0, version, changes });
  expect(done.outcome).toBe('SAVED');
}
const answer = (who: TestMember, version: number, at = assessmentId) =>
  write(who.grant('response:record'), version, at);

describe('what a service account wrote', () => {
  const sure = (who: TestMember) => unsafeMakeConfirmation(who.userId);

  async function addRobot(owner: TestMember) {
    const robot = { name: 'Robot', purpose: 'Imports.', role: 'CONTROL_OWNER' as const };
    return addServiceAccount(owner.grant('api-key:manage'), sure(owner), robot);
  }

  async function keyMadeBy(maker: TestMember, membershipId: string) {
    const input = { name: 'Nightly', permissions: ['response:record' as const], days: 30 };
    const manage = maker.grant('api-key:manage');
    const { token } = await makeServiceKey(manage, sure(maker), membershipId, input);
    return grantForKey(
      await readKey(token, undefined, { counts: false, tell: () => undefined }),
      'response:record',
    );
  }

  async function assign(key: { actor: { userId: string | null } }) {
    await changeAssignments(ada.grant('assignment:manage'), {
      assessmentId,
      userId: key.actor.userId ?? '',
      requirementNumbers: [number],
      dueOn: null,
      what: 'ASSIGN',
    });
  }

  it('was written by whoever made its key and by whoever answered for it then', async () => {
    const { membershipId } = await addRobot(ada);
    const key = await keyMadeBy(cleo, membershipId);
    await assign(key);
    await write(key, 0);
    expect([await approve(ada), await approve(cleo)]).toEqual([own, own]);
    const head = { catalogueVersionId: 'pci-dss-4.0.1', questionnaireId: 'A' } as const;
    const read = ada.grant('assessment:read');
    const { rows } = await listReviews(read, assessmentId, await listChecklist(read, assessmentId, head));
    expect(rows.find(({ requirementNumber }) => requirementNumber === number)).toMatchObject({
      isOwn: true,
      answeredBy: [ada.name, 'Cleo Cox', 'Robot'].toSorted(),
    });
    expect(await approve(ben)).toBe('approved');
  });

  it('stays theirs when somebody else answers for the account later, whose it becomes only then', async () => {
    const { membershipId } = await addRobot(ada);
    const key = await keyMadeBy(ada, membershipId);
    await assign(key);
    await write(key, 0);
    await reviewServiceAccount(cleo.grant('api-key:manage'), sure(cleo), membershipId);
    expect(await approve(ada)).toBe(own);
    expect(await approve(cleo)).toBe('approved');
    await write(key, 1);
    expect([await approve(ada), await approve(cleo)]).toEqual([own, own]);
  });
});

describe('what was taken from another assessment', () => {
  let target: string;
  beforeEach(async () => {
    target = await makeAssessment(ada, 'A-EP');
  });
  const grants = (who: TestMember) => ({
    record: who.grant('response:record'),
    attach: who.grant('evidence:attach'),
  });

  async function share(who: TestMember, from = assessmentId, to = target) {
    const lines = await listShareLines(who.grant('assessment:read'), from, { requirementNumber: number });
    const entries = lines.filter((one) => one.assessmentId === to);
    const { shared } = await shareAnswers(grants(who), from, { entries });
    expect(shared).toHaveLength(1);
  }

  it('was written by the authors of its source, and by whoever used it', async () => {
    await answer(ada, 0);
    await share(ben);
    expect([await approve(ada, target), await approve(ben, target)]).toEqual([own, own]);
    expect(await approve(cleo, target)).toBe('approved');
  });

  it('through a third one too, and not by who wrote the source later', async () => {
    const third = await makeAssessment(ada, 'C');
    await answer(ada, 0);
    await share(ben);
    await share(ben, target, third);
    await answer(cleo, 1);
    expect([await approve(ada, third), await approve(ben, third)]).toEqual([own, own]);
    expect(await approve(cleo, third)).toBe('approved');
  });

  it('and what a confirmation takes over is its author’s of then', async () => {
    await answer(ada, 0);
    await share(ben);
    expect(await approve(cleo, target)).toBe('approved');
    await answer(cleo, 1);
    const entries = await listShared(ben.grant('assessment:read'), target, number);
    await confirmShared(grants(ben), target, { entries });
    expect(await approve(cleo, target)).toEqual(alone);
  });

  it('and stays theirs when what an approval rested on changes', async () => {
    await answer(ada, 0);
    await share(ben);
    expect(await approve(cleo, target)).toBe('approved');
    const read = cleo.grant('assessment:read');
    const act = cleo.grant('response:review');
    const requirements = (await listSeen(read, target)).filter((one) => one.requirementNumber === number);
    await reviewRequirements({ act, read }, target, { requirements, what: 'RETURN', reason: 'Which?' });
    expect([await approve(ada, target), await approve(ben, target)]).toEqual([own, own]);
  });
});
