import { beforeEach, describe, expect, it } from 'vitest';
import { read } from '@/lib/access/read';
import { addEvidenceVersion } from '@/lib/evidence/commands/add';
import { releaseFile, removeFile } from '@/lib/evidence/commands/decide-file';
import { linkEvidence } from '@/lib/evidence/commands/link';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import { getEvidenceCover } from '@/lib/evidence/queries/cover';
import { countEvidence, listEvidence } from '@/lib/evidence/queries/list';
import { listRequirementEvidence } from '@/lib/evidence/queries/panel';
import { parseEvidenceFilter } from '@/lib/evidence/rules';
import { addTestFiles, uploadRequest } from '@/lib/evidence/testing/files';
import { review } from '@/lib/evidence/testing/reviews';
import { dayIn } from '@/lib/platform/clock';
import { makeOrganization, type TestMember, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { openChecklist } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { reviewRequirements } from '@/lib/review/commands';
import { findReview, listSeen } from '@/lib/review/queries/reviews';
import { approveAll } from '@/lib/review/testing';
import { getAttestationDocument } from '../queries/document';
import { readEvidence } from '../queries/records';
import { makeReady, sign, officer as signer } from '../testing/rows';

let shop: TestOrganization;
let officer: TestMember;
let target: { assessmentId: string; requirementNumber: string };
let evidenceId: string;

const card = 'card 4111 1111 1111 1111\n';

beforeEach(async () => {
  shop = await makeOrganization();
  officer = await shop.addMember({ name: 'Priya Raman' });
  target = { assessmentId: await makeAssessment(shop, 'A'), requirementNumber: '2.2.2' };
  const changes = { finding: 'IN_PLACE' } as const;
  await recordResponse(shop.grant('response:record'), target, { row: 0, version: 0, changes });
  evidenceId = await addTestFiles(shop, undefined, {}, target);
});

const addVersion = (files: Record<string, string>) =>
  withReceivedFiles(shop.grant('evidence:attach'), uploadRequest(files), (_, received) =>
    addEvidenceVersion(shop.grant('evidence:attach'), evidenceId, received, ''),
  );

/** What every place says of the requirement's evidence: the figures, the list, the sign-off. */
async function counted() {
  const { readList } = await openChecklist(shop.grant('assessment:read'), target.assessmentId, null);
  const { items } = await readList();
  const sealed = await read(shop.grant('attestation:read'), (tx) =>
    readEvidence(tx, shop.organizationId, target.assessmentId),
  );
  const today = dayIn(shop.timeZone);
  return {
    ...(await getEvidenceCover(shop.grant('evidence:read'), target.assessmentId, today)),
    list: items.find(({ requirementNumber }) => requirementNumber === '2.2.2')?.evidence,
    signOff: sealed.length,
  };
}
const all = { evidenced: 1, fresh: 1, list: 1, signOff: 1 };
const none = { evidenced: 0, fresh: 0, list: 0, signOff: 0 };

const panel = async () => (await listRequirementEvidence(shop.grant('evidence:read'), target)).items[0];

async function seenNow() {
  const seen = await listSeen(officer.grant('assessment:read'), target.assessmentId);
  return seen.filter(({ requirementNumber }) => requirementNumber === '2.2.2');
}
const approve = async (requirements?: Awaited<ReturnType<typeof seenNow>>) => {
  const grants = { act: officer.grant('response:review'), read: officer.grant('assessment:read') };
  return reviewRequirements(grants, target.assessmentId, {
    requirements: requirements ?? (await seenNow()),
    what: 'APPROVE',
    reason: '',
  });
};
const approval = async () =>
  (await findReview(officer.grant('assessment:read'), target.assessmentId, 'pci-dss:2.2.2'))?.state;

describe('rejected evidence', () => {
  it('counts nowhere while it is rejected, and counts again once something else is brought', async () => {
    expect(await counted()).toEqual(all);
    await review(officer, evidenceId, 'Of another shop.');
    expect(await counted()).toEqual(none);
    expect(await panel()).toMatchObject({
      rejection: { reason: 'Of another shop.', byName: 'Priya Raman' },
      isAccepted: false,
    });
    await addVersion({ 'b.csv': 'b;1\n' });
    expect(await counted()).toEqual(all);
    expect(await panel()).toMatchObject({ rejection: null, isAccepted: false });
    await review(officer, evidenceId);
    expect(await panel()).toMatchObject({ rejection: null, isAccepted: true });
  });

  it('does not count again by a file that nobody can open', async () => {
    await review(officer, evidenceId, 'Of another shop.');
    await addVersion({ 'b.txt': card });
    expect(await counted()).toEqual(none);
    expect(await panel()).toMatchObject({ rejection: { reason: 'Of another shop.' } });
    const [file] = await unsafeRows<{ id: string }>(
      `SELECT "id" FROM "EvidenceFile" WHERE "evidenceId" = $1 AND "state" = 'QUARANTINED'`,
      [evidenceId],
    );
    const ids = { evidenceId, fileId: file?.id ?? '' };
    await releaseFile(officer.grant('evidence:manage'), { ...ids, reason: 'A number for tests' });
    expect(await counted()).toEqual(all);
  });

  it('leaves one that is not rejected to count beside it', async () => {
    await addTestFiles(shop, { 'c.csv': 'c;1\n' }, {}, target);
    await review(officer, evidenceId, 'Of another shop.');
    expect(await counted()).toEqual(all);
  });

  it('outdates the approvals that rested on it, and an approval of before it is refused', async () => {
    await approve();
    expect(await approval()).toBe('APPROVED');
    const seen = await seenNow();
    await review(officer, evidenceId, 'Of another shop.');
    expect(await approval()).toBe('CHANGED');
    expect((await approve(seen)).left[0]?.why).toMatch(/changed meanwhile: evidence/);
    expect((await approve()).changed).toEqual(['2.2.2']);
  });

  it('an acceptance outdates nothing', async () => {
    await approve();
    const seen = await seenNow();
    await review(officer, evidenceId);
    expect(await approval()).toBe('APPROVED');
    expect(await seenNow()).toEqual(seen);
  });

  it('changes nothing of what was signed', async () => {
    const other = { ...target, assessmentId: await makeAssessment(shop, 'A') };
    await linkEvidence(shop.grant('evidence:attach'), evidenceId, [other]);
    await unsafeRows(`UPDATE "EvidenceLink" SET "signedVersion" = 1 WHERE "assessmentId" = $1`, [
      target.assessmentId,
    ]);
    await unsafeRows(`UPDATE "Assessment" SET "status" = 'SIGNED', "signedAt" = now() WHERE "id" = $1`, [
      target.assessmentId,
    ]);
    await review(officer, evidenceId, 'Of another shop.');
    expect(await counted()).toEqual(all);
    expect(await panel()).toMatchObject({ rejection: null });
    target = other;
    expect(await counted()).toEqual(none);
  });
});

describe('a signature over rejected evidence', () => {
  it('does not rest on it, also when it is accepted later', async () => {
    const ours = await makeOrganization(signer);
    const place = { assessmentId: await makeReady(ours), requirementNumber: '6.3.3' };
    const [rejectedId, otherId] = [
      await addTestFiles(ours, { 'a.csv': 'a;1\n' }, {}, place),
      await addTestFiles(ours, { 'b.csv': 'b;1\n' }, {}, place),
    ];
    await review(ours, rejectedId, 'Of another shop.');
    await approveAll(place.assessmentId);
    await sign(ours, place.assessmentId);
    const links = () =>
      unsafeRows(
        'SELECT "evidenceId", "signedVersion" FROM "EvidenceLink" WHERE "assessmentId" = $1 ORDER BY "signedVersion"',
        [place.assessmentId],
      );
    expect(await links()).toEqual([
      { evidenceId: rejectedId, signedVersion: 0 },
      { evidenceId: otherId, signedVersion: 1 },
    ]);
    const { content } = await getAttestationDocument(ours.grant('attestation:read'), place.assessmentId);
    expect(content.evidence.map(({ id }) => id)).toEqual([otherId]);
    await review(ours, rejectedId);
    await review(ours, otherId, 'Blurred.');
    const { items } = await listRequirementEvidence(ours.grant('evidence:read'), place);
    expect(items.map(({ evidenceId: id, rejection }) => [id, rejection?.reason])).toEqual([
      [rejectedId, 'Of another shop.'],
      [otherId, undefined],
    ]);
    const cover = await getEvidenceCover(ours.grant('evidence:read'), place.assessmentId, '2026-11-29');
    expect(cover).toEqual({ evidenced: 1, fresh: 1 });
  });
});

describe('the library', () => {
  const view = async (name: 'TO_REVIEW' | 'REJECTED') => {
    const filter = { ...parseEvidenceFilter({}), view: name };
    const grant = shop.grant('evidence:read');
    const { rows } = await listEvidence(grant, filter);
    const count = (await countEvidence(grant))[name];
    expect(count).toBe(rows.length);
    return rows.map((row) => `${row.evidenceId === evidenceId} ${row.reviewState}`);
  };

  it('lists what is to be reviewed, and what is rejected', async () => {
    expect(await view('TO_REVIEW')).toEqual(['true ']);
    await review(officer, evidenceId, 'Of another shop.');
    expect([await view('TO_REVIEW'), await view('REJECTED')]).toEqual([[], ['true REJECTED']]);
    await addVersion({ 'b.csv': 'b;1\n' });
    expect([await view('TO_REVIEW'), await view('REJECTED')]).toEqual([['true '], []]);
  });
});

describe('an approval does not outlive', () => {
  const blocked = async () => {
    await addVersion({ 'b.txt': card });
    await approve();
    expect(await approval()).toBe('APPROVED');
    const [file] = await unsafeRows<{ id: string }>(
      `SELECT "id" FROM "EvidenceFile" WHERE "evidenceId" = $1 AND "state" = 'QUARANTINED'`,
      [evidenceId],
    );
    return { evidenceId, fileId: file?.id ?? '' };
  };

  it('the release of a file that nobody could open, nor does one that is under way', async () => {
    const ids = await blocked();
    const seen = await seenNow();
    await releaseFile(officer.grant('evidence:manage'), { ...ids, reason: 'A number for tests' });
    expect(await approval()).toBe('CHANGED');
    expect((await approve(seen)).left[0]?.why).toMatch(/changed meanwhile: evidence/);
    await approve();
    expect(await approval()).toBe('APPROVED');
  });

  it('the removal of a blocked file', async () => {
    const ids = await blocked();
    await removeFile(shop.grant('evidence:attach'), ids);
    expect(await approval()).toBe('CHANGED');
  });
});
