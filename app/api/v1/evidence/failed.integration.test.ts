import { beforeEach, describe, expect, it } from 'vitest';
import { read } from '@/lib/access/read';
import { keyOf } from '@/lib/api/testing';
import { readEvidence } from '@/lib/attestation/queries/records';
import { makeReady, sign, officer as signer } from '@/lib/attestation/testing/rows';
import { getEvidenceCover } from '@/lib/evidence/queries/cover';
import { countEvidence, listEvidence, searchEvidence } from '@/lib/evidence/queries/list';
import { listRequirementEvidence } from '@/lib/evidence/queries/panel';
import { parseEvidenceFilter } from '@/lib/evidence/rules';
import { addTestFiles } from '@/lib/evidence/testing/files';
import { review } from '@/lib/evidence/testing/reviews';
import { readExchangeSheet } from '@/lib/exchange/queries';
import { dayIn } from '@/lib/platform/clock';
import { makeOrganization, unsafeRows } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { openChecklist } from '@/lib/response/queries';
import { claimInWords } from '@/lib/response/rules/progress';
import { reviewRequirements } from '@/lib/review/commands';
import { findReview, listSeen } from '@/lib/review/queries/reviews';
import { approveAll } from '@/lib/review/testing';
import { makePushing, type Pushing, pushed } from './testing';

let at: Pushing;
let target: { assessmentId: string; requirementNumber: string };

const run = (result: 'PASS' | 'FAIL' | 'INFO', more: Record<string, unknown> = {}) =>
  pushed({
    externalRef: 'trivy/shop',
    result,
    validUntil: '2030-02-25',
    assessmentId: target.assessmentId,
    requirementNumbers: [target.requirementNumber],
    ...more,
  });

beforeEach(async () => {
  at = await makePushing();
  target = { assessmentId: at.assessmentId, requirementNumber: '2.2.2' };
  const changes = { finding: 'IN_PLACE' } as const;
  await recordResponse(at.ours.grant('response:record'), target, { row: 0, version: 0, changes });
});

async function checklistItem() {
  const { readList } = await openChecklist(at.ours.grant('assessment:read'), target.assessmentId, null);
  const item = (await readList()).items.find(
    ({ requirementNumber }) => requirementNumber === target.requirementNumber,
  );
  if (!item) throw new Error('the requirement is not asked');
  return item;
}

/** What every place says of the requirement's evidence: the figures, the list, the sign-off, the table that leaves. */
async function counted() {
  const { ours } = at;
  const sealed = await read(ours.grant('attestation:read'), (tx) =>
    readEvidence(tx, ours.organizationId, target.assessmentId),
  );
  const { sheet } = await readExchangeSheet(ours.grant('assessment:read'), target.assessmentId);
  const cover = await getEvidenceCover(
    ours.grant('evidence:read'),
    target.assessmentId,
    dayIn(ours.timeZone),
  );
  return {
    ...cover,
    list: (await checklistItem()).evidence,
    signOff: sealed.length,
    sheet: sheet.rows.find(({ requirementNumber }) => requirementNumber === '2.2.2')?.evidence.length,
  };
}
const all = { evidenced: 1, fresh: 1, list: 1, signOff: 1, sheet: 1 };
const none = { evidenced: 0, fresh: 0, list: 0, signOff: 0, sheet: 0 };
const panel = async () => (await listRequirementEvidence(at.ours.grant('evidence:read'), target)).items[0];

