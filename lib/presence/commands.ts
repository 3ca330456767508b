import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { readStatement } from '@/lib/access/read';
import { requirementKeyOf } from '@/lib/response/queries';
import type { PresentView } from './model';

/**
 * Says that this person has a requirement open, and gives who else has, as far as the person may see the requirement. One
 * statement that mostly reads. Nobody writes who may not answer, or where nothing can be answered any more. Without an event:
 * it is worth half a minute, and no part of the record. A program is nowhere.
 */
export async function notePresence(
  grant: Grant<'assessment:read'>,
  target: { assessmentId: string; requirementNumber: string; isWriting: boolean },
): Promise<PresentView[]> {
  const { actor } = grant;
  if (!actor.userId || actor.key) return [];
  const key = requirementKeyOf(target.requirementNumber);
  return readStatement<PresentView>(grant, 'note_presence', [target.assessmentId, key, target.isWriting]);
}
