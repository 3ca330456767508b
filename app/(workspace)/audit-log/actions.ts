'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant, actionSession, confirmed } from '@/app/access';
import { makeExportPass } from '@/lib/access/export-pass';
import { verifyAuditTrail } from '@/lib/audit-trail/commands';
import { confirmedExportInput } from '@/lib/person/model';
import { formObject, parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function verifyAuditTrailAction(
  _previous: ActionResult | null,
  _form: FormData,
): Promise<ActionResult> {
  try {
    const grant = await actionGrant('audit-trail:read');
    await verifyAuditTrail(grant);
    revalidatePath('/audit-log');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}

/** Asks who somebody is before the log leaves; the pass opens the download that follows. */
export async function confirmExportAction(
  _previous: ActionResult<{ pass: string }> | null,
  form: FormData,
): Promise<ActionResult<{ pass: string }>> {
  try {
    await actionGrant('audit-trail:read');
    const { address, ...given } = parseInput(confirmedExportInput, formObject(form));
    const session = await actionSession();
    const { confirmation, sessionId } = await confirmed(session, given);
    return { ok: true, pass: makeExportPass({ ...session, sessionId }, confirmation, address) };
  } catch (error) {
    return toFailure(error);
  }
}
