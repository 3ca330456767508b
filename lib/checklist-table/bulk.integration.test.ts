import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { listChecklist } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { reviewRequirements } from '@/lib/review/commands';
import { changeTags } from '@/lib/tag/commands';
import { changeMany, previewMany } from './commands/bulk';
import { undoMany } from './commands/undo';
import { getTableFacts } from './queries';
import { bulkInput } from './schema';

let ours: TestOrganization;
let officer: TestMember;
let owner: TestMember;
let assessmentId: string;

beforeAll(async () => {
  ours = await makeOrganization();
  officer = await ours.addMember({ role: 'COMPLIANCE_OFFICER', name: 'Ola Officer' });
  owner = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
});
beforeEach(async () => {
  assessmentId = await makeAssessment(ours, 'A');
});

const grantsOf = (who: TestMember, assigns = true) => ({
  record: who.grant('response:record'),
  assign: assigns ? who.grant('assignment:manage') : null,
});
const seen = (...numbers: string[]) =>
  numbers.map((number) => (number.includes(':') ? number : `${number}:0`));
const wish = (fields: object) => parseInput(bulkInput, fields);
const change = (who: TestMember, fields: object) => changeMany(grantsOf(who), assessmentId, wish(fields));

async function answer(requirementNumber: string, finding: 'IN_PLACE' | 'NOT_IN_PLACE', version = 0) {
  await recordResponse(
    ours.grant('response:record'),
    { assessmentId, requirementNumber },
    { row: 0, version, changes: { finding } },
  );
}

async function itemOf(requirementNumber: string) {
  const head = { catalogueVersionId: 'pci-dss-4.0.1', questionnaireId: 'A' } as const;
  const { items } = await listChecklist(ours.grant('assessment:read'), assessmentId, head);
  return items.find((item) => item.requirementNumber === requirementNumber);
}
const findingOf = async (number: string) => (await itemOf(number))?.rows[0]?.finding;
const factsOf = async (number: string) =>
  (await getTableFacts(ours.grant('assessment:read'), assessmentId)).byNumber[number] ?? {};
const eventsOf = (like: string) =>
  unsafeRows<{ type: string; text: string }>(
    `SELECT "type", "text" FROM "AuditEvent" WHERE "subjectId" LIKE $1 AND "type" LIKE $2 ORDER BY "sequence"`,
    [`${assessmentId}%`, like],
  );

