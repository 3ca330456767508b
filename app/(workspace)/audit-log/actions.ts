'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant } from '@/app/access';
import { verifyAuditTrail } from '@/lib/audit-trail/commands';
import { type ActionResult, toFailure } from '@/lib/platform/result';

export async function verifyAuditTrailAction(
  _previous: ActionResult | null,
  _form: FormData,
): Promise<ActionResult> {
  try {
    await verifyAuditTrail(await actionGrant('audit-trail:read'));
    revalidatePath('/audit-log');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
