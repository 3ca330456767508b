import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  makeOrganization,
  type TestMember,
  type TestOrganization,
  unsafeOwner,
  unsafeRows,
  untilWaitedFor,
} from '@/lib/platform/testing';
import { recordResponse } from './commands';
import type { ResponseChanges } from './model';
import { getResponses } from './queries';
import { makeAssessment } from './testing';

let ours: TestOrganization;
let colleague: TestMember;
let assessmentId: string;

beforeAll(async () => {
  ours = await makeOrganization({ name: 'Priya Raman' });
  colleague = await ours.addMember({ name: 'Hanne Beck' });
  assessmentId = await makeAssessment(ours, 'A');
});

type Save = { id: string; version: number; changes: ResponseChanges };

const send = (requirementNumber: string, save: Save, by: TestMember = ours, id = assessmentId) =>
  recordResponse(by.grant('response:record'), { assessmentId: id, requirementNumber }, { row: 0, ...save });
const stored = async (requirementNumber: string) =>
  (await getResponses(ours.grant('assessment:read'), assessmentId, requirementNumber))[0];
const eventsOf = (requirementNumber: string) =>
  unsafeRows<{ text: string }>(
    `SELECT "text" FROM "AuditEvent" WHERE "organizationId" = $1 AND "subjectId" = $2 ORDER BY "sequence"`,
    [ours.organizationId, `${assessmentId}/pci-dss:${requirementNumber}/0`],
  );
const made = (version: number, changes: ResponseChanges): Save => ({ id: randomUUID(), version, changes });

describe('a save that is sent again', () => {
  test('gets the answer of the first time, and makes one version and one event', async () => {
    const save = made(0, { finding: 'IN_PLACE', resultNote: 'Seen' });
    const first = await send('6.3.3', save);
    expect(first).toMatchObject({ outcome: 'SAVED', version: 1, savedByName: 'Priya Raman' });
    const again = await send('6.3.3', save);
    expect(again).toMatchObject({ outcome: 'SAVED', version: 1, savedByName: 'Priya Raman' });
    expect((await stored('6.3.3'))?.version).toBe(1);
    const events = await eventsOf('6.3.3');
    expect(events).toHaveLength(1);
    expect(JSON.parse(events[0]?.text ?? '').data.save).toBe(save.id);
  });

  test('ten times at once is done once', async () => {
    const save = made(0, { finding: 'NOT_IN_PLACE' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => send('6.3.1', save)));
    for (const answer of answers) expect(answer).toMatchObject({ outcome: 'SAVED', version: 1 });
    expect(await eventsOf('6.3.1')).toHaveLength(1);
  });

  test('is known after a colleague has saved on top, whose answer stays', async () => {
    const save = made(0, { resultNote: 'Mine' });
    await send('8.3.1', save);
    await send('8.3.1', made(1, { resultNote: 'Theirs, on top of it' }), colleague);
    expect(await send('8.3.1', save)).toMatchObject({ outcome: 'SAVED', version: 1 });
    expect(await stored('8.3.1')).toMatchObject({
      version: 2,
      fields: { resultNote: 'Theirs, on top of it' },
    });
    expect(await eventsOf('8.3.1')).toHaveLength(2);
  });

  test('is known after the assessment was signed', async () => {
    const other = await makeAssessment(ours, 'A');
    const save = made(0, { finding: 'IN_PLACE' });
    await send('6.3.3', save, ours, other);
    await unsafeRows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
      other,
    ]);
    expect(await send('6.3.3', save, ours, other)).toMatchObject({ outcome: 'SAVED', version: 1 });
    await expect(send('6.3.3', made(1, { finding: null }), ours, other)).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
  });
});

describe('the id of a save', () => {
  test('says nothing about another person, another row or another save', async () => {
    const save = made(0, { resultNote: 'First' });
    await send('8.3.5', save);
    expect(await send('8.3.5', { ...save, changes: { resultNote: 'X' } }, colleague)).toMatchObject({
      outcome: 'CONFLICT',
    });
    expect(await send('8.3.5', made(0, { resultNote: 'Y' }))).toMatchObject({ outcome: 'CONFLICT' });
    await send('8.3.6', made(0, { resultNote: 'Other row' }));
    expect(await send('8.3.6', save)).toMatchObject({ outcome: 'CONFLICT' });
    expect((await stored('8.3.5'))?.version).toBe(1);
  });

  test.each<[string, ResponseChanges, ResponseChanges]>([
    ['another text', { resultNote: 'First' }, { resultNote: 'Second' }],
    ['a field more', { resultNote: 'First' }, { resultNote: 'First', finding: 'IN_PLACE' }],
    ['a field less', { resultNote: 'First', finding: 'IN_PLACE' }, { finding: 'IN_PLACE' }],
    ['another field', { planTargetOn: '2027-01-31' }, { planOwner: 'Hanne' }],
    ['no day any more', { planTargetOn: '2027-01-31' }, { planTargetOn: null }],
  ])('hides nothing else that is sent under it: %s', async (_words, first, second) => {
    const other = await makeAssessment(ours, 'A');
    const save = made(0, first);
    await send('8.3.7', save, ours, other);
    expect(await send('8.3.7', { ...save, changes: second }, ours, other)).toMatchObject({
      outcome: 'CONFLICT',
      current: { version: 1, fields: first },
    });
    expect(await send('8.3.7', save, ours, other)).toMatchObject({ outcome: 'SAVED', version: 1 });
  });

  test('is known with a field that said the same before, also after that was changed', async () => {
    const other = await makeAssessment(ours, 'A');
    await send('8.3.7', made(0, { planOwner: 'Hanne' }), ours, other);
    const save = made(1, { planOwner: 'Hanne', planTargetOn: null, resultNote: 'Seen' });
    await send('8.3.7', save, ours, other);
    expect(await send('8.3.7', save, ours, other)).toMatchObject({ outcome: 'SAVED', version: 2 });
    await send('8.3.7', made(2, { planOwner: 'Otto', planTargetOn: '2027-01-31' }), colleague, other);
    await send('8.3.7', made(3, { planOwner: 'Ona' }), colleague, other);
    expect(await send('8.3.7', save, ours, other)).toMatchObject({ outcome: 'SAVED', version: 2 });
    const changed = { ...save, changes: { ...save.changes, planOwner: 'Ona' } };
    expect(await send('8.3.7', changed, ours, other)).toMatchObject({ outcome: 'CONFLICT' });
  });
});

test('a save that waited for a change of the questionnaire is kept where that asks the requirement too', async () => {
  const other = await makeAssessment(ours, 'A');
  const holder = await unsafeOwner().connect();
  try {
    await holder.query('BEGIN');
    await holder.query(`UPDATE "Assessment" SET "questionnaireId" = 'A-EP' WHERE "id" = $1`, [other]);
    const saving = send('8.3.5', made(0, { resultNote: 'Waited' }), ours, other);
    await untilWaitedFor(holder);
    await holder.query('COMMIT');
    expect(await saving).toMatchObject({ outcome: 'SAVED', version: 1 });
  } finally {
    holder.release();
  }
});
