import 'server-only';
import { read } from '@/lib/access/read';
import { createAssessment } from '@/lib/assessment/commands/create-assessment';
import { carryLastYear } from '@/lib/carry-over/operations';
import { findLast } from '@/lib/carry-over/queries';
import type { QuestionnaireId } from '@/lib/catalogue/model';
import {
  currentCatalogueVersionId,
  getQuestionnaire,
  listQuestionnaireRequirements,
} from '@/lib/catalogue/queries';
import { recordDecision } from '@/lib/questionnaire/commands';
import type { Answers, PickerContext } from '@/lib/questionnaire/model/facts';
import { loadPickerContext } from '@/lib/questionnaire/queries';
import { walk } from '@/lib/questionnaire/rules/walk';
import { recordResponse } from '@/lib/response/commands';
import type { RequirementTarget } from '@/lib/response/model';
import { proposeActivities } from '@/lib/schedule/operations';
import { recordTest } from '@/lib/test-record/commands/record';
import { sampleAnswer } from '../model/answers';
import { type IntegrationKey, orderly } from '../model/company';
import { sampleTests } from '../model/tests';
import { fillEvidence, type SampleEvidence } from './evidence';
import { signLastYear } from './last-year';
import type { SampleRegister } from './register';
import type { SampleGrants } from './sample';

type Day = (distance: number) => string;
export type Made = { key: IntegrationKey; assessmentId: string; questionnaireId: QuestionnaireId };

/** Last year's signed assessments of three integrations and this year's of all five, with evidence. */
export async function fillAssessments(
  grants: SampleGrants,
  register: SampleRegister,
  day: Day,
): Promise<SampleEvidence> {
  const signed: Made[] = [];
  for (const entry of register.integrations.filter((candidate) => candidate.lastYear)) {
    const period = { from: day(-730), to: day(-366), dueOn: day(-345), year: 'last year' };
    const made = await makeAssessment(grants, register, entry, period);
    await answer(grants, made, 1, { targetOn: day(120), isSigned: true }, day);
    signed.push(made);
  }
  await fillEvidence(grants, 'LAST', signed, day);
  for (const made of signed)
    await signLastYear(grants, made, { completedOn: day(-362), signedOn: day(-360) }, register.acquirerId);

  const open: Made[] = [];
  for (const entry of register.integrations) {
    const period = { from: day(-365), to: day(-1), dueOn: day(20), year: 'this year' };
    const made = await makeAssessment(grants, register, entry, period);
    await answer(grants, made, entry.answered, { targetOn: day(90), isSigned: false }, day);
    open.push(made);
  }
  return fillEvidence(grants, 'THIS', open, day);
}

async function makeAssessment(
  grants: SampleGrants,
  { legalEntityId, acquirerId }: SampleRegister,
  entry: SampleRegister['integrations'][number],
  period: { from: string; to: string; dueOn: string; year: string },
): Promise<Made> {
  const manage = grants('assessment:manage');
  const integrationIds = [entry.integrationId];
  const context = await read(manage, (tx) => loadPickerContext(tx, manage, legalEntityId, integrationIds));
  const { decisions } = await recordDecision(manage, {
    run: { legalEntityId, integrationIds, answers: answersFor(context, entry.said) },
  });
  const [decision] = decisions;
  if (!decision?.questionnaireId) throw new Error(`the sample's ${entry.key} ended without a questionnaire`);
  const { assessmentId } = await createAssessment(
    manage,
    {
      decisionId: decision.decisionId,
      carryFromId: (await findLast(manage, legalEntityId, integrationIds))?.id ?? '',
      name: `${entry.integration.name}, ${period.year}`,
      periodFrom: period.from,
      periodTo: period.to,
      dueOn: period.dueOn,
      merchantIdIds: [entry.merchantIdId],
      acquirerIds: [acquirerId],
    },
    proposeActivities,
    carryLastYear,
  );
  return { key: entry.key, assessmentId, questionnaireId: decision.questionnaireId };
}

/** Answers a run of the picker as somebody would whose environment is in order. */
function answersFor(context: PickerContext, said: Answers): Answers {
  const answers: Record<string, readonly string[]> = {};
  for (let step = 0; step < 200; step += 1) {
    const { next } = walk(context, answers);
    if (!next) return answers;
    answers[next.id] = said[next.ref.kind] ?? [orderly[next.ref.kind] ?? 'YES'];
  }
  throw new Error('the sample cannot answer the picker');
}

async function answer(
  grants: SampleGrants,
  { assessmentId, questionnaireId }: Made,
  share: number,
  plan: { targetOn: string; isSigned: boolean },
  day: Day,
): Promise<void> {
  const requirements = listQuestionnaireRequirements(currentCatalogueVersionId, questionnaireId);
  const { responseOptions } = getQuestionnaire(currentCatalogueVersionId, questionnaireId);
  const total = requirements.length;
  for (const [index, { requirementNumber, answerRows }] of requirements.entries()) {
    for (let row = 0; row < Math.max(answerRows.length, 1); row += 1) {
      const asked = { questionnaireId, requirementNumber, row, index, total };
      const changes = sampleAnswer(asked, share, responseOptions, plan);
      if (!changes) continue;
      const target = { assessmentId, requirementNumber };
      await recordResponse(grants('response:record'), target, { row, version: 0, changes });
      if (row === 0 && changes.finding === 'IN_PLACE' && !plan.isSigned) await test(grants, target, day);
    }
  }
}

async function test(grants: SampleGrants, target: RequirementTarget, day: Day): Promise<void> {
  const told = sampleTests[target.requirementNumber];
  if (!told) return;
  const { daysAgo, ...said } = told;
  const given = { row: null, performedById: null, performedOn: day(-daysAgo), result: 'MET' } as const;
  await recordTest(grants('response:record'), target, { ...said, ...given });
}
