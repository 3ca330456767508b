'use server';

import { revalidatePath } from 'next/cache';
import { actionGrant } from '@/app/access';
import { parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';
import { recordResponsibilities } from '@/lib/responsibility/commands/record';
import { recordResponsibilitiesInput } from '@/lib/responsibility/schema';

export async function recordResponsibilitiesAction(given: unknown): Promise<ActionResult> {
  try {
    const grant = await actionGrant('service-provider:manage');
    const input = parseInput(recordResponsibilitiesInput, given);
    await recordResponsibilities(grant, input);
    revalidatePath(`/providers/${input.serviceProviderId}`, 'layout');
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
