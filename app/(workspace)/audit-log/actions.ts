'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant } from '@/app/access';
import { exportPassFrom } from '@/app/export-pass';
import { verifyAuditTrail } from '@/lib/audit-trail/commands';
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
    return { ok: true, pass: await exportPassFrom(form) };
  } catch (error) {
    return toFailure(error);
  }
}