describe('evidence whose newest result is that it failed', () => {
  it('counts nowhere, and counts again once a run passes', async () => {
    await run('PASS');
    expect(await counted()).toEqual(all);
    expect(await checklistItem()).not.toHaveProperty('hasFailedEvidence');
    await run('FAIL');
    expect(await counted()).toEqual(none);
    await run('FAIL');
    expect(await counted()).toEqual(none);
    await run('INFO');
    expect(await counted()).toEqual(all);
    await run('FAIL');
    await run('PASS');
    expect(await counted()).toEqual(all);
    expect(await panel()).toMatchObject({ failure: null });
  });

  it('counts nowhere from its first run on, also when a reviewer accepts what it says', async () => {
    const { evidenceId } = await run('FAIL');
    expect(await counted()).toEqual(none);
    await review(at.ours, evidenceId);
    expect(await counted()).toEqual(none);
  });

  it('is told apart from what a reviewer rejected', async () => {
    const { evidenceId } = await run('FAIL');
    await review(at.officer, evidenceId, 'Of another shop.');
    expect(await panel()).toMatchObject({
      failure: { tool: 'Trivy' },
      rejection: { reason: 'Of another shop.' },
    });
    await run('PASS');
    expect(await panel()).toMatchObject({ failure: null, rejection: null });
    await review(at.officer, evidenceId, 'Of another shop.');
    expect(await counted()).toEqual(none);
  });

  it('is said in words: beside the requirement, in the checklist, in the library and its search', async () => {
    const { evidenceId } = await run('FAIL');
    expect(await panel()).toMatchObject({
      failure: { tool: 'Trivy' },
      rejection: null,
      isAccepted: false,
      facts: expect.stringContaining('Trivy: failed'),
    });
    const item = await checklistItem();
    expect(item).toMatchObject({ evidence: 0, hasFailedEvidence: true });
    expect(claimInWords(item)).toBe('only evidence that failed and no test');
    const grant = at.ours.grant('evidence:read');
    const [hit] = await searchEvidence(grant, 'image');
    expect(hit?.facts).toMatch(/, failed$/);
    const filter = { ...parseEvidenceFilter({}), view: 'REJECTED' } as const;
    expect((await listEvidence(grant, filter)).rows.map((row) => row.evidenceId)).toEqual([evidenceId]);
    expect((await countEvidence(grant)).REJECTED).toBe(1);
    await run('PASS');
    expect((await listEvidence(grant, filter)).rows).toEqual([]);
    expect((await countEvidence(grant)).REJECTED).toBe(0);
  });

  it('leaves what stands beside it to count', async () => {
    await run('FAIL');
    await addTestFiles(at.ours, { 'c.csv': 'c;1\n' }, {}, target);
    expect(await counted()).toEqual(all);
    expect(claimInWords(await checklistItem())).toBe('no test');
  });

  it('outdates the approvals that rested on it', async () => {
    await run('PASS');
    const grants = {
      act: at.officer.grant('response:review'),
      read: at.officer.grant('assessment:read'),
    };
    const requirements = (await listSeen(grants.read, target.assessmentId)).filter(
      ({ requirementNumber }) => requirementNumber === '2.2.2',
    );
    await reviewRequirements(grants, target.assessmentId, { requirements, what: 'APPROVE', reason: '' });
    const state = async () => (await findReview(grants.read, target.assessmentId, 'pci-dss:2.2.2'))?.state;
    expect(await state()).toBe('APPROVED');
    await run('FAIL');
    expect(await state()).toBe('CHANGED');
  });
});

describe('a signature', () => {
  it('does not rest on what has failed, and what was signed stays when it fails afterwards', async () => {
    const ours = await makeOrganization(signer);
    const { token } = await keyOf(ours);
    const assessmentId = await makeReady(ours);
    const place = { assessmentId, requirementNumbers: ['6.3.3'] };
    const failed = await pushed({ externalRef: 'zap', result: 'FAIL', ...place }, token);
    const passed = await pushed({ externalRef: 'trivy', result: 'PASS', ...place }, token);
    await approveAll(assessmentId);
    await sign(ours, assessmentId);
    await pushed({ externalRef: 'trivy', result: 'FAIL', tool: 'Trivy' }, token);
    await pushed({ externalRef: 'zap', result: 'PASS', tool: 'ZAP' }, token);
    const links = await unsafeRows(
      'SELECT "evidenceId", "signedVersion" FROM "EvidenceLink" WHERE "assessmentId" = $1 ORDER BY "signedVersion"',
      [assessmentId],
    );
    expect(links).toEqual([
      { evidenceId: failed.evidenceId, signedVersion: 0 },
      { evidenceId: passed.evidenceId, signedVersion: 1 },
    ]);
    const grant = ours.grant('evidence:read');
    const { items } = await listRequirementEvidence(grant, { assessmentId, requirementNumber: '6.3.3' });
    expect(
      items.map(({ evidenceId, failure, facts }) => [
        evidenceId,
        failure !== null,
        facts.match(/: (\w+)/)?.[1],
      ]),
    ).toEqual([
      [failed.evidenceId, true, 'failed'],
      [passed.evidenceId, false, 'passed'],
    ]);
    expect(await getEvidenceCover(grant, assessmentId, dayIn(ours.timeZone))).toMatchObject({ evidenced: 1 });
  });
});
