import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commitStatement } from '@/lib/audit-trail/commit';
import { AppError, notFound } from '@/lib/platform/errors';
import type { ConflictView, SavedView } from './model';
import { fieldsOf, requirementKeyOf } from './queries';
import type { ResponseSave } from './schema';

type Outcome = {
  outcome: 'SAVED' | 'UNCHANGED' | 'CONFLICT' | 'WRONG_STATE' | 'NOT_OFFERED' | 'NOT_FOUND';
  version: number | null;
  updatedAt: Date | null;
  updatedByName: string | null;
  current: Record<string, unknown> | null;
};

export type RecordedResponse =
  | ({ outcome: 'SAVED' } & SavedView)
  | { outcome: 'CONFLICT'; current: ConflictView };

/**
 * Saves part of one answer row: the only writer of answers. One round trip, in which the database checks that the
 * assessment is open, that the questionnaire offers the answer and that nobody saved in between, and writes row, event
 * and chain. Throws NOT_FOUND, WRONG_STATE, or INVALID for an answer that is not offered; a save that came too late is a
 * result and not an error, because the screen has to show both versions. A save whose id this person has used on this row
 * before gets the answer of that time, if it says the same; if not, it came too late.
 */
export async function recordResponse(
  grant: Grant<'response:record'>,
  target: { assessmentId: string; requirementNumber: string },
  save: ResponseSave,
): Promise<RecordedResponse> {
  const saved = await commitStatement<Outcome>(grant, 'record_response', [
    grant.actor.role,
    target.assessmentId,
    requirementKeyOf(target.requirementNumber),
    save.row,
    save.version,
    JSON.stringify(save.changes),
    grant.actor.from ?? null,
    grant.actor.key ? JSON.stringify(grant.actor.key) : null,
    save.id ?? null,
  ]);
  switch (saved.outcome) {
    case 'SAVED':
    case 'UNCHANGED':
      return {
        outcome: 'SAVED',
        version: saved.version ?? save.version,
        savedAt: saved.updatedAt?.toISOString() ?? '',
        savedByName: saved.updatedByName ?? '',
      };
    case 'CONFLICT':
      return {
        outcome: 'CONFLICT',
        current: {
          version: saved.version ?? 0,
          updatedAt: saved.updatedAt?.toISOString() ?? null,
          updatedByName: saved.updatedByName ?? '',
          fields: fieldsOf(saved.current ?? {}),
        },
      };
    case 'WRONG_STATE':
      throw new AppError(
        'WRONG_STATE',
        'This assessment was signed or archived meanwhile, so its answers can no longer be changed.',
      );
    case 'NOT_OFFERED':
      throw new AppError('INVALID', undefined, {
        'changes.finding': ['The questionnaire of this assessment does not offer this answer.'],
      });
    default:
      throw notFound(
        'The questionnaire of this assessment does not ask this requirement, or not any more. Reload the page.',
      );
  }
}
