'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant, mayAlso } from '@/app/access';
import { type BulkGrants, changeMany, previewMany } from '@/lib/checklist-table/commands/bulk';
import { undoMany } from '@/lib/checklist-table/commands/undo';
import { removeView, renameView, saveView } from '@/lib/checklist-table/commands/view';
import type { BulkOutcome, PartPlan, UndoOutcome } from '@/lib/checklist-table/model';
import { bulkInput, undoInput, viewInput, viewRemoval, viewRename } from '@/lib/checklist-table/schema';
import { formObject, formRowId, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function previewManyAction(
  _previous: ActionResult<{ plan: PartPlan[] }> | null,
  form: FormData,
): Promise<ActionResult<{ plan: PartPlan[] }>> {
  try {
    const grants = await bulkGrants(await actionGrant('response:record'));
    const { assessmentId, fields } = partsOf(form);
    return { ok: true, plan: await previewMany(grants, assessmentId, parseInput(bulkInput, fields)) };
  } catch (error) {
    return toFailure(error);
  }
}

export async function changeManyAction(
  _previous: ActionResult<BulkOutcome> | null,
  form: FormData,
): Promise<ActionResult<BulkOutcome>> {
  try {
    const grants = await bulkGrants(await actionGrant('response:record'));
    const { assessmentId, fields } = partsOf(form);
    const outcome = await changeMany(grants, assessmentId, parseInput(bulkInput, fields));
    revalidatePath(`/assessments/${assessmentId}`, 'layout');
    return { ok: true, ...outcome };
  } catch (error) {
    return toFailure(error);
  }
}

export async function undoManyAction(
  _previous: ActionResult<UndoOutcome> | null,
  form: FormData,
): Promise<ActionResult<UndoOutcome>> {
  try {
    const grants = await bulkGrants(await actionGrant('response:record'));
    const { assessmentId, fields } = partsOf(form);
    const outcome = await undoMany(grants, assessmentId, parseInput(undoInput, fields));
    revalidatePath(`/assessments/${assessmentId}`, 'layout');
    return { ok: true, ...outcome };
  } catch (error) {
    return toFailure(error);
  }
}

export async function saveViewAction(_previous: ActionResult | null, form: FormData): Promise<ActionResult> {
  try {
    const grant = await actionGrant('response:record');
    const { assessmentId, fields } = partsOf(form);
    await saveView(grant, assessmentId, parseInput(viewInput, fields));
    return shown(assessmentId);
  } catch (error) {
    return toFailure(error);
  }
}

export async function renameViewAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('response:record');
    const { assessmentId, fields } = partsOf(form);
    await renameView(grant, assessmentId, parseInput(viewRename, fields));
    return shown(assessmentId);
  } catch (error) {
    return toFailure(error);
  }
}

export async function removeViewAction(
  _previous: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('response:record');
    const { assessmentId, fields } = partsOf(form);
    await removeView(grant, assessmentId, parseInput(viewRemoval, fields));
    return shown(assessmentId);
  } catch (error) {
    return toFailure(error);
  }
}

/** Whoever may assign does so with a grant of its own; the others change the rest. */
async function bulkGrants(record: BulkGrants['record']): Promise<BulkGrants> {
  const assign = mayAlso(record, 'assignment:manage') ? await actionGrant('assignment:manage') : null;
  return { record, assign };
}

function partsOf(form: FormData) {
  const assessmentId = formRowId(form, 'assessmentId');
  const { assessmentId: _, ...fields } = formObject(form);
  return { assessmentId, fields };
}

function shown(assessmentId: string): { ok: true } {
  revalidatePath(`/assessments/${assessmentId}/table`);
  return { ok: true };
}
