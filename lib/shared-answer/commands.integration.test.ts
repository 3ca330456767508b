import { beforeEach, describe, expect, it } from 'vitest';
import { read } from '@/lib/access/read';
import { listAssessments } from '@/lib/assessment/queries';
import { unsafeAnswer, unsafeSign } from '@/lib/assessment/testing';
import { unsafeLoad } from '@/lib/attestation/queries/sources';
import { eventsOf, refusalOf } from '@/lib/legal-entity/testing';
import {
  makeOrganization,
  type TestOrganization,
  unsafeOwner,
  unsafeRows,
  untilWaitedFor,
} from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import type { ResponseChanges } from '@/lib/response/model';
import { listChecklist } from '@/lib/response/queries';
import { countFindings } from '@/lib/response/rules/progress';
import { makeAssessment } from '@/lib/response/testing';
import { confirmShared, detachShared, shareAnswers } from './commands';
import { findShared, listShared, listShareLines, listShareTargets } from './queries';

const NUMBER = '12.10.1';
let ours: TestOrganization;
let [source, target] = ['', ''];
beforeEach(async () => {
  ours = await makeOrganization();
  source = await makeAssessment(ours, 'A');
  target = await makeAssessment(ours, 'A-EP');
});

const grants = (organization = ours) => ({
  record: organization.grant('response:record'),
  attach: organization.grant('evidence:attach'),
});
const reading = (organization = ours) => organization.grant('assessment:read');

async function answer(assessmentId: string, version: number, changes: ResponseChanges, number = NUMBER) {
  return recordResponse(
    ours.grant('response:record'),
    { assessmentId, requirementNumber: number },
    { row: 0, version, changes },
  );
}
const lines = () => listShareLines(reading(), source, { requirementNumber: NUMBER });
async function share() {
  const entries = (await lines()).filter((one) => one.assessmentId === target);
  return shareAnswers(grants(), source, { entries });
}
async function stored(assessmentId: string, number = NUMBER) {
  const [row] = await unsafeRows<Record<string, unknown>>(
    `SELECT "finding", "resultNote", "version", "updatedByName" FROM "Response" WHERE "assessmentId" = $1 AND "requirementKey" = $2`,
    [assessmentId, `pci-dss:${number}`],
  );
  return row;
}
async function counted(assessmentId: string, questionnaireId: string) {
  const head = { catalogueVersionId: 'pci-dss-4.0.1', questionnaireId };
  const { items } = await listChecklist(reading(), assessmentId, head);
  return {
    answered: countFindings(items).answered,
    item: items.find((one) => one.requirementNumber === NUMBER),
  };
}

