import { beforeAll, describe, expect, test } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from './commands';
import { emptyResponse, type ResponseChanges } from './model';
import { getResponses, listChecklist, listResponseHistory, openChecklist } from './queries';
import { factsOf } from './rules/facts';
import { makeAssessment } from './testing';

const head = { catalogueVersionId: 'pci-dss-4.0.1', questionnaireId: 'A' };
let ours: TestOrganization;
let theirs: TestOrganization;
let assessmentId: string;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization({ name: 'Priya Raman' }), makeOrganization()]);
  assessmentId = await makeAssessment(ours, 'A');
});

const save = (
  requirementNumber: string,
  version: number,
  changes: ResponseChanges,
  row = 0,
  id = assessmentId,
) =>
  recordResponse(
    ours.grant('response:record'),
    { assessmentId: id, requirementNumber },
    { row, version, changes },
  );
const responseOf = async (requirementNumber: string, id = assessmentId) =>
  (await getResponses(ours.grant('assessment:read'), id, requirementNumber))[0];
const eventsOf = (id: string) =>
  unsafeRows<{ subjectId: string; text: string; actorName: string }>(
    `SELECT "subjectId", "text", "actorName" FROM "AuditEvent" WHERE "organizationId" = $1 AND "subjectType" = 'response' AND "subjectId" LIKE $2 ORDER BY "sequence"`,
    [ours.organizationId, `${id}/%`],
  );

describe('recording an answer', () => {
  test('writes the row and its event, and says the new version', async () => {
    const saved = await save('6.3.3', 0, { finding: 'NOT_IN_PLACE', planTargetOn: '2026-12-31' });
    expect(saved).toMatchObject({ outcome: 'SAVED', version: 1, savedByName: 'Priya Raman' });
    expect(await responseOf('6.3.3')).toMatchObject({
      version: 1,
      updatedByName: 'Priya Raman',
      fields: { ...emptyResponse, finding: 'NOT_IN_PLACE', planTargetOn: '2026-12-31' },
    });
    const [event] = (await eventsOf(assessmentId)).filter((found) => found.subjectId.includes('6.3.3'));
    expect(JSON.parse(event?.text ?? '')).toMatchObject({
      type: 'response.recorded',
      actor: { id: ours.userId, name: 'Priya Raman', role: 'ADMINISTRATOR' },
      data: {
        requirementNumber: '6.3.3',
        row: 0,
        version: 1,
        changes: {
          finding: { from: null, to: 'NOT_IN_PLACE' },
          planTargetOn: { from: null, to: '2026-12-31' },
        },
      },
    });
  });

  test('keeps the texts of the other answers', async () => {
    await save('8.2.1', 0, { finding: 'NOT_APPLICABLE', notApplicableReason: 'No own accounts' });
    await save('8.2.1', 1, { finding: 'IN_PLACE' });
    expect((await responseOf('8.2.1'))?.fields).toMatchObject({
      finding: 'IN_PLACE',
      notApplicableReason: 'No own accounts',
    });
  });

  test('can take an answer back', async () => {
    await save('8.2.2', 0, { finding: 'IN_PLACE' });
    await save('8.2.2', 1, { finding: null });
    expect((await responseOf('8.2.2'))?.fields.finding).toBeNull();
  });

  test('records nothing when nothing changes', async () => {
    await save('8.3.1', 0, { finding: 'IN_PLACE', resultNote: 'Seen' });
    const before = (await eventsOf(assessmentId)).length;
    expect(await save('8.3.1', 1, { finding: 'IN_PLACE', resultNote: 'Seen' })).toMatchObject({
      outcome: 'SAVED',
      version: 1,
    });
    expect((await eventsOf(assessmentId)).length).toBe(before);
  });

  test('refuses a save that came too late and says what stands there', async () => {
    await save('8.3.5', 0, { finding: 'IN_PLACE', resultNote: 'First' });
    const late = await save('8.3.5', 0, { finding: 'NOT_IN_PLACE' });
    expect(late).toMatchObject({
      outcome: 'CONFLICT',
      current: {
        version: 1,
        updatedByName: 'Priya Raman',
        fields: { finding: 'IN_PLACE', resultNote: 'First' },
      },
    });
    expect((await responseOf('8.3.5'))?.version).toBe(1);
  });

  test('four writers at once lose nothing: each acknowledged version stands in the history', async () => {
    const acknowledged: { version: number; text: string }[] = [];
    let refused = 0;
    const writer = async (name: string) => {
      let version = 0;
      for (let turn = 0; turn < 25; turn += 1) {
        const text = `${name} ${turn}`;
        const result = await save('12.10.1', version, { resultNote: text });
        if (result.outcome === 'SAVED') {
          acknowledged.push({ version: result.version, text });
          version = result.version;
        } else {
          refused += 1;
          version = result.current.version;
        }
      }
    };
    await Promise.all(['Priya', 'Hanne', 'Tomas', 'Daniel'].map(writer));
    const history = await listResponseHistory(
      ours.grant('assessment:read'),
      assessmentId,
      '12.10.1',
      [0],
      1000,
    );
    const textAt = new Map(history.map((entry) => [entry.version, entry.changes.resultNote?.to]));
    expect(acknowledged.length + refused).toBe(100);
    expect(acknowledged.length).toBeGreaterThanOrEqual(25);
    for (const { version, text } of acknowledged) expect(textAt.get(version)).toBe(text);
    expect(new Set(acknowledged.map((found) => found.version)).size).toBe(acknowledged.length);
    expect((await responseOf('12.10.1'))?.version).toBe(acknowledged.length);
  });

  test('leaves the chain of events whole', async () => {
    const [verdict] = await unsafeRows<{ broken: number; events: number }>(
      `SELECT count(*)::int AS events, (count(*) FILTER (WHERE "hash" <> chain_hash("previousHash", "sequence", "at", "text")
          OR "previousHash" <> "before"))::int AS broken
         FROM (SELECT *, lag("hash", 1, repeat('0', 64)) OVER (ORDER BY "sequence") AS "before" FROM "AuditEvent" WHERE "organizationId" = $1) e`,
      [ours.organizationId],
    );
    expect(verdict?.broken).toBe(0);
    expect(verdict?.events).toBeGreaterThan(25);
  });
});

