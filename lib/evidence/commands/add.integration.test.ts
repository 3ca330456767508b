import { beforeAll, describe, expect, test } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { getEvidence } from '../queries/item';
import { listRequirementEvidence } from '../queries/panel';
import { noteEvidenceInput } from '../schema';
import { addTestFiles, evidenceEvents, sha256, unknownId } from '../testing/files';
import { addEvidenceFiles, addTypedEvidence } from './add';
import { linkEvidence, unlinkEvidence } from './link';

let ours: TestOrganization;
let theirs: TestOrganization;
let assessmentId: string;
let foreignAssessment: string;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization({ name: 'Priya Raman' }), makeOrganization()]);
  assessmentId = await makeAssessment(ours, 'A');
  foreignAssessment = await makeAssessment(theirs, 'A');
});

const attach = () => ours.grant('evidence:attach');
const item = (evidenceId: string) => getEvidence(ours.grant('evidence:read'), evidenceId);
const at = (requirementNumber: string, id = assessmentId) => ({ assessmentId: id, requirementNumber });
const panel = async (requirementNumber: string, id = assessmentId) =>
  (await listRequirementEvidence(ours.grant('evidence:read'), at(requirementNumber, id))).items.map(
    (one) => one.evidenceId,
  );
const addNote = (
  target: { assessmentId: string; requirementNumber: string } | null = null,
  note = 'Seen it.',
) =>
  addTypedEvidence(
    attach(),
    noteEvidenceInput.parse({ kind: 'NOTE', title: 'Walk-through', note }),
    target,
  ).then((added) => added.evidenceId);
const eventCount = async () =>
  (
    await unsafeRows<{ n: string }>('SELECT count(*) AS n FROM "AuditEvent" WHERE "organizationId" = $1', [
      ours.organizationId,
    ])
  )[0]?.n;

describe('adding evidence', () => {
  test('files become one item with their hashes, linked at once, and each thing that happened is an event', async () => {
    const evidenceId = await addTestFiles(
      ours,
      { 'scan.csv': 'host;ok\n', 'scan.txt': 'all good' },
      { evidenceType: 'scan_report', collectedOn: '2026-01-05', validUntil: '2026-04-05' },
      at('11.3.2'),
    );
    expect(await item(evidenceId)).toMatchObject({
      kind: 'FILE',
      title: 'scan and 1 more',
      evidenceType: 'scan_report',
      collectedOn: '2026-01-05',
      validUntil: '2026-04-05',
      receivedByName: 'Priya Raman',
      version: 1,
      files: [
        { fileName: 'scan.csv', sizeBytes: 8, mediaType: 'text/csv', sha256: sha256('host;ok\n') },
        { fileName: 'scan.txt', sizeBytes: 8, mediaType: 'text/plain', sha256: sha256('all good') },
      ],
      uses: [{ assessmentId, requirementNumber: '11.3.2', isSigned: false }],
    });
    expect(await panel('11.3.2')).toContain(evidenceId);
    const events = await evidenceEvents(evidenceId);
    expect(events.map((event) => event.type)).toEqual([
      'evidence.added',
      'evidence.file-added',
      'evidence.file-added',
      'evidence.linked',
      'evidence.file-scanned',
      'evidence.file-scanned',
    ]);
    expect(events[1]?.data).toMatchObject({
      fileName: 'scan.csv',
      sha256: sha256('host;ok\n'),
      sizeBytes: 8,
    });
    expect(events[3]).toMatchObject({
      actorName: 'Priya Raman',
      data: { assessmentId, requirementNumber: '11.3.2' },
    });
  });

  test('the day it was received is the server’s, within seconds of now', async () => {
    const { receivedAt } = await item(await addNote());
    expect(Math.abs(Date.now() - receivedAt.getTime())).toBeLessThan(60_000);
  });

  test.each([
    ['collected in the future', { collectedOn: '2099-01-01' }, 'collectedOn'],
    [
      'valid until before it was collected',
      { collectedOn: '2026-01-05', validUntil: '2026-01-04' },
      'validUntil',
    ],
  ])('%s is refused with words at the field, and nothing is written', async (_words, dates, field) => {
    const before = await eventCount();
    const input = noteEvidenceInput.parse({ kind: 'NOTE', title: 'A', note: 'b', ...dates });
    await expect(addTypedEvidence(attach(), input, null)).rejects.toMatchObject({
      code: 'INVALID',
      fieldErrors: { [field]: [expect.any(String)] },
    });
    expect(await eventCount()).toBe(before);
  });

  test.each([
    ['an assessment of another organization', () => at('11.3.2', foreignAssessment)],
    ['an assessment that never was', () => at('11.3.2', unknownId())],
    ['a requirement that the questionnaire does not ask', () => at('1.2.1')],
    ['a requirement that does not exist', () => at('99.99')],
  ])('linked to %s: not found, and nothing is written', async (_words, target) => {
    const before = await eventCount();
    await expect(addNote(target())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await eventCount()).toBe(before);
  });

  test('more files can join an item, a link or a note takes none', async () => {
    const evidenceId = await addTestFiles(ours);
    const more = {
      storageKey: `${ours.organizationId}/${unknownId()}`,
      fileName: 'b.txt',
      sizeBytes: 3,
      sha256: sha256('abc'),
      mediaType: 'text/plain',
      keyId: 'k',
      wrappedKey: 'w',
    };
    await addEvidenceFiles(attach(), evidenceId, [more]);
    expect((await item(evidenceId)).files.map((file) => file.fileName)).toEqual(['scan.csv', 'b.txt']);
    expect((await evidenceEvents(evidenceId)).at(-1)?.type).toBe('evidence.file-added');
    await expect(addEvidenceFiles(attach(), await addNote(), [more])).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    await expect(
      addEvidenceFiles(theirs.grant('evidence:attach'), evidenceId, [
        { ...more, storageKey: `${theirs.organizationId}/${unknownId()}` },
      ]),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      addEvidenceFiles(attach(), evidenceId, [
        { ...more, storageKey: `${theirs.organizationId}/${unknownId()}` },
      ]),
    ).rejects.toThrow('wrong folder');
    await expect(addEvidenceFiles(attach(), evidenceId, Array(19).fill(more))).rejects.toMatchObject({
      code: 'INVALID',
    });
  });
});

