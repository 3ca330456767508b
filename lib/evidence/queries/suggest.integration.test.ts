import { beforeAll, expect, test } from 'vitest';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { makeAssessment } from '@/lib/response/testing';
import { addTestFiles } from '../testing/files';
import { searchEvidence } from './list';
import { suggestEvidence, suggestRequirements } from './suggest';

let ours: TestOrganization;
let theirs: TestOrganization;
let assessmentId: string;
beforeAll(async () => {
  [ours, theirs] = await Promise.all([makeOrganization(), makeOrganization()]);
  assessmentId = await makeAssessment(ours);
});

const searched = async (query: string, person = ours) =>
  (await searchEvidence(person.grant('evidence:read'), query)).map((hit) => hit.evidenceId);

test('a file is found by words that stand in it, only in its organization, and its text is not in the database', async () => {
  const evidenceId = await addTestFiles(ours, {
    'notes.txt': 'The wombat segment is isolated by Firewalls.',
  });
  expect(await searched('wombat')).toEqual([evidenceId]);
  expect(await searched('Wombat firewalls')).toEqual([evidenceId]);
  expect(await searched('wombat zebra')).toEqual([]);
  expect(await searched('wombat', theirs)).toEqual([]);
  const [row] = await unsafeRows<{ words: string }>(
    'SELECT to_jsonb(f)::text AS "words" FROM "EvidenceFile" f WHERE "evidenceId" = $1',
    [evidenceId],
  );
  expect(row?.words).not.toMatch(/wombat/i);
  // The same word of another organization has another mark.
  const other = await addTestFiles(theirs, { 'notes.txt': 'wombat' });
  const [shared] = await unsafeRows<{ shared: boolean }>(
    `SELECT a."wordMarks" && b."wordMarks" AS "shared" FROM "EvidenceFile" a, "EvidenceFile" b WHERE a."evidenceId" = $1 AND b."evidenceId" = $2`,
    [evidenceId, other],
  );
  expect(shared).toEqual({ shared: false });
});

test('a new item is suggested for requirements with reasons, and nothing is linked by that', async () => {
  const target = { assessmentId, requirementNumber: '11.3.2' };
  await addTestFiles(
    ours,
    { 'a.txt': 'x' },
    { title: 'ASV scan Q3 2025', evidenceType: 'scan_report' },
    target,
  );
  const evidenceId = await addTestFiles(
    ours,
    { 'b.txt': 'y' },
    { title: 'ASV scan Q3 2026', evidenceType: 'scan_report' },
  );
  const [first] = await suggestRequirements(ours.grant('evidence:attach'), evidenceId);
  expect(first).toMatchObject({
    requirementNumber: '11.3.2',
    reasons: expect.arrayContaining([expect.stringContaining('“ASV scan Q3 2025” was used for it in')]),
    assessments: [{ assessmentId }],
  });
  expect(await unsafeRows('SELECT 1 FROM "EvidenceLink" WHERE "evidenceId" = $1', [evidenceId])).toEqual([]);
  await expect(suggestRequirements(theirs.grant('evidence:attach'), evidenceId)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a requirement is offered what fits it first, then what is new; never what it has, never of others', async () => {
  const target = { assessmentId, requirementNumber: '11.3.2' };
  const attached = await addTestFiles(
    ours,
    { 'c.txt': 'x' },
    { title: 'External ASV scan attached' },
    target,
  );
  const recent = await addTestFiles(ours, { 'd.txt': 'z' }, { title: 'Holiday picture' });
  const hits = await suggestEvidence(ours.grant('evidence:read'), target);
  expect(hits[0]).toMatchObject({
    title: 'ASV scan Q3 2026',
    reason: expect.stringMatching(/^Suggested: .*kind that is asked for/),
  });
  expect(hits.find((hit) => hit.evidenceId === recent)).toMatchObject({ reason: 'Recent' });
  expect(hits.map((hit) => hit.evidenceId)).not.toContain(attached);
  await expect(suggestEvidence(theirs.grant('evidence:read'), target)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('words that stand in a file speak for it, from both sides, and nothing else of its text does', async () => {
  const fresh = await makeOrganization();
  const target = { assessmentId: await makeAssessment(fresh), requirementNumber: '11.3.2' };
  const words = 'External vulnerability scans by an approved scanning vendor, quarterly.';
  const evidenceId = await addTestFiles(fresh, { 'a.txt': words }, { title: 'Zzz' });
  await addTestFiles(fresh, { 'b.txt': 'Nothing of the kind.' }, { title: 'Yyy' });
  const hits = await suggestEvidence(fresh.grant('evidence:read'), target);
  expect(hits.map((hit) => [hit.title, /its text says/.test(hit.reason)])).toEqual([
    ['Zzz', true],
    ['Yyy', false],
  ]);
  const suggested = await suggestRequirements(fresh.grant('evidence:attach'), evidenceId);
  expect(suggested.flatMap(({ reasons }) => reasons).join()).toMatch(/its text says/);
});
