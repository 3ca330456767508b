import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import type { ResponseChanges } from '@/lib/response/model';
import { getResponses } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { importChecklist } from './commands';
import { downloadChecklist } from './download';
import type { ColumnKey, ExchangeFormat } from './model';
import { previewImport } from './preview';
import { readExchangeSheet } from './queries';
import { editedWorkbook, sheetPart, withCell } from './testing';

let ours: TestOrganization;
let theirs: TestOrganization;
let owner: TestMember;
let assessmentId: string;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization({ name: 'Priya Raman' }), makeOrganization()]);
  owner = await ours.addMember({ role: 'CONTROL_OWNER', name: 'Ona Owner' });
  assessmentId = await makeAssessment(ours, 'A');
});

type Edit = [requirementNumber: string, key: ColumnKey, text: string];

const save = (requirementNumber: string, version: number, changes: ResponseChanges, id = assessmentId) =>
  recordResponse(
    ours.grant('response:record'),
    { assessmentId: id, requirementNumber },
    { row: 0, version, changes },
  );
const download = (id = assessmentId, who: TestMember = ours, format: ExchangeFormat = 'XLSX') =>
  downloadChecklist(who.grant('assessment:read'), id, format);
const answerOf = async (number: string, id = assessmentId) =>
  (await getResponses(ours.grant('assessment:read'), id, number))[0];

/** A file that was taken offline, with some cells written. */
async function answeredFile(
  edits: readonly Edit[],
  id = assessmentId,
  who: TestMember = ours,
): Promise<Buffer> {
  const { sheet } = await readExchangeSheet(who.grant('assessment:read'), id);
  const { bytes } = await download(id, who);
  return editedWorkbook(bytes, (parts) => {
    for (const [number, key, text] of edits) {
      const line = sheet.rows.findIndex((row) => row.requirementNumber === number) + 2;
      parts[sheetPart] = withCell(parts[sheetPart] ?? '', line, key, text);
    }
  });
}

function preview(bytes: Buffer, id = assessmentId, who: TestMember = ours, stopsOnProblems = false) {
  const grants = { reading: who.grant('assessment:read'), recording: who.grant('response:record') };
  return previewImport(grants, id, { name: 'checklist.xlsx', bytes, stopsOnProblems });
}

const confirm = (sealed: string, chosen: string[] = [], id = assessmentId, who: TestMember = ours) =>
  importChecklist(who.grant('response:record'), id, { sealed, chosen });

async function assign(number: string, to: TestMember, id = assessmentId) {
  await unsafeRows(
    `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById") VALUES ($1, $2, $3, $4, $5, $6)`,
    [ours.organizationId, randomUUID(), id, `pci-dss:${number}`, to.userId, ours.userId],
  );
}

const events = (type: string, id: string) =>
  unsafeRows<{ data: Record<string, unknown>; subjectId: string; actorName: string }>(
    `SELECT "subjectId", "actorName", "text"::jsonb -> 'data' AS "data" FROM "AuditEvent" WHERE "organizationId" = $1 AND "type" = $2 AND "subjectId" LIKE $3 ORDER BY "sequence"`,
    [ours.organizationId, type, `${id}%`],
  );

const done = (changed: number, leftOut = 0, notChosen = 0) => ({
  changed,
  overtaken: [],
  leftOut,
  notChosen,
});

