import { beforeEach, describe, expect, it } from 'vitest';
import { archiveAcquirer } from '@/lib/legal-entity/commands/acquirer';
import { archiveMerchantId } from '@/lib/legal-entity/commands/merchant-id';
import { eventsOf, refusalOf, unknownId } from '@/lib/legal-entity/testing';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestOrganization, unsafeRows } from '@/lib/platform/testing';
import {
  countAssessments,
  getAssessment,
  getAssessmentBackground,
  getAssessmentChoices,
  listAssessments,
} from '../queries';
import { changeAssessmentInput, reviseAssessmentInput } from '../schema';
import { assessmentFacts, decided, unsafeAnswer, unsafeSign, unsafeTest } from '../testing';
import { archiveAssessment, restoreAssessment } from './archive-assessment';
import { changeAssessment } from './change-assessment';
import { createAssessment } from './create-assessment';
import { reviseAssessment } from './revise-assessment';

let ours: TestOrganization;
let theirs: TestOrganization;
let base: Awaited<ReturnType<typeof decided>>;
let assessmentId: string;

const manage = (organization: TestOrganization) => organization.grant('assessment:manage');
const correction = (id: string) => ({ id, reason: 'The provider was left out' });
const look = (id: string) => getAssessment(ours.grant('assessment:read'), id);

beforeEach(async () => {
  ours = await makeOrganization();
  theirs = await makeOrganization();
  base = await decided(ours);
  const facts = assessmentFacts(base.decisionId, { merchantIdIds: [base.merchantIdId] });
  ({ assessmentId } = await createAssessment(manage(ours), facts, async () => []));
});

function changes(facts: object = {}) {
  return parseInput(changeAssessmentInput, {
    name: 'Webshop 2026',
    periodFrom: '2026-01-01',
    periodTo: '2026-12-31',
    dueOn: '2027-01-31',
    merchantIdIds: [base.merchantIdId],
    acquirerIds: [base.acquirerId],
    version: 1,
    ...facts,
  });
}

async function lastEvent() {
  return (await eventsOf(ours)).at(-1);
}

describe('changing an assessment', () => {
  it('writes what changed, with before and after', async () => {
    const result = await changeAssessment(
      manage(ours),
      assessmentId,
      changes({ name: 'Shop 2026', dueOn: '', merchantIdIds: [], acquirerIds: [] }),
    );
    expect(result).toEqual({ version: 2 });
    expect(await look(assessmentId)).toMatchObject({
      name: 'Shop 2026',
      dueOn: null,
      merchantIds: [],
      acquirers: [],
    });
    expect(await lastEvent()).toEqual({
      type: 'assessment.changed',
      subjectId: assessmentId,
      data: {
        name: { from: 'Webshop 2026', to: 'Shop 2026' },
        dueOn: { from: '2027-01-31', to: null },
        merchantIds: { from: ['4711'], to: [] },
        acquirers: { from: ['North Bank'], to: [] },
      },
    });
  });

  it('that changes nothing records nothing', async () => {
    const before = await eventsOf(ours);
    expect(await changeAssessment(manage(ours), assessmentId, changes())).toEqual({ version: 1 });
    expect(await eventsOf(ours)).toEqual(before);
  });

  it('is refused when it was opened before somebody else’s change', async () => {
    await changeAssessment(manage(ours), assessmentId, changes({ name: 'First' }));
    const refusal = await refusalOf(
      changeAssessment(manage(ours), assessmentId, changes({ name: 'Second' })),
    );
    expect(refusal.code).toBe('CONFLICT');
    expect((await look(assessmentId)).name).toBe('First');
  });

  it('keeps recipients that went to the archive while the assessment was there itself', async () => {
    const register = ours.grant('legal-entity:manage');
    await archiveAssessment(manage(ours), assessmentId);
    await archiveMerchantId(register, base.merchantIdId);
    await archiveAcquirer(register, base.acquirerId);
    await restoreAssessment(manage(ours), assessmentId);
    await changeAssessment(manage(ours), assessmentId, changes({ name: 'Shop', version: 3 }));
    expect(await look(assessmentId)).toMatchObject({
      name: 'Shop',
      merchantIds: [{ number: '4711' }],
      acquirers: [{ name: 'North Bank' }],
    });
  });

  it('is refused once it is signed or archived, and for somebody else’s', async () => {
    await archiveAssessment(manage(ours), assessmentId);
    const change = () => changeAssessment(manage(ours), assessmentId, changes({ name: 'New', version: 2 }));
    expect((await refusalOf(change())).code).toBe('WRONG_STATE');
    await restoreAssessment(manage(ours), assessmentId);
    await unsafeSign(ours, assessmentId);
    expect((await refusalOf(change())).code).toBe('WRONG_STATE');
    expect((await refusalOf(changeAssessment(manage(theirs), assessmentId, changes()))).code).toBe(
      'NOT_FOUND',
    );
    expect((await look(assessmentId)).name).toBe('Webshop 2026');
  });
});

