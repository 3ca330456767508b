import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { read } from '@/lib/access/read';
import { reviseAssessment } from '@/lib/assessment/commands/revise-assessment';
import { listAssessments } from '@/lib/assessment/queries';
import { unsafeAnswer, unsafeSign } from '@/lib/assessment/testing';
import type { QuestionnaireId } from '@/lib/catalogue/model';
import { refusalOf } from '@/lib/legal-entity/testing';
import { makeOrganization, type TestOrganization } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { getSchedule } from '@/lib/schedule/queries/schedule';
import {
  answerWhole,
  change,
  decideOn,
  listed,
  makeCovered,
  numbersOf,
  seenOf,
  unsafeEverything,
} from './testing';

let ours: TestOrganization;
beforeEach(async () => {
  ours = await makeOrganization();
});

const manage = (organization = ours) => organization.grant('assessment:manage');
const record = () => ours.grant('response:record');

describe('what a change of the questionnaire sets aside', () => {
  it('keeps every answer from SAQ A to SAQ A-EP and back, byte for byte', async () => {
    const { assessmentId } = await makeCovered(ours, 'A');
    for (const number of ['2.2.2', '8.3.6', '12.10.1'])
      await answerWhole(ours, assessmentId, number, 'NOT_IN_PLACE');
    const before = await unsafeEverything(assessmentId);

    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A-EP'));
    const wide = await listed(ours, assessmentId, 'A-EP');
    expect(wide).toHaveLength(139);
    expect(wide.find((one) => one.requirementNumber === '8.3.6')).toMatchObject({
      rows: [{ finding: 'NOT_IN_PLACE', version: 3 }],
      evidence: 1,
      tests: 1,
      review: 'APPROVED',
    });
    await answerWhole(ours, assessmentId, '1.2.1', 'IN_PLACE');
    const between = await unsafeEverything(assessmentId);

    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A'), 2);
    expect(await unsafeEverything(assessmentId), 'nothing is deleted').toEqual(between);
    expect((await listed(ours, assessmentId, 'A')).map((one) => one.requirementNumber)).toEqual(
      numbersOf('A'),
    );
    const ofA = (all: Record<string, string[]>) =>
      Object.values(all)
        .flat()
        .filter((row) => /"requirementKey": "pci-dss:(2\.2\.2|8\.3\.6|12\.10\.1)"/.test(row));
    expect(ofA(await unsafeEverything(assessmentId))).toEqual(ofA(before));

    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A-EP'), 3);
    expect(await unsafeEverything(assessmentId)).toEqual(between);
    expect(
      (await listed(ours, assessmentId, 'A-EP')).find((one) => one.requirementNumber === '1.2.1'),
    ).toMatchObject({
      rows: [{ finding: 'IN_PLACE', version: 3 }],
      evidence: 1,
      tests: 1,
      review: 'APPROVED',
    });
  });

  it('hides what fell away with all that hangs on it, until it is asked again', async () => {
    const { assessmentId } = await makeCovered(ours, 'A-EP');
    await answerWhole(ours, assessmentId, '1.2.1', 'IN_PLACE');
    expect(await seenOf(ours, assessmentId, '1.2.1')).toEqual([1, 1, 1, 1, 1, 1]);
    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A'));
    expect(await seenOf(ours, assessmentId, '1.2.1')).toEqual([0, 0, 0, 0, 0, 0]);
    const [line] = await listAssessments(ours.grant('assessment:read'));
    expect(line).toMatchObject({
      questionnaireId: 'A',
      requirementCount: 27,
      counts: { IN_PLACE: 0, UNANSWERED: 27 },
    });
    const save = { row: 0, version: 3, changes: { finding: 'NOT_IN_PLACE' as const } };
    const refusal = await refusalOf(
      recordResponse(record(), { assessmentId, requirementNumber: '1.2.1' }, save),
    );
    expect(refusal).toMatchObject({ code: 'NOT_FOUND', message: expect.stringMatching(/does not ask this/) });
    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A-EP'), 2);
    expect(await seenOf(ours, assessmentId, '1.2.1')).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('plans what the new questionnaire asks, and lets a duty rest that no questionnaire asks any more', async () => {
    const { assessmentId, integrationId } = await makeCovered(ours, 'A');
    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A-EP'));
    const due = async () => {
      const filter = { from: '2020-01-01', to: '2030-12-31', integrationId };
      const { activities } = await getSchedule(ours.grant('schedule:read'), filter);
      return activities.find((one) => one.requirementNumbers.includes('11.4.3'))?.isNotApplicable;
    };
    expect(await due()).toBe(false);
    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A'), 2);
    expect(await due()).toBe(true);
    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A-EP'), 3);
    expect(await due()).toBe(false);
  });

  it('shows exactly what each questionnaire asks, and alters no answer, whatever the way through them', async () => {
    const way = fc.array(fc.constantFrom('A', 'A-EP', 'B-IP', 'C', 'P2PE'), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(way, fc.integer({ min: 0, max: 20 }), async (questionnaires, seed) => {
        const [first = 'A', ...rest] = questionnaires as QuestionnaireId[];
        const { assessmentId } = await makeCovered(ours, first);
        const number = numbersOf(first)[seed % numbersOf(first).length] ?? '';
        await unsafeAnswer(ours, assessmentId, number, 'IN_PLACE');
        const answered = async () =>
          (await unsafeEverything(assessmentId)).Response?.filter((row) =>
            row.includes('"finding": "IN_PLACE"'),
          );
        const before = await answered();
        let [version, now] = [1, first];
        for (const next of rest) {
          if (next === now) continue;
          await change(ours, assessmentId, await decideOn(ours, assessmentId, next), version);
          [version, now] = [version + 1, next];
          const seen = await read(ours.grant('assessment:read'), (tx) =>
            tx.response.findMany({ where: { assessmentId }, select: { requirementKey: true } }),
          );
          const keys = new Set(seen.map((row) => row.requirementKey.replace('pci-dss:', '')));
          expect(keys).toEqual(new Set(numbersOf(next)));
          expect(await answered()).toEqual(before);
        }
      }),
      { numRuns: 8 },
    );
  });

  it('goes along with a correction: what was set aside comes back there too', async () => {
    const { assessmentId } = await makeCovered(ours, 'A-EP');
    await unsafeAnswer(ours, assessmentId, '1.2.1', 'IN_PLACE');
    await change(ours, assessmentId, await decideOn(ours, assessmentId, 'A'));
    await unsafeSign(ours, assessmentId);
    const revised = await reviseAssessment(manage(), { id: assessmentId, reason: 'Wrong' });
    expect(await listed(ours, revised.assessmentId, 'A')).toHaveLength(27);
    await change(ours, revised.assessmentId, await decideOn(ours, assessmentId, 'A-EP'));
    const item = (await listed(ours, revised.assessmentId, 'A-EP')).find(
      (one) => one.requirementNumber === '1.2.1',
    );
    expect(item).toMatchObject({ rows: [{ finding: 'IN_PLACE' }], evidence: 1 });
  });
});