describe('using an organization-wide answer in another assessment', () => {
  it('copies the answer with its evidence and says in both where it comes from', async () => {
    await unsafeAnswer(ours, source, NUMBER, 'IN_PLACE');
    expect(await lines()).toMatchObject([
      { assessmentId: target, effect: 'NEW', evidence: 1, sourceBasis: 3, targetBasis: 0 },
    ]);
    expect(await share()).toEqual({
      shared: [{ assessmentId: target, requirementNumber: NUMBER }],
      left: [],
    });
    expect(await stored(target)).toMatchObject({ finding: 'IN_PLACE', resultNote: 'seen', version: 1 });
    const links = await unsafeRows(
      `SELECT "evidenceId" FROM "EvidenceLink" WHERE "requirementKey" = $1 AND "assessmentId" = ANY ($2) GROUP BY 1 HAVING count(*) = 2`,
      [`pci-dss:${NUMBER}`, [source, target]],
    );
    expect(links).toHaveLength(1);
    expect(await findShared(reading(), target, NUMBER)).toMatchObject({
      from: { assessmentId: source, state: 'CURRENT', confirmedByName: 'Ada Lovelace' },
    });
    expect(await findShared(reading(), source, NUMBER)).toMatchObject({
      usedIn: [{ assessmentId: target }],
      canShare: true,
    });
    const types = (await eventsOf(ours)).map((one) => one.type);
    expect(types).toEqual(
      expect.arrayContaining(['assessment.answers-shared', 'response.recorded', 'evidence.linked']),
    );
  });

  it('counts a use as open from the change of its source until it is confirmed', async () => {
    await answer(source, 0, { finding: 'IN_PLACE', resultNote: 'Plan of 2025' });
    await share();
    expect(await counted(target, 'A-EP')).toMatchObject({ answered: 1 });
    await answer(source, 1, { resultNote: 'Plan of 2026' });
    const open = await counted(target, 'A-EP');
    expect(open).toMatchObject({ answered: 0, item: { isUnconfirmed: true } });
    const listed = (await listAssessments(reading())).find((one) => one.assessmentId === target);
    expect(listed?.counts).toMatchObject({ IN_PLACE: 0 });
    const { sources } = await read(reading(), (tx) => unsafeLoad(tx, reading(), target));
    expect(sources.unconfirmed).toEqual([NUMBER]);
    const [link] = await listShared(reading(), target);
    expect(link).toMatchObject({
      state: 'CHANGED',
      changes: [{ row: 0, field: 'resultNote', from: 'Plan of 2025', to: 'Plan of 2026' }],
    });
    if (!link) throw new Error('no link');
    expect(await stored(target), 'nothing is taken over by itself').toMatchObject({
      resultNote: 'Plan of 2025',
    });
    await confirmShared(grants(), target, { entries: [link] });
    expect(await stored(target)).toMatchObject({ resultNote: 'Plan of 2026', version: 2 });
    expect(await counted(target, 'A-EP')).toMatchObject({ answered: 1 });
    expect((await listShared(reading(), target))[0]?.state).toBe('CURRENT');
  });

  it('keeps its own copy once it is detached', async () => {
    await answer(source, 0, { finding: 'IN_PLACE', resultNote: 'Ours' });
    await share();
    await detachShared(grants().record, target, { requirementNumber: NUMBER });
    await answer(source, 1, { finding: 'NOT_IN_PLACE' });
    expect(await stored(target)).toMatchObject({ finding: 'IN_PLACE', resultNote: 'Ours' });
    expect(await counted(target, 'A-EP')).toMatchObject({ answered: 1 });
    expect(await listShared(reading(), target)).toEqual([]);
    expect(
      await refusalOf(detachShared(grants().record, target, { requirementNumber: NUMBER })),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect((await eventsOf(ours)).filter((one) => one.type === 'assessment.shared-detached')).toHaveLength(1);
  });

  it('overwrites nothing that was not seen', async () => {
    await answer(source, 0, { finding: 'IN_PLACE' });
    const seen = await lines();
    await answer(target, 0, { finding: 'NOT_APPLICABLE', notApplicableReason: 'None' });
    const outcome = await shareAnswers(grants(), source, { entries: seen });
    expect(outcome).toMatchObject({
      shared: [],
      left: [{ why: expect.stringMatching(/changed meanwhile/) }],
    });
    expect(await stored(target)).toMatchObject({ finding: 'NOT_APPLICABLE', version: 1 });
    expect(await lines()).toMatchObject([{ effect: 'REPLACES' }]);
    expect((await share()).shared).toHaveLength(1);
    expect(await stored(target)).toMatchObject({ finding: 'IN_PLACE', version: 2 });
  });

  it('leaves the author of an answer that says the same', async () => {
    await answer(source, 0, { finding: 'IN_PLACE' });
    await unsafeRows(
      `UPDATE "Response" SET "finding" = 'IN_PLACE', "version" = 4, "updatedByName" = 'Priya' WHERE "assessmentId" = $1 AND "requirementKey" = $2`,
      [target, `pci-dss:${NUMBER}`],
    );
    await share();
    expect(await stored(target)).toMatchObject({ version: 4, updatedByName: 'Priya' });
    expect((await listShared(reading(), target))[0]).toMatchObject({ state: 'CURRENT' });
  });

  it('shares everything organization-wide at once, and only that', async () => {
    await unsafeRows(
      `UPDATE "Response" SET "finding" = 'IN_PLACE', "version" = 1 WHERE "assessmentId" = $1`,
      [source],
    );
    const all = await listShareLines(reading(), source, { targetId: target });
    expect(all.length).toBeGreaterThan(5);
    expect(all.length).toBeLessThan(27);
    const narrow = { assessmentId: target, requirementNumber: '2.2.2', sourceBasis: 1, targetBasis: 0 };
    const outcome = await shareAnswers(grants(), source, { entries: [...all, narrow] });
    expect(outcome.shared).toHaveLength(all.length);
    expect(outcome.left).toMatchObject([
      { requirementNumber: '2.2.2', why: expect.stringMatching(/one integration/) },
    ]);
  });

  it('does once, and says once, what a form sends twice', async () => {
    await unsafeAnswer(ours, source, NUMBER, 'IN_PLACE');
    const [line] = await lines();
    if (!line) throw new Error('no line');
    const shared = await shareAnswers(grants(), source, { entries: [line, line, { ...line }] });
    expect(shared).toEqual({ shared: [{ assessmentId: target, requirementNumber: NUMBER }], left: [] });
    await answer(source, 3, { resultNote: 'Newer' });
    const [link] = await listShared(reading(), target);
    if (!link) throw new Error('no link');
    await confirmShared(grants(), target, { entries: [link, link] });
    const said = (await eventsOf(ours)).filter(({ type }) => type.startsWith('assessment.'));
    expect(said.map(({ type, data }) => [type, data.requirements])).toEqual([
      ['assessment.answers-shared', NUMBER],
      ['assessment.shared-confirmed', NUMBER],
    ]);
  });

  it('is frozen with a signature on either side', async () => {
    await answer(source, 0, { finding: 'IN_PLACE' });
    await share();
    await answer(source, 1, { finding: 'NOT_IN_PLACE' });
    const [link] = await listShared(reading(), target);
    if (!link) throw new Error('no link');
    await unsafeSign(ours, target);
    expect(await confirmShared(grants(), target, { entries: [link] })).toMatchObject({
      shared: [],
      left: [{ why: expect.stringMatching(/signed/) }],
    });
    expect(
      await refusalOf(detachShared(grants().record, target, { requirementNumber: NUMBER })),
    ).toMatchObject({ code: 'WRONG_STATE' });
    expect(await listShareTargets(reading(), source)).toEqual([]);
    await unsafeSign(ours, source);
    expect(await refusalOf(shareAnswers(grants(), source, { entries: [link] }))).toMatchObject({
      code: 'WRONG_STATE',
    });
    expect(await stored(target)).toMatchObject({ finding: 'IN_PLACE' });
  });

  it('waits for a save of the source that is under way, and then sees that it is old', async () => {
    await answer(source, 0, { finding: 'IN_PLACE' });
    const seen = await lines();
    const holder = await unsafeOwner().connect();
    try {
      await holder.query('BEGIN');
      await holder.query(
        `UPDATE "Response" SET "finding" = 'NOT_IN_PLACE', "version" = 2 WHERE "assessmentId" = $1 AND "requirementKey" = $2`,
        [source, `pci-dss:${NUMBER}`],
      );
      const sharing = shareAnswers(grants(), source, { entries: seen });
      await untilWaitedFor(holder);
      await holder.query('COMMIT');
      expect(await sharing).toMatchObject({ shared: [], left: [{ requirementNumber: NUMBER }] });
    } finally {
      holder.release();
    }
    expect(await stored(target)).toMatchObject({ finding: null, version: 0 });
  });

  it('goes both ways at once without a deadlock, and never in a circle', async () => {
    for (const number of [NUMBER, '3.1.1']) await answer(source, 0, { finding: 'IN_PLACE' }, number);
    await answer(target, 0, { finding: 'IN_PLACE' }, '3.2.1');
    const there = (await listShareLines(reading(), source, { targetId: target })).filter(
      (one) => one.requirementNumber !== '3.2.1',
    );
    const back = (await listShareLines(reading(), target, { targetId: source })).filter(
      (one) => one.requirementNumber === '3.2.1',
    );
    const [one, other] = await Promise.all([
      shareAnswers(grants(), source, { entries: there }),
      shareAnswers(grants(), target, { entries: back }),
    ]);
    expect([one.shared.length, other.shared.length]).toEqual([2, 1]);
    const circle = await listShareLines(reading(), target, { requirementNumber: NUMBER });
    expect(await shareAnswers(grants(), target, { entries: circle })).toMatchObject({
      shared: [],
      left: [{ why: expect.stringMatching(/comes from/) }],
    });
  });

  it('needs the right in each assessment, and is not there for another organization', async () => {
    await answer(source, 0, { finding: 'IN_PLACE' });
    const owner = await ours.addMember({ role: 'CONTROL_OWNER' });
    const entries = await lines();
    const own = { record: owner.grant('response:record'), attach: owner.grant('evidence:attach') };
    await unsafeRows(
      `INSERT INTO "Assignment" ("organizationId", "id", "assessmentId", "requirementKey", "userId", "assignedById") VALUES ($1, gen_random_uuid(), $2, $3, $4, $4)`,
      [ours.organizationId, source, `pci-dss:${NUMBER}`, owner.userId],
    );
    expect(await shareAnswers(own, source, { entries })).toMatchObject({
      shared: [],
      left: [{ why: expect.stringMatching(/not yours/) }],
    });
    const theirs = await makeOrganization();
    expect(await refusalOf(shareAnswers(grants(theirs), source, { entries }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await refusalOf(listShareLines(reading(theirs), source, { targetId: target }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const foreign = await makeAssessment(theirs, 'A');
    const planted = entries.map((one) => ({ ...one, assessmentId: foreign }));
    expect(await shareAnswers(grants(), source, { entries: planted })).toMatchObject({
      shared: [],
      left: [{ assessmentId: foreign }],
    });
    expect(await stored(foreign)).toMatchObject({ finding: null });
  });
});
