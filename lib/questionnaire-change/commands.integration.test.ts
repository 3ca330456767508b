import { beforeEach, describe, expect, it } from 'vitest';
import { unsafeAnswer, unsafeSign } from '@/lib/assessment/testing';
import { eventsOf, refusalOf, unknownId } from '@/lib/legal-entity/testing';
import {
  makeOrganization,
  type TestOrganization,
  unsafeOwner,
  unsafeRows,
  untilWaitedFor,
} from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { listResponseHistory } from '@/lib/response/queries';
import { makeAssessment } from '@/lib/response/testing';
import { changeQuestionnaire } from './commands';
import { listDecisionChoices, previewChange } from './queries';
import { change, decideOn, listed, makeCovered, numbersOf } from './testing';

let ours: TestOrganization;
beforeEach(async () => {
  ours = await makeOrganization();
});

const manage = (organization = ours) => organization.grant('assessment:manage');
const record = () => ours.grant('response:record');

describe('changing the questionnaire of an open assessment', () => {
  it('says in the event what was before and after', async () => {
    const { assessmentId } = await makeCovered(ours, 'A-EP');
    await unsafeAnswer(ours, assessmentId, '1.2.1', 'IN_PLACE');
    const decisionId = await decideOn(ours, assessmentId, 'A');
    await change(ours, assessmentId, decisionId);
    const event = (await eventsOf(ours)).find((one) => one.type === 'assessment.questionnaire-changed');
    expect(event).toMatchObject({
      subjectId: assessmentId,
      data: {
        from: 'SAQ A-EP',
        to: 'SAQ A',
        decisionBefore: null,
        decisionAfter: decisionId,
        added: [],
        returned: [],
      },
    });
    expect(event?.data.setAside).toHaveLength(112);
  });

  it('offers another name where the old one speaks of the old questionnaire, and the event says it', async () => {
    const { assessmentId } = await makeCovered(ours, 'A-EP');
    await unsafeRows(`UPDATE "Assessment" SET "name" = 'Shop, SAQ A-EP' WHERE "id" = $1`, [assessmentId]);
    const decisionId = await decideOn(ours, assessmentId, 'A');
    expect((await previewChange(manage(), assessmentId, decisionId)).newName).toBe('Shop, SAQ A');
    await changeQuestionnaire(manage(), record(), assessmentId, {
      decisionId,
      version: 1,
      name: 'Shop, SAQ A',
    });
    const rows = await unsafeRows(`SELECT "name" FROM "Assessment" WHERE "id" = $1`, [assessmentId]);
    expect(rows).toEqual([{ name: 'Shop, SAQ A' }]);
    const event = (await eventsOf(ours)).find((one) => one.type === 'assessment.questionnaire-changed');
    expect(event?.data).toMatchObject({ name: 'Shop, SAQ A-EP', newName: 'Shop, SAQ A' });
  });

  it('takes Not Tested back where the new questionnaire does not offer it, and history keeps it', async () => {
    const { assessmentId } = await makeCovered(ours, 'D-Merchant');
    for (const number of ['8.3.6', '3.2.1', '1.2.1']) {
      const target = { assessmentId, requirementNumber: number };
      const changes = { finding: 'NOT_TESTED' as const, notTestedReason: 'Later' };
      await recordResponse(record(), target, { row: 0, version: 0, changes });
    }
    const decisionId = await decideOn(ours, assessmentId, 'A');
    const preview = await previewChange(manage(), assessmentId, decisionId);
    expect(preview.answerAgain.map((one) => one.requirementNumber)).toEqual(['3.2.1', '8.3.6']);
    expect(preview.stay).toEqual({ requirements: 27, answered: 0 });
    await change(ours, assessmentId, decisionId);
    const items = await listed(ours, assessmentId, 'A');
    expect(items.find((one) => one.requirementNumber === '8.3.6')?.rows[0]).toMatchObject({
      finding: null,
      version: 2,
    });
    const history = await listResponseHistory(ours.grant('assessment:read'), assessmentId, '8.3.6', [0]);
    expect(history[0]?.changes).toEqual({ finding: { from: 'NOT_TESTED', to: null } });
    // What fell away keeps it until it is asked again: by one that offers it, as it was; by one that does not, not at all.
    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'D-Merchant'), 2);
    const again = await listed(ours, assessmentId, 'D-Merchant');
    expect(again.find((one) => one.requirementNumber === '1.2.1')?.rows[0]).toMatchObject({
      finding: 'NOT_TESTED',
      version: 1,
    });
    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A'), 3);
    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A-EP'), 4);
    const wide = await listed(ours, assessmentId, 'A-EP');
    expect(wide.find((one) => one.requirementNumber === '1.2.1')?.rows[0]).toMatchObject({
      finding: null,
      version: 2,
    });
  });

  it('loses no save that is under way: it comes first, or is told that the requirement is not asked', async () => {
    const { assessmentId } = await makeCovered(ours, 'A-EP');
    const decisionId = await decideOn(ours, assessmentId, 'A');
    const holder = await unsafeOwner().connect();
    try {
      // Somebody saves and is not done yet.
      await holder.query('BEGIN');
      await holder.query(`SELECT 1 FROM "Assessment" WHERE "id" = $1 FOR SHARE`, [assessmentId]);
      await holder.query(
        `UPDATE "Response" SET "finding" = 'IN_PLACE', "version" = 1 WHERE "assessmentId" = $1 AND "requirementKey" IN ('pci-dss:8.3.6', 'pci-dss:1.2.1')`,
        [assessmentId],
      );
      const changed = change(ours, assessmentId, decisionId);
      await untilWaitedFor(holder);
      await holder.query('COMMIT');
      await changed;
    } finally {
      holder.release();
    }
    expect(
      (await listed(ours, assessmentId, 'A')).find((one) => one.requirementNumber === '8.3.6')?.rows[0]
        ?.finding,
    ).toBe('IN_PLACE');
    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A-EP'), 2);
    expect(
      (await listed(ours, assessmentId, 'A-EP')).find((one) => one.requirementNumber === '1.2.1')?.rows[0]
        ?.finding,
    ).toBe('IN_PLACE');
  });

  it('stands beside many saves at once', async () => {
    const { assessmentId } = await makeCovered(ours, 'A-EP');
    const decisionId = await decideOn(ours, assessmentId, 'A');
    const numbers = [...numbersOf('A-EP')].filter((_, index) => index % 6 === 0);
    const saves = numbers.map(async (requirementNumber) => {
      const save = {
        row: 0,
        version: 0,
        changes: { finding: 'NOT_IN_PLACE' as const, planAction: requirementNumber },
      };
      const outcome = await recordResponse(record(), { assessmentId, requirementNumber }, save).catch(
        (error) => error,
      );
      return { requirementNumber, isSaved: 'outcome' in outcome && outcome.outcome === 'SAVED', outcome };
    });
    await change(ours, assessmentId, decisionId);
    const done = await Promise.all(saves);
    for (const { requirementNumber, isSaved, outcome } of done) {
      if (!isSaved) {
        expect(outcome).toMatchObject({ code: 'NOT_FOUND' });
        expect(numbersOf('A')).not.toContain(requirementNumber);
      }
    }
    const stored = await unsafeRows<{ planAction: string }>(
      `SELECT "planAction" FROM "Response" WHERE "assessmentId" = $1 AND "planAction" <> ''`,
      [assessmentId],
    );
    expect(stored.map((row) => row.planAction).sort()).toEqual(
      done
        .filter((one) => one.isSaved)
        .map((one) => one.requirementNumber)
        .sort(),
    );
  });

  it('is refused for what is signed or archived, for stale pages, and for decisions that do not fit', async () => {
    const { assessmentId, integrationId } = await makeCovered(ours, 'A');
    const decisionId = await decideOn(ours, assessmentId, 'A-EP');
    expect(await refusalOf(change(ours, assessmentId, decisionId, 7))).toMatchObject({ code: 'CONFLICT' });
    expect(await refusalOf(change(ours, assessmentId, unknownId))).toMatchObject({ code: 'NOT_FOUND' });
    const other = await makeCovered(ours, 'A');
    expect(
      await refusalOf(change(ours, assessmentId, await decideOn(ours, other.assessmentId, 'A-EP'))),
    ).toMatchObject({
      code: 'WRONG_STATE',
    });
    await unsafeRows(`UPDATE "Integration" SET "method" = 'DIRECT_POST' WHERE "id" = $1`, [integrationId]);
    expect(
      await refusalOf(change(ours, assessmentId, decisionId)),
      'the register changed since',
    ).toMatchObject({
      code: 'WRONG_STATE',
    });
    const fresh = await decideOn(ours, assessmentId, 'A-EP');
    await unsafeSign(ours, assessmentId);
    expect(await refusalOf(change(ours, assessmentId, fresh))).toMatchObject({ code: 'WRONG_STATE' });
    expect(await refusalOf(previewChange(manage(), assessmentId, fresh))).toMatchObject({
      code: 'WRONG_STATE',
    });
    const archived = await makeAssessment(ours, 'A', { archived: true });
    expect(await refusalOf(listDecisionChoices(manage(), archived))).toMatchObject({ code: 'WRONG_STATE' });
    const events = await eventsOf(ours);
    expect(events.filter((one) => one.type === 'assessment.questionnaire-changed')).toEqual([]);
  });

  it('is not there for another organization', async () => {
    const theirs = await makeOrganization();
    const { assessmentId } = await makeCovered(ours, 'A');
    const decisionId = await decideOn(ours, assessmentId, 'A-EP');
    expect(await refusalOf(change(theirs, assessmentId, decisionId))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusalOf(previewChange(manage(theirs), assessmentId, decisionId))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const own = await makeCovered(theirs, 'A');
    expect(await refusalOf(change(theirs, own.assessmentId, decisionId))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('what an assessment could rest on instead', () => {
  it('names the newest fitting decision for each other questionnaire', async () => {
    const { assessmentId } = await makeCovered(ours, 'A');
    await decideOn(ours, assessmentId, 'A');
    await decideOn(ours, assessmentId, 'A-EP');
    const newest = await decideOn(ours, assessmentId, 'A-EP');
    const choices = await listDecisionChoices(manage(), assessmentId);
    expect(choices).toEqual([
      {
        decisionId: newest,
        questionnaireId: 'A-EP',
        name: 'SAQ A-EP',
        decidedAt: expect.any(Date),
        decidedByName: 'Ada Lovelace',
      },
    ]);
  });
});
