'use server';

import { actionGrant } from '@/app/access';
import { exportPassFrom } from '@/app/export-pass';
import { type ActionResult, toFailure } from '@/lib/platform/result';

/** Asks who somebody is before all evidence of an assessment leaves; the pass opens the download that follows. */
export async function confirmPackageAction(
  _previous: ActionResult<{ pass: string }> | null,
  form: FormData,
): Promise<ActionResult<{ pass: string }>> {
  try {
    await actionGrant('report:export');
    return { ok: true, pass: await exportPassFrom(form) };
  } catch (error) {
    return toFailure(error);
  }
}