describe('using the same item in several places', () => {
  test('several requirements of several assessments, once each', async () => {
    const other = await makeAssessment(ours, 'A-EP');
    const evidenceId = await addNote();
    const targets = [at('6.3.3'), at('11.3.2'), at('6.3.3', other)];
    expect(await linkEvidence(attach(), evidenceId, targets)).toEqual({ linked: 3 });
    expect(await linkEvidence(attach(), evidenceId, targets)).toEqual({ linked: 0 });
    expect((await item(evidenceId)).uses).toHaveLength(3);
    expect((await evidenceEvents(evidenceId)).map((event) => event.type)).toEqual([
      'evidence.added',
      ...Array(3).fill('evidence.linked'),
    ]);
  });

  test('two people who link at the same moment make one link', async () => {
    const evidenceId = await addNote();
    const results = await Promise.all(
      Array.from({ length: 6 }, () => linkEvidence(attach(), evidenceId, [at('6.3.3')])),
    );
    expect(results.reduce((sum, one) => sum + one.linked, 0)).toBe(1);
    expect((await item(evidenceId)).uses).toHaveLength(1);
  });

  test('one foreign target among good ones: none is linked', async () => {
    const evidenceId = await addNote();
    await expect(
      linkEvidence(attach(), evidenceId, [at('6.3.3'), at('6.3.3', foreignAssessment)]),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await item(evidenceId)).uses).toEqual([]);
  });

  test('an item of another organization is not found', async () => {
    const evidenceId = await addNote();
    await expect(
      linkEvidence(theirs.grant('evidence:attach'), evidenceId, [at('6.3.3', foreignAssessment)]),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      unlinkEvidence(theirs.grant('evidence:attach'), evidenceId, at('6.3.3')),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(getEvidence(theirs.grant('evidence:read'), evidenceId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('taken off and put back: the requirement has it again and the history keeps both', async () => {
    const evidenceId = await addNote(at('6.3.3'));
    await unlinkEvidence(attach(), evidenceId, at('6.3.3'));
    expect(await panel('6.3.3')).not.toContain(evidenceId);
    await unlinkEvidence(attach(), evidenceId, at('6.3.3'));
    await linkEvidence(attach(), evidenceId, [at('6.3.3')]);
    expect(await panel('6.3.3')).toContain(evidenceId);
    expect((await evidenceEvents(evidenceId)).map((event) => event.type)).toEqual([
      'evidence.added',
      'evidence.linked',
      'evidence.unlinked',
      'evidence.linked',
    ]);
  });
});
