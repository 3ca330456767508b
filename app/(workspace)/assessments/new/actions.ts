'use server';

import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { createAssessment } from '@/lib/assessment/commands/create-assessment';
import { createAssessmentInput } from '@/lib/assessment/schema';
import { carryLastYear } from '@/lib/carry-over/operations';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { recordDecision, recordOverride } from '@/lib/questionnaire/commands';
import { recordDecisionInput, recordOverrideInput } from '@/lib/questionnaire/schema';
import { proposeActivities } from '@/lib/schedule/operations';

export async function recordDecisionAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let recorded: Awaited<ReturnType<typeof recordDecision>>;
  try {
    const grant = await actionGrant('assessment:manage');
    const input = parseInput(recordDecisionInput, formObject(form));
    recorded = await recordDecision(grant, input);
  } catch (error) {
    return toFailure(error);
  }
  redirect(decisionAddress(recorded));
}

export async function recordOverrideAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let recorded: Awaited<ReturnType<typeof recordOverride>>;
  try {
    const grant = await actionGrant('assessment:manage');
    const input = parseInput(recordOverrideInput, formObject(form));
    recorded = await recordOverride(grant, input);
  } catch (error) {
    return toFailure(error);
  }
  redirect(decisionAddress(recorded));
}

export async function createAssessmentAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  let created: { assessmentId: string };
  try {
    const grant = await actionGrant('assessment:manage');
    const input = parseInput(createAssessmentInput, formObject(form));
    created = await createAssessment(grant, input, proposeActivities, carryLastYear);
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/assessments/${created.assessmentId}` as Route);
}

/** The first decision that asks for an assessment; else the first of all. */
function decisionAddress({ decisions }: Awaited<ReturnType<typeof recordDecision>>): Route {
  const next = decisions.find((one) => one.questionnaireId !== null) ?? decisions[0];
  return `/assessments/new/${next?.decisionId}` as Route;
}
