import { beforeAll, describe, expect, test } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { getEvidence } from '../queries/item';
import { listRequirementEvidence } from '../queries/panel';
import { noteEvidenceInput } from '../schema';
import { addTestFiles, evidenceEvents, sha256, unknownId } from '../testing/files';
import { addEvidenceFiles, addTypedEvidence } from './add';
import { archiveEvidence, restoreEvidence } from './archive';
import { changeEvidence } from './change';
import { linkEvidence, unlinkEvidence } from './link';

let ours: TestOrganization;
let theirs: TestOrganization;
let assessmentId: string;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization({ name: 'Priya Raman' }), makeOrganization()]);
  assessmentId = await makeAssessment(ours, 'A');
});

const attach = () => ours.grant('evidence:attach');
const manage = () => ours.grant('evidence:manage');
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
const sign = (id: string) =>
  unsafeRows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [id]);
const change = async (evidenceId: string, fields: object) => {
  const { title, evidenceType, note, collectedOn, validUntil, version } = await item(evidenceId);
  return changeEvidence(attach(), {
    ...{ evidenceId, title, evidenceType: evidenceType as '', note, collectedOn, validUntil, version },
    ...fields,
  });
};
describe('a signed or archived assessment keeps its evidence as it is', () => {
  test.each([
    ['signed', { status: 'SIGNED' }, 'signed'],
    ['replaced by a correction', { status: 'SUPERSEDED' }, 'signed'],
    ['archived', { archived: true }, 'archived'],
  ] as const)('%s: no adding, no linking, no taking off', async (_words, state, word) => {
    const evidenceId = await addNote();
    const locked = await makeAssessment(ours, 'A', state);
    const refusal = { code: 'WRONG_STATE', message: expect.stringContaining(word) };
    await expect(addNote(at('6.3.3', locked))).rejects.toMatchObject(refusal);
    await expect(linkEvidence(attach(), evidenceId, [at('6.3.3', locked)])).rejects.toMatchObject(refusal);
    await expect(unlinkEvidence(attach(), evidenceId, at('6.3.3', locked))).rejects.toMatchObject(refusal);
    const view = await listRequirementEvidence(ours.grant('evidence:read'), at('6.3.3', locked));
    expect(view.locked).toContain(word);
  });

  test('the item itself: not removed, no new files, its note not rewritten; its dates may still be corrected', async () => {
    const signed = await makeAssessment(ours, 'A');
    const noteId = await addNote(at('6.3.3', signed));
    const fileId = await addTestFiles(ours, undefined, {}, at('6.3.3', signed));
    await sign(signed);
    const refusal = { code: 'WRONG_STATE', message: expect.stringContaining('Web shop 2026') };
    await expect(
      archiveEvidence(manage(), { evidenceId: noteId, version: 1, reason: 'old' }),
    ).rejects.toMatchObject(refusal);
    await expect(change(noteId, { note: 'something else' })).rejects.toMatchObject(refusal);
    await expect(
      addEvidenceFiles(attach(), fileId, [
        {
          storageKey: `${ours.organizationId}/${unknownId()}`,
          fileName: 'b',
          sizeBytes: 1,
          sha256: '',
          mediaType: 'text/plain',
          keyId: 'k',
          wrappedKey: 'w',
        },
      ]),
    ).rejects.toMatchObject(refusal);
    await change(noteId, { validUntil: '2030-01-01' });
    expect(await item(noteId)).toMatchObject({
      archivedAt: null,
      note: 'Seen it.',
      validUntil: '2030-01-01',
    });
    expect((await item(fileId)).files).toHaveLength(1);
  });

  test('the signed document of an attestation is not removed either', async () => {
    const signed = await makeAssessment(ours, 'A', { status: 'SIGNED' });
    const evidenceId = await addTestFiles(ours);
    const [file] = (await item(evidenceId)).files;
    await unsafeRows(
      `INSERT INTO "Attestation" ("organizationId", "id", "assessmentId", "form", "status", "signedDocumentId", "outcome",
         "signerName", "signedAt", "snapshotText", "snapshotSha256")
       VALUES ($1, $2, $3, '{}', 'SIGNED', $4, 'COMPLIANT', 'Ada', now(), 'x', $5)`,
      [ours.organizationId, unknownId(), signed, file?.fileId, sha256('x')],
    );
    await expect(archiveEvidence(manage(), { evidenceId, version: 1, reason: 'r' })).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('Web shop 2026'),
    });
    expect((await item(evidenceId)).archivedAt).toBeNull();
  });

  test('a sign-off that is under way is waited for', async () => {
    const signed = await makeAssessment(ours, 'A');
    const evidenceId = await addNote();
    const { unsafeOwner } = await import('@/lib/platform/testing');
    const signer = await unsafeOwner().connect();
    try {
      await signer.query('BEGIN');
      await signer.query('SELECT 1 FROM "Assessment" WHERE "id" = $1 FOR UPDATE', [signed]);
      const linking = linkEvidence(attach(), evidenceId, [at('6.3.3', signed)]);
      const first = await Promise.race([
        linking.then(() => 'linked'),
        new Promise((resolve) => setTimeout(resolve, 300, 'waits')),
      ]);
      expect(first).toBe('waits');
      await signer.query(`UPDATE "Assessment" SET "status" = 'SIGNED' WHERE "id" = $1`, [signed]);
      await signer.query('COMMIT');
      await expect(linking).rejects.toMatchObject({ code: 'WRONG_STATE' });
    } finally {
      signer.release();
    }
  });
});

