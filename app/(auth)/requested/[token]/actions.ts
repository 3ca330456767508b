'use server';

import { strangerAction } from '@/app/stranger';
import { noteRequestOpened } from '@/lib/evidence-request/commands/answer';
import { getOpenLink } from '@/lib/evidence-request/queries/link';
import { linkToken } from '@/lib/evidence-request/schema';
import { parseInput } from '@/lib/platform/parse';
import { type ActionResult, toFailure } from '@/lib/platform/result';

/** Whoever has the page before them has done something there. The token is the right. */
export async function noteOpenedAction(given: string): Promise<ActionResult> {
  try {
    const from = await strangerAction();
    await noteRequestOpened(await getOpenLink(parseInput(linkToken, given)), from);
    return { ok: true };
  } catch (error) {
    return toFailure(error);
  }
}