describe('a joint change', () => {
  it('answers, assigns, tags and says ready in one go, and one undo takes all of it back', async () => {
    const fields = {
      requirements: seen('2.2.2', '8.3.6'),
      finding: 'IN_PLACE',
      userId: owner.userId,
      dueOn: '2099-01-31',
      addTags: ['network  team', 'Phase 2'],
      ready: true,
    };
    const preview = await previewMany(grantsOf(ours), assessmentId, wish(fields));
    const { plan, changeId } = await change(ours, fields);
    expect(plan).toEqual(preview);
    expect(plan.map(({ part, changes, left }) => [part, changes.length, left.length])).toEqual([
      ['ANSWER', 2, 0],
      ['ASSIGN', 2, 0],
      ['TAG', 2, 0],
      ['READY', 2, 0],
    ]);
    expect(await itemOf('2.2.2')).toMatchObject({
      rows: [{ finding: 'IN_PLACE', version: 1 }],
      review: 'READY',
    });
    expect(await factsOf('8.3.6')).toMatchObject({
      people: [{ userId: owner.userId, dueOn: '2099-01-31' }],
      tags: ['network team', 'Phase 2'],
    });
    const undone = await undoMany(grantsOf(ours), assessmentId, { changeId: changeId ?? '' });
    expect(undone).toEqual({ restored: ['2.2.2', '8.3.6'], left: [] });
    expect(await itemOf('2.2.2')).toMatchObject({ rows: [{ finding: null, version: 2 }], review: null });
    expect(await factsOf('8.3.6')).toEqual({});
    const again = undoMany(grantsOf(ours), assessmentId, { changeId: changeId ?? '' });
    await expect(again).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await eventsOf('assessment.bulk-%')).map(({ type }) => type)).toEqual([
      'assessment.bulk-changed',
      'assessment.bulk-undone',
    ]);
    const [tagged, untagged] = (await eventsOf('response.tagged')).filter(({ text }) =>
      text.includes('2.2.2'),
    );
    expect(JSON.parse(tagged?.text ?? '').data.changes.tags).toEqual({
      from: [],
      to: ['network team', 'Phase 2'],
    });
    expect(JSON.parse(untagged?.text ?? '').data.changes.tags).toEqual({
      from: ['network team', 'Phase 2'],
      to: [],
    });
  });

  it('leaves another answer unless it is to be replaced, and says why', async () => {
    await answer('2.2.2', 'NOT_IN_PLACE');
    const requirements = seen('2.2.2:1', '8.3.6', '99.9.9', '12.8.1:7');
    const { plan } = await change(ours, { requirements, finding: 'IN_PLACE' });
    expect(plan[0]?.changes).toEqual([
      {
        requirementNumber: '8.3.6',
        from: 'Unanswered',
        to: 'In Place, only claimed until evidence and a test that was met are there',
      },
    ]);
    expect(plan[0]?.left).toEqual([
      { requirementNumber: '2.2.2', why: 'It says Not in Place, which is kept.' },
      { requirementNumber: '99.9.9', why: 'It is not part of the questionnaire, or not yours.' },
      { requirementNumber: '12.8.1', why: 'Its answer was changed meanwhile. Look at it again.' },
    ]);
    expect(await findingOf('2.2.2')).toBe('NOT_IN_PLACE');
    expect(await findingOf('12.8.1')).toBeNull();
    await change(ours, { requirements: seen('2.2.2:1'), finding: 'IN_PLACE', replace: 'on' });
    expect(await findingOf('2.2.2')).toBe('IN_PLACE');
  });

  it('gives an approval back with the answer that it was given for, never to another one', async () => {
    await answer('2.2.2', 'IN_PLACE');
    await answer('8.3.6', 'IN_PLACE');
    const act = officer.grant('response:review');
    const read = officer.grant('assessment:read');
    const requirements = ['2.2.2', '8.3.6'].map((requirementNumber) => ({ requirementNumber, basis: 1 }));
    await reviewRequirements({ act, read }, assessmentId, { requirements, what: 'APPROVE', reason: '' });
    const { changeId } = await change(ours, {
      requirements: seen('2.2.2:1', '8.3.6:1'),
      finding: 'NOT_IN_PLACE',
      replace: 'on',
    });
    expect((await itemOf('2.2.2'))?.review).toBe('CHANGED');
    await answer('8.3.6', 'IN_PLACE', 2);
    const undone = await undoMany(grantsOf(ours), assessmentId, { changeId: changeId ?? '' });
    expect(undone.restored).toEqual(['2.2.2']);
    expect(undone.left).toMatchObject([{ requirementNumber: '8.3.6' }]);
    expect(await itemOf('2.2.2')).toMatchObject({ rows: [{ finding: 'IN_PLACE' }], review: 'APPROVED' });
    expect((await itemOf('8.3.6'))?.review).toBe('CHANGED');
  });

  it('gives the earlier day back, and leaves tags that somebody changed since', async () => {
    const assign = { assessmentId, userId: owner.userId, what: 'ASSIGN' as const };
    await changeAssignments(ours.grant('assignment:manage'), {
      ...assign,
      requirementNumbers: ['2.2.2'],
      dueOn: '2098-01-01',
    });
    const { changeId } = await change(ours, {
      requirements: seen('2.2.2', '8.3.6'),
      userId: owner.userId,
      dueOn: '2099-01-01',
      addTags: ['night'],
    });
    const target = { assessmentId, requirementNumber: '8.3.6' };
    await changeTags(ours.grant('response:record'), target, { tags: ['day'], version: 1 });
    const undone = await undoMany(grantsOf(ours), assessmentId, { changeId: changeId ?? '' });
    expect(undone.left).toMatchObject([{ requirementNumber: '8.3.6' }]);
    expect(await factsOf('2.2.2')).toEqual({ people: [{ userId: owner.userId, dueOn: '2098-01-01' }] });
    expect(await factsOf('8.3.6')).toEqual({ tags: ['day'] });
  });
});