describe('changing what is said about an item', () => {
  test('writes the differences; the same again writes nothing', async () => {
    const evidenceId = await addNote();
    await change(evidenceId, {
      title: 'Walk-through of the shop',
      evidenceType: 'interview_record',
      validUntil: '2027-01-31',
    });
    const events = await evidenceEvents(evidenceId);
    expect(events.at(-1)).toMatchObject({
      type: 'evidence.changed',
      data: {
        title: { from: 'Walk-through', to: 'Walk-through of the shop' },
        evidenceType: { from: '', to: 'interview_record' },
        validUntil: { from: null, to: '2027-01-31' },
      },
    });
    await change(evidenceId, {});
    expect(await evidenceEvents(evidenceId)).toHaveLength(events.length);
  });

  test('an older version is refused and changes nothing', async () => {
    const evidenceId = await addNote();
    await change(evidenceId, { title: 'First' });
    await expect(change(evidenceId, { title: 'Second', version: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect((await item(evidenceId)).title).toBe('First');
  });

  test('of another organization: not found', async () => {
    const evidenceId = await addNote();
    await expect(
      changeEvidence(theirs.grant('evidence:attach'), {
        evidenceId,
        version: 1,
        title: 'Mine',
        note: '',
        evidenceType: '',
        collectedOn: null,
        validUntil: null,
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await item(evidenceId)).title).toBe('Walk-through');
  });
});

describe('removing an item from the library', () => {
  test('ends its uses, keeps files and history, and it can come back without them', async () => {
    const evidenceId = await addTestFiles(ours, undefined, { title: 'Old scan' }, at('6.3.3'));
    await archiveEvidence(manage(), { evidenceId, version: 1, reason: 'wrong server' });
    expect(await item(evidenceId)).toMatchObject({
      archiveReason: 'wrong server',
      uses: [],
      files: [{ fileName: 'scan.csv' }],
    });
    expect(await panel('6.3.3')).not.toContain(evidenceId);
    expect((await evidenceEvents(evidenceId)).slice(-2)).toMatchObject([
      { type: 'evidence.unlinked', data: { requirementNumber: '6.3.3', assessmentName: 'Web shop 2026' } },
      { type: 'evidence.archived', data: { title: 'Old scan', reason: 'wrong server' } },
    ]);
    const refusal = { code: 'WRONG_STATE', message: expect.stringContaining('was removed') };
    await expect(linkEvidence(attach(), evidenceId, [at('6.3.3')])).rejects.toMatchObject(refusal);
    await expect(change(evidenceId, { title: 'x' })).rejects.toMatchObject(refusal);
    await expect(
      archiveEvidence(manage(), { evidenceId, version: 2, reason: 'again' }),
    ).rejects.toMatchObject(refusal);
    await restoreEvidence(manage(), { evidenceId, version: 2 });
    expect(await item(evidenceId)).toMatchObject({ archivedAt: null, archiveReason: '', uses: [] });
  });

  test('of another organization, or from an older version: refused', async () => {
    const evidenceId = await addNote();
    const input = { evidenceId, version: 1, reason: 'r' };
    await expect(archiveEvidence(theirs.grant('evidence:manage'), input)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await change(evidenceId, { title: 'Newer' });
    await expect(archiveEvidence(manage(), input)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await item(evidenceId)).archivedAt).toBeNull();
  });
});