describe('what cannot be recorded', () => {
  const refusal = (code: string) => expect.objectContaining({ code });

  test('an answer that the questionnaire does not offer', async () => {
    await expect(save('9.4.1', 0, { finding: 'NOT_TESTED' })).rejects.toEqual(refusal('INVALID'));
    const large = await makeAssessment(ours, 'D-Merchant');
    expect(await save('9.4.1', 0, { finding: 'NOT_TESTED' }, 0, large)).toMatchObject({ outcome: 'SAVED' });
  });

  test.each([
    ['a signed assessment', { status: 'SIGNED' as const }],
    ['one that a correction replaced', { status: 'SUPERSEDED' as const }],
    ['an archived one', { archived: true }],
  ])('anything in %s', async (_, state) => {
    const closed = await makeAssessment(ours, 'A', state);
    await expect(save('6.3.3', 0, { finding: 'IN_PLACE' }, 0, closed)).rejects.toEqual(
      refusal('WRONG_STATE'),
    );
    expect((await responseOf('6.3.3', closed))?.version).toBe(0);
    expect(await eventsOf(closed)).toEqual([]);
  });

  test('a requirement that the questionnaire does not ask', async () => {
    await expect(save('1.1.1', 0, { finding: 'IN_PLACE' })).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(save('99.9', 0, { finding: 'IN_PLACE' })).rejects.toEqual(refusal('NOT_FOUND'));
    await expect(save("6.3.3' OR ''='", 0, { finding: 'IN_PLACE' })).rejects.toEqual(refusal('NOT_FOUND'));
  });

  test('an answer row that does not exist', async () => {
    await expect(save('6.3.3', 1, { finding: 'IN_PLACE' }, 1)).rejects.toEqual(refusal('NOT_FOUND'));
  });

  test('anything of another organization: it answers like an id that never existed', async () => {
    const foreign = await makeAssessment(theirs, 'A');
    await expect(save('6.3.3', 0, { finding: 'IN_PLACE' }, 0, foreign)).rejects.toEqual(refusal('NOT_FOUND'));
    const [row] = await unsafeRows<{ version: number }>(
      `SELECT "version" FROM "Response" WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:6.3.3'`,
      [foreign],
    );
    expect(row?.version).toBe(0);
  });
});

describe('reading a checklist', () => {
  test('lists the requirements of the form in its order, with rows and facts', async () => {
    const large = await makeAssessment(ours, 'D-Merchant');
    const grant = ours.grant('assessment:read');
    const { items, groups, form } = await listChecklist(grant, large, {
      ...head,
      questionnaireId: 'D-Merchant',
    });
    expect(items).toHaveLength(233);
    expect(items.reduce((sum, item) => sum + item.rows.length, 0)).toBe(254);
    expect(items.find((item) => item.requirementNumber === '6.4.3')?.rowNames).toHaveLength(3);
    expect(
      groups.filter((group) => group.parentNumber === null).map((group) => group.requirementNumber),
    ).toContain('A2');
    expect(form.options).toHaveLength(5);
  });

  test('computes the same facts as the browser does', async () => {
    const changes = {
      finding: 'NOT_IN_PLACE' as const,
      resultNote: 'a',
      notTestedReason: ' ',
      notTestedAskedBy: 'Acquirer',
      legalException: true,
      planOwner: 'Hanne',
      planTargetOn: '2026-12-31',
      ccwConstraints: 'b',
      ccwMaintenance: 'c',
    };
    await save('11.3.2', 0, changes);
    const { items } = await listChecklist(ours.grant('assessment:read'), assessmentId, head);
    const row = items.find((item) => item.requirementNumber === '11.3.2')?.rows[0];
    expect(row).toEqual({
      finding: 'NOT_IN_PLACE',
      version: 1,
      facts: factsOf({ ...emptyResponse, ...changes }),
    });
  });

  test('opens a requirement with its head and texts', async () => {
    const opened = await openChecklist(ours.grant('assessment:read'), assessmentId, '11.3.2');
    expect(opened.head).toMatchObject({
      name: 'Web shop 2026',
      legalEntityName: 'Lumen Outdoor Ltd',
      status: 'OPEN',
    });
    expect(opened.responses[0]?.fields).toMatchObject({ planOwner: 'Hanne', ccwMaintenance: 'c' });
    expect((await opened.readList()).items).toHaveLength(27);
  });

  test('does not open what the questionnaire does not ask, nor what belongs to others', async () => {
    const notFound = expect.objectContaining({ code: 'NOT_FOUND' });
    const grant = ours.grant('assessment:read');
    await expect(openChecklist(grant, assessmentId, '1.1.1')).rejects.toEqual(notFound);
    await expect(openChecklist(grant, assessmentId, 'nonsense')).rejects.toEqual(notFound);
    const stranger = theirs.grant('assessment:read');
    await expect(openChecklist(stranger, assessmentId, '6.3.3')).rejects.toEqual(notFound);
    await expect(getResponses(stranger, assessmentId, '6.3.3')).rejects.toEqual(notFound);
    expect(await listResponseHistory(stranger, assessmentId, '6.3.3', [0])).toEqual([]);
  });
});