describe('refused is', () => {
  const fields = { requirements: seen('2.2.2'), finding: 'IN_PLACE' };

  it('a foreign assessment, in preview, change and undo', async () => {
    const stranger = await makeOrganization();
    for (const work of [
      () => previewMany(grantsOf(stranger), assessmentId, wish(fields)),
      () => changeMany(grantsOf(stranger), assessmentId, wish(fields)),
      () => undoMany(grantsOf(stranger), assessmentId, { changeId: assessmentId }),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const { changeId } = await change(ours, fields);
    const other = undoMany(grantsOf(officer), assessmentId, { changeId: changeId ?? '' });
    await expect(other, 'a colleague does not undo it').rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([{ status: 'SIGNED' as const }, { archived: true }])('an assessment that is %o', async (state) => {
    assessmentId = await makeAssessment(ours, 'A', state);
    await expect(change(ours, fields)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each<[string, { finding?: string; userId?: string; dueOn?: string }, string]>([
    ['an answer that is not offered', { finding: 'NOT_TESTED' }, 'finding'],
    ['a day that is over', { userId: 'OWNER', dueOn: '2020-01-01' }, 'dueOn'],
    ['a role that does not answer', { userId: 'READER' }, 'userId'],
  ])('%s', async (_, more, field) => {
    const reader = await ours.addMember({ role: 'MANAGER' });
    const userId = { OWNER: owner.userId, READER: reader.userId }[more.userId as 'OWNER'] ?? '';
    const work = change(ours, { requirements: seen('2.2.2'), ...more, userId });
    await expect(work).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { [field]: [expect.any(String)] },
    });
  });

  it.each([
    ['nothing to change', {}],
    ['no requirement', { requirements: [], ready: 'on' }],
    ['301 requirements', { requirements: Array(301).fill('2.2.2:0'), ready: 'on' }],
    ['a number that is none', { requirements: ['../x:0'], ready: 'on' }],
    ['a tag of 100 KB', { addTags: ['x'.repeat(100_000)] }],
    ['a tag with a control character', { addTags: ['a\u0007b'] }],
    ['a tag with a comma', { addTags: ['a,b'] }],
    ['an unknown field', { ready: 'on', admin: true }],
  ])('%s', (_, more) => {
    expect(() => wish({ requirements: seen('2.2.2'), ...more })).toThrowError(
      expect.objectContaining({ code: 'INVALID' }),
    );
  });

  it('what a control owner does not have, and assigning without the right', async () => {
    const assign = { assessmentId, userId: owner.userId, what: 'ASSIGN' as const, dueOn: null };
    await changeAssignments(ours.grant('assignment:manage'), { ...assign, requirementNumbers: ['2.2.2'] });
    const both = wish({ requirements: seen('2.2.2', '8.3.6'), finding: 'IN_PLACE', addTags: ['mine'] });
    const { plan } = await changeMany(grantsOf(owner, false), assessmentId, both);
    for (const { changes, left } of plan) {
      expect(changes.map((one) => one.requirementNumber)).toEqual(['2.2.2']);
      expect(left).toEqual([
        { requirementNumber: '8.3.6', why: 'It is not part of the questionnaire, or not yours.' },
      ]);
    }
    expect(await findingOf('8.3.6')).toBeNull();
    const assigning = wish({ requirements: seen('2.2.2'), userId: owner.userId });
    await expect(changeMany(grantsOf(owner, false), assessmentId, assigning)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
