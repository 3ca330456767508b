import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeAssignments } from '@/lib/assignment/commands';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { removeView, renameView, saveView } from './commands/view';
import { getTableFacts } from './queries';
import { viewInput } from './schema';

let ours: TestOrganization;
let owner: TestMember;
let assessmentId: string;

beforeAll(async () => {
  ours = await makeOrganization();
  owner = await ours.addMember({ role: 'CONTROL_OWNER' });
});
beforeEach(async () => {
  assessmentId = await makeAssessment(ours, 'A');
});

const save = (who: TestMember, name: string, query = 'owner=me&due=overdue') =>
  saveView(who.grant('response:record'), assessmentId, parseInput(viewInput, { name, query }));
const viewsOf = async (who: TestMember) =>
  (await getTableFacts(who.grant('assessment:read'), assessmentId)).views;

describe('a saved view', () => {
  it('is seen by colleagues, renamed, deleted, and each leaves its event', async () => {
    const { viewId } = await save(ours, 'Overdue of mine', 'owner=me&due=overdue&colour=red');
    expect(await viewsOf(await ours.addMember({ role: 'MANAGER' }))).toEqual([
      { viewId, name: 'Overdue of mine', query: 'owner=me&due=overdue', version: 1, mayChange: false },
    ]);
    const grant = ours.grant('response:record');
    await renameView(grant, assessmentId, { viewId, version: 1, name: 'Late' });
    await expect(
      renameView(grant, assessmentId, { viewId, version: 1, name: 'Later' }),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await removeView(grant, assessmentId, { viewId, version: 2 });
    expect(await viewsOf(ours)).toEqual([]);
    await save(ours, 'late');
    const events = await unsafeRows<{ type: string }>(
      `SELECT "type" FROM "AuditEvent" WHERE "subjectId" = $1 ORDER BY "sequence"`,
      [viewId],
    );
    expect(events.map(({ type }) => type)).toEqual([
      'table-view.saved',
      'table-view.changed',
      'table-view.removed',
    ]);
  });

  it('has a name of its own, whatever the capitals', async () => {
    await save(ours, 'Late');
    await expect(save(ours, 'LATE')).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { name: [expect.stringContaining('already')] },
    });
  });

  it('of an assessment that a control owner does not see stays unseen; somebody else’s is not theirs to change', async () => {
    const { viewId } = await save(ours, 'Late');
    expect(await viewsOf(owner)).toEqual([]);
    await expect(save(owner, 'Mine')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await changeAssignments(ours.grant('assignment:manage'), {
      assessmentId,
      userId: owner.userId,
      requirementNumbers: ['2.2.2'],
      dueOn: null,
      what: 'ASSIGN',
    });
    expect(await viewsOf(owner)).toMatchObject([{ name: 'Late', mayChange: false }]);
    const grant = owner.grant('response:record');
    for (const work of [
      renameView(grant, assessmentId, { viewId, version: 1, name: 'Mine' }),
      removeView(grant, assessmentId, { viewId, version: 1 }),
    ]) {
      await expect(work).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    const own = await save(owner, 'Mine');
    await removeView(grant, assessmentId, { viewId: own.viewId, version: 1 });
  });

  it('of one person is one of ten; colleagues still save theirs', async () => {
    await changeAssignments(ours.grant('assignment:manage'), {
      assessmentId,
      userId: owner.userId,
      requirementNumbers: ['2.2.2'],
      dueOn: null,
      what: 'ASSIGN',
    });
    for (let count = 0; count < 10; count += 1) await save(owner, `View ${count}`);
    await expect(save(owner, 'One more')).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('10'),
    });
    await save(ours, 'One more');
  });

  it.each([
    ['signed', `"status" = 'SIGNED', "signedAt" = now()`],
    ['archived', '"archivedAt" = now()'],
  ])('of an assessment that is %s keeps its name; others are saved and deleted', async (_, set) => {
    const { viewId } = await save(ours, 'Late');
    await unsafeRows(`UPDATE "Assessment" SET ${set} WHERE "id" = $1`, [assessmentId]);
    const grant = ours.grant('response:record');
    const renamed = renameView(grant, assessmentId, { viewId, version: 1, name: 'Later' });
    await expect(renamed).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await save(ours, 'Another');
    await removeView(grant, assessmentId, { viewId, version: 1 });
    expect((await viewsOf(ours)).map(({ name }) => name)).toEqual(['Another']);
  });

  it('of another organization does not exist', async () => {
    const { viewId } = await save(ours, 'Late');
    const stranger = (await makeOrganization()).grant('response:record');
    await expect(removeView(stranger, assessmentId, { viewId, version: 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const other = await makeAssessment(ours, 'A');
    const elsewhere = removeView(ours.grant('response:record'), other, { viewId, version: 1 });
    await expect(elsewhere).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    ['no name', { name: ' ', query: '' }],
    ['a name of 61 characters', { name: 'x'.repeat(61), query: '' }],
    ['a control character', { name: 'a\u0000b', query: '' }],
    ['100 KB of filters', { name: 'x', query: 'tag=x'.repeat(20_000) }],
  ])('with %s is refused', (_, input) => {
    expect(() => parseInput(viewInput, input)).toThrowError(expect.objectContaining({ code: 'INVALID' }));
  });

  it('takes signs of a name as they are', async () => {
    await save(ours, 'axb');
    await save(ours, 'a_b');
    await save(ours, 'a\\_b');
    await expect(save(ours, 'a\\_B')).rejects.toMatchObject({ code: 'INVALID' });
    expect((await viewsOf(ours)).map(({ name }) => name).sort()).toEqual(['a\\_b', 'a_b', 'axb']);
  });
});