describe('archiving an assessment', () => {
  it('takes it out of the list and back, each with its event', async () => {
    const reader = ours.grant('assessment:read');
    await archiveAssessment(manage(ours), assessmentId);
    expect((await lastEvent())?.type).toBe('assessment.archived');
    expect(await listAssessments(reader)).toEqual([]);
    expect(await listAssessments(reader, { isArchived: true })).toHaveLength(1);
    expect(await countAssessments(reader)).toEqual({ active: 0, archived: 1 });
    await restoreAssessment(manage(ours), assessmentId);
    expect((await lastEvent())?.type).toBe('assessment.restored');
    expect(await listAssessments(reader)).toHaveLength(1);
  });

  it('answers foreign and unknown ids alike', async () => {
    expect((await refusalOf(archiveAssessment(manage(theirs), assessmentId))).code).toBe('NOT_FOUND');
    expect((await refusalOf(archiveAssessment(manage(ours), unknownId))).code).toBe('NOT_FOUND');
    expect((await look(assessmentId)).isArchived).toBe(false);
  });
});

describe('correcting a signed assessment', () => {
  beforeEach(async () => {
    await unsafeAnswer(ours, assessmentId, '12.8.1', 'NOT_IN_PLACE');
    await unsafeTest(ours, assessmentId, '12.8.1');
    await unsafeSign(ours, assessmentId);
  });

  const testsOf = (id: string) =>
    unsafeRows(
      `SELECT to_jsonb(t) - 'assessmentId' - 'id' AS "row" FROM "TestRecord" t WHERE "assessmentId" = $1`,
      [id],
    );

  const rowsOf = (id: string) =>
    unsafeRows(
      `SELECT to_jsonb(r) - 'assessmentId' AS "row" FROM "Response" r WHERE "assessmentId" = $1 ORDER BY "requirementKey", "row"`,
      [id],
    );

  it('makes a new revision with every answer, reader and use of evidence', async () => {
    const revised = await reviseAssessment(manage(ours), correction(assessmentId));
    expect(await look(revised.assessmentId)).toMatchObject({
      status: 'OPEN',
      revision: 2,
      revisionOfId: assessmentId,
      name: 'Webshop 2026',
      decisionId: base.decisionId,
      merchantIds: [{ number: '4711' }],
      acquirers: [{ name: 'North Bank' }],
      integrations: [{ name: 'Webshop' }],
    });
    // Whole rows, so that a column that is added to answers later cannot be forgotten here.
    expect(await rowsOf(revised.assessmentId)).toEqual(await rowsOf(assessmentId));
    expect(await testsOf(revised.assessmentId)).toEqual(await testsOf(assessmentId));
    expect(
      await unsafeRows('SELECT 1 FROM "EvidenceLink" WHERE "assessmentId" = $1', [revised.assessmentId]),
    ).toHaveLength(1);
    expect(await lastEvent()).toMatchObject({
      type: 'assessment.revised',
      subjectId: revised.assessmentId,
      data: {
        revision: 2,
        revisionOf: assessmentId,
        reason: 'The provider was left out',
        answerRows: 27,
        evidenceLinks: 1,
        tests: 1,
      },
    });
  });

  it('keeps the reason, which is asked for', async () => {
    const revised = await reviseAssessment(manage(ours), correction(assessmentId));
    const background = await getAssessmentBackground(ours.grant('assessment:read'), revised.assessmentId);
    expect(background.correctionReason).toBe('The provider was left out');
    const signed = await getAssessmentBackground(ours.grant('assessment:read'), assessmentId);
    expect(signed.correctionReason).toBe('');
  });

  it.each([
    ['', 'Enter why it is corrected.'],
    ['  \n ', 'Enter why it is corrected.'],
    ['x'.repeat(501), 'Use at most 500 characters.'],
  ])('refuses the reason %j at its field', (reason, words) => {
    const parsed = reviseAssessmentInput.safeParse({ id: unknownId, reason });
    expect(parsed.error?.issues).toMatchObject([{ path: ['reason'], message: words }]);
  });

  it('leaves the signed one in force until the correction is signed', async () => {
    const revised = await reviseAssessment(manage(ours), correction(assessmentId));
    expect(await look(assessmentId)).toMatchObject({
      status: 'SIGNED',
      laterRevision: { assessmentId: revised.assessmentId, revision: 2, status: 'OPEN' },
    });
  });

  it('is refused while another correction is open, and possible again when that one is archived', async () => {
    const first = await reviseAssessment(manage(ours), correction(assessmentId));
    expect((await refusalOf(reviseAssessment(manage(ours), correction(assessmentId)))).code).toBe(
      'WRONG_STATE',
    );
    await archiveAssessment(manage(ours), first.assessmentId);
    await reviseAssessment(manage(ours), correction(assessmentId));
    expect((await refusalOf(restoreAssessment(manage(ours), first.assessmentId))).code).toBe('WRONG_STATE');
  });

  it('of two people at once starts only one', async () => {
    const outcomes = await Promise.allSettled([
      reviseAssessment(manage(ours), correction(assessmentId)),
      reviseAssessment(manage(ours), correction(assessmentId)),
    ]);
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  it('is refused for an open one and for somebody else’s', async () => {
    const revised = await reviseAssessment(manage(ours), correction(assessmentId));
    expect((await refusalOf(reviseAssessment(manage(ours), correction(revised.assessmentId)))).code).toBe(
      'WRONG_STATE',
    );
    expect((await refusalOf(reviseAssessment(manage(theirs), correction(assessmentId)))).code).toBe(
      'NOT_FOUND',
    );
  });
});

describe('listing assessments', () => {
  it('counts requirements per finding; one with several rows counts once, and only when all are answered', async () => {
    const other = await decided(theirs, 'DIRECT_POST');
    const made = await createAssessment(manage(theirs), assessmentFacts(other.decisionId), async () => []);
    await unsafeAnswer(theirs, made.assessmentId, '6.4.3', 'IN_PLACE');
    await unsafeAnswer(theirs, made.assessmentId, '12.8.1', 'NOT_IN_PLACE');
    await unsafeAnswer(theirs, made.assessmentId, '4.2.1', 'NOT_APPLICABLE');
    await unsafeRows(
      `UPDATE "Response" SET "finding" = NULL WHERE "assessmentId" = $1 AND "requirementKey" = 'pci-dss:4.2.1' AND "row" = 0`,
      [made.assessmentId],
    );
    const [item] = await listAssessments(theirs.grant('assessment:read'));
    expect(item?.counts).toEqual({
      IN_PLACE: 1,
      IN_PLACE_WITH_CCW: 0,
      NOT_APPLICABLE: 0,
      NOT_TESTED: 0,
      NOT_IN_PLACE: 1,
      UNANSWERED: 137,
    });
    expect(item?.requirementCount).toBe(139);
  });

  it('shows only this organization’s, and offers only what can be named', async () => {
    expect(await listAssessments(theirs.grant('assessment:read'))).toEqual([]);
    const choices = await getAssessmentChoices(manage(ours), base.legalEntityId);
    expect(choices).toMatchObject({
      merchantIds: [{ number: '4711', acquirerName: 'North Bank' }],
      acquirers: [{ name: 'North Bank' }],
    });
    expect(await getAssessmentChoices(manage(theirs), base.legalEntityId)).toEqual({
      merchantIds: [],
      acquirers: [],
    });
    const foreign = getAssessment(theirs.grant('assessment:read'), assessmentId);
    expect((await refusalOf(foreign)).code).toBe('NOT_FOUND');
  });
});