describe('taking a checklist offline', () => {
  test('the whole one holds every answer row, and the log says that it left', async () => {
    const id = await makeAssessment(ours, 'A');
    const { sheet } = await readExchangeSheet(ours.grant('assessment:read'), id);
    expect(sheet.isPart).toBe(false);
    expect(sheet.rows.length).toBeGreaterThan(sheet.requirementNumbers.length - 1);
    for (const format of ['XLSX', 'CSV'] as const) await download(id, ours, format);
    expect(await events('checklist.exported', id)).toMatchObject([
      { actorName: 'Priya Raman', data: { format: 'XLSX', isPart: false, rows: sheet.rows.length } },
      { data: { format: 'CSV', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ]);
  });

  test('a control owner gets what is assigned to them, and the file says that it is a part', async () => {
    const id = await makeAssessment(ours, 'A');
    await assign('2.2.2', owner, id);
    const { sheet } = await readExchangeSheet(owner.grant('assessment:read'), id);
    expect(sheet.rows.map(({ requirementNumber }) => requirementNumber)).toEqual(['2.2.2']);
    expect(sheet.rows[0]?.assigned).toEqual(['Ona Owner']);
    const csv = Buffer.from((await download(id, owner, 'CSV')).bytes).toString('utf8');
    expect(csv).toContain('Inplace checklist 1, CSV, a part');
    const { headers } = await download(id, owner);
    expect(decodeURIComponent(headers['content-disposition'] ?? '')).toContain('checklist, a part,');
  });

  test('another organization and whoever has nothing in it find nothing', async () => {
    await expect(download(assessmentId, theirs)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(download(await makeAssessment(ours, 'A'), owner)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('bringing it back', () => {
  test('shows what would change, changes nothing before, and then all of it with its events', async () => {
    const id = await makeAssessment(ours, 'A');
    await save('8.3.5', 0, { finding: 'IN_PLACE' }, id);
    const file = await answeredFile(
      [
        ['2.2.2', 'finding', 'In Place'],
        ['8.3.5', 'finding', 'Not in Place'],
        ['8.3.5', 'planAction', '=Longer passwords'],
        ['6.3.3', 'finding', 'Perhaps'],
      ],
      id,
    );
    const shown = await preview(file, id);
    expect(shown.willChange.map(({ requirementNumber }) => requirementNumber)).toEqual(['2.2.2', '8.3.5']);
    expect(shown.problems).toMatchObject([{ requirementNumber: '6.3.3', column: 'E' }]);
    expect((await answerOf('2.2.2', id))?.version).toBe(0);
    expect(await confirm(shown.sealed, [], id)).toEqual(done(2, 1));
    expect((await answerOf('8.3.5', id))?.fields).toMatchObject({
      finding: 'NOT_IN_PLACE',
      planAction: '=Longer passwords',
    });
    expect(await events('response.recorded', id)).toMatchObject([
      { data: { requirementNumber: '8.3.5', version: 1 } },
      {
        data: {
          requirementNumber: '2.2.2',
          version: 1,
          changes: { finding: { from: null, to: 'IN_PLACE' } },
        },
      },
      { data: { requirementNumber: '8.3.5', version: 2 } },
    ]);
    expect(await events('checklist.imported', id)).toMatchObject([
      { subjectId: id, data: { changed: 2, overtaken: 0, leftOut: 1 } },
    ]);
    const [verdict] = await unsafeRows<{ broken: number }>(
      `SELECT (count(*) FILTER (WHERE "hash" <> chain_hash("previousHash", "sequence", "at", "text") OR "previousHash" <> "before"))::int AS broken
         FROM (SELECT *, lag("hash", 1, repeat('0', 64)) OVER (ORDER BY "sequence") AS "before" FROM "AuditEvent" WHERE "organizationId" = $1) e`,
      [ours.organizationId],
    );
    expect(verdict?.broken).toBe(0);
  });

  test('a second confirmation of the same preview changes nothing more', async () => {
    const id = await makeAssessment(ours, 'A');
    const { sealed } = await preview(await answeredFile([['2.2.2', 'finding', 'In Place']], id), id);
    await confirm(sealed, [], id);
    expect(await confirm(sealed, [], id)).toMatchObject({
      changed: 0,
      overtaken: [{ requirementNumber: '2.2.2' }],
    });
    expect(await events('checklist.imported', id)).toHaveLength(1);
  });

  test('what somebody changed meanwhile is left out unless it is chosen, and rows left alone bring nothing back', async () => {
    const id = await makeAssessment(ours, 'A');
    await save('2.2.2', 0, { resultNote: 'Old' }, id);
    await save('8.3.5', 0, { resultNote: 'Old' }, id);
    const file = await answeredFile([['2.2.2', 'resultNote', 'Mine']], id);
    await save('2.2.2', 1, { resultNote: 'Theirs' }, id);
    await save('8.3.5', 1, { resultNote: 'Newer' }, id);
    const shown = await preview(file, id);
    expect(shown).toMatchObject({ willChange: [], problems: [] });
    expect(shown.changedMeanwhile).toMatchObject([
      { requirementNumber: '2.2.2', version: 2, differences: [{ from: 'Theirs', to: 'Mine' }] },
    ]);
    expect(await confirm(shown.sealed, [], id)).toEqual(done(0, 1, 1));
    expect((await answerOf('2.2.2', id))?.fields.resultNote).toBe('Theirs');
    expect(await confirm(shown.sealed, ['2.2.2/0'], id)).toMatchObject({ changed: 1, leftOut: 0 });
    expect((await answerOf('2.2.2', id))?.fields.resultNote).toBe('Mine');
    expect((await answerOf('8.3.5', id))?.fields.resultNote).toBe('Newer');
  });

  test('a row that changes between preview and confirmation is reported and keeps what was written', async () => {
    const id = await makeAssessment(ours, 'A');
    const file = await answeredFile(
      [
        ['2.2.2', 'finding', 'In Place'],
        ['8.3.5', 'finding', 'In Place'],
      ],
      id,
    );
    const shown = await preview(file, id);
    const strict = await preview(file, id, ours, true);
    await save('8.3.5', 0, { finding: 'NOT_IN_PLACE' }, id);
    await expect(confirm(strict.sealed, [], id)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await answerOf('2.2.2', id))?.version, 'nothing of it stays').toBe(0);
    expect(await events('checklist.imported', id)).toEqual([]);
    const overtaken = [{ requirementNumber: '8.3.5', row: 0 }];
    expect(await confirm(shown.sealed, [], id)).toEqual({ ...done(1), overtaken });
    expect((await answerOf('8.3.5', id))?.fields.finding).toBe('NOT_IN_PLACE');
  });

  test('whoever asks to stop changes nothing while something does not fit', async () => {
    const edits: Edit[] = [
      ['2.2.2', 'finding', 'In Place'],
      ['8.3.5', 'finding', 'Perhaps'],
    ];
    const { sealed } = await preview(await answeredFile(edits), assessmentId, ours, true);
    await expect(confirm(sealed)).rejects.toMatchObject({ code: 'INVALID' });
    expect((await answerOf('2.2.2'))?.version).toBe(0);
  });

  test('a preview counts for its person and its assessment alone, and as it was made', async () => {
    const other = await makeAssessment(ours, 'A');
    const colleague = await ours.addMember();
    const { sealed } = await preview(await answeredFile([['2.2.2', 'finding', 'In Place']]));
    await expect(confirm(sealed, [], assessmentId, colleague)).rejects.toMatchObject({ code: 'INVALID' });
    await expect(confirm(sealed, [], other)).rejects.toMatchObject({ code: 'INVALID' });
    const middle = Math.floor(sealed.length / 2);
    const forged = `${sealed.slice(0, middle)}${sealed[middle] === 'A' ? 'B' : 'A'}${sealed.slice(middle + 1)}`;
    await expect(confirm(forged)).rejects.toMatchObject({ code: 'INVALID' });
    await expect(confirm('')).rejects.toMatchObject({ code: 'INVALID' });
  });

  test('a file of another assessment or organization is refused', async () => {
    const other = await makeAssessment(ours, 'A');
    await expect(preview(await answeredFile([]), other)).rejects.toThrow(/another assessment/);
    await expect(preview(await answeredFile([]), assessmentId, theirs)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test.each([
    ['signed', `"status" = 'SIGNED', "signedAt" = now()`, /Signed/],
    ['archived', `"archivedAt" = now()`, /Archived/],
  ])('a %s assessment takes nothing, not even what was shown before', async (_, change, words) => {
    const id = await makeAssessment(ours, 'A');
    const file = await answeredFile([['2.2.2', 'finding', 'In Place']], id);
    const { sealed } = await preview(file, id);
    await unsafeRows(`UPDATE "Assessment" SET ${change} WHERE "id" = $1`, [id]);
    await expect(preview(file, id)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringMatching(words),
    });
    await expect(confirm(sealed, [], id)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect((await answerOf('2.2.2', id))?.version).toBe(0);
  });
});

test('a control owner brings back what is assigned to them; the other lines are not theirs', async () => {
  const id = await makeAssessment(ours, 'A');
  await assign('2.2.2', owner, id);
  await assign('8.3.5', owner, id);
  const whole = await answeredFile(
    [
      ['2.2.2', 'finding', 'In Place'],
      ['8.3.5', 'finding', 'In Place'],
    ],
    id,
  );
  const shown = await preview(whole, id, owner);
  expect(shown.willChange.map(({ requirementNumber }) => requirementNumber)).toEqual(['2.2.2', '8.3.5']);
  expect(shown.problems.length).toBeGreaterThan(20);
  expect(new Set(shown.problems.map(({ message }) => message))).toEqual(
    new Set(['This requirement is not yours to answer.']),
  );
  await unsafeRows(
    `UPDATE "Assignment" SET "removedAt" = now() WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:8.3.5'`,
    [id],
  );
  expect(await confirm(shown.sealed, [], id, owner)).toMatchObject({
    changed: 1,
    overtaken: [{ requirementNumber: '8.3.5' }],
  });
  expect((await answerOf('8.3.5', id))?.version).toBe(0);
});

test('the largest questionnaire comes back whole in one go', async () => {
  const id = await makeAssessment(ours, 'D-Merchant');
  const { sheet } = await readExchangeSheet(ours.grant('assessment:read'), id);
  const { bytes } = await download(id, ours, 'CSV');
  const csv = Buffer.from(bytes)
    .toString('utf8')
    .replaceAll('"","","","","","No"', '"Not in Place","Später","","","","No"');
  const shown = await preview(Buffer.from(csv), id);
  expect(shown.willChange).toHaveLength(sheet.rows.length);
  expect(await confirm(shown.sealed, [], id)).toMatchObject({ changed: sheet.rows.length, overtaken: [] });
  expect((await answerOf('12.8.2', id))?.fields).toMatchObject({
    finding: 'NOT_IN_PLACE',
    resultNote: 'Später',
  });
});
