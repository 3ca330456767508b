'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { actionGrant } from '@/app/access';
import { toFormFailure } from '@/app/form-failure';
import { formObject, formRowId, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { approveAnalysis } from '@/lib/risk-analysis/commands/approve';
import { archiveAnalysis, restoreAnalysis } from '@/lib/risk-analysis/commands/archive';
import { changeAnalysis } from '@/lib/risk-analysis/commands/change';
import { makeAnalysis } from '@/lib/risk-analysis/commands/make';
import { reviewAnalysis } from '@/lib/risk-analysis/commands/review';
import {
  approveAnalysisInput,
  changeAnalysisInput,
  makeAnalysisInput,
  reviewAnalysisInput,
} from '@/lib/risk-analysis/schema';

type Result = Promise<ActionResult>;

export async function makeRiskAnalysisAction(_previous: ActionResult | null, form: FormData): Result {
  let made: { analysisId: string };
  try {
    const grant = await actionGrant('schedule:manage');
    const input = parseInput(makeAnalysisInput, formObject(form));
    made = await makeAnalysis(grant, input);
  } catch (error) {
    return toFailure(error);
  }
  redirect(`/risk-analyses/${made.analysisId}`);
}

export async function changeRiskAnalysisAction(_previous: ActionResult | null, form: FormData): Result {
  let analysisId: string;
  try {
    const grant = await actionGrant('schedule:manage');
    const input = parseInput(changeAnalysisInput, formObject(form));
    ({ analysisId } = input);
    await changeAnalysis(grant, input);
  } catch (error) {
    return toFormFailure(error);
  }
  redirect(`/risk-analyses/${analysisId}`);
}

export async function approveRiskAnalysisAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('schedule:manage');
    const input = parseInput(approveAnalysisInput, formObject(form));
    await approveAnalysis(grant, input);
    return shown(input.analysisId);
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function reviewRiskAnalysisAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('schedule:manage');
    const input = parseInput(reviewAnalysisInput, formObject(form));
    await reviewAnalysis(grant, input);
    return shown(input.analysisId);
  } catch (error) {
    return toFormFailure(error);
  }
}

export async function archiveRiskAnalysisAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('schedule:manage');
    await archiveAnalysis(grant, formRowId(form, 'id'));
  } catch (error) {
    return toFailure(error);
  }
  redirect('/risk-analyses');
}

export async function restoreRiskAnalysisAction(_previous: ActionResult | null, form: FormData): Result {
  try {
    const grant = await actionGrant('schedule:manage');
    const analysisId = formRowId(form, 'id');
    await restoreAnalysis(grant, analysisId);
    return shown(analysisId);
  } catch (error) {
    return toFailure(error);
  }
}

function shown(analysisId: string): ActionResult {
  revalidatePath(`/risk-analyses/${analysisId}`);
  return { ok: true };
}
