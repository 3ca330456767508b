import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, unchanged } from '@/lib/audit-trail/commit';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { AppError } from '@/lib/platform/errors';
import { recordRows } from '@/lib/response/operations/record-rows';
import {
  type ExchangeFormat,
  type ExchangeSheet,
  type ImportOutcome,
  placeKey,
  type RowPlace,
} from './model';
import { openImport } from './preview';
import type { ImportConfirmation } from './schema';

/** Records that answers left the application: whose, how many, by whom (10.2.1.1). */
export async function recordChecklistExport(
  grant: Grant<'assessment:read'>,
  sheet: ExchangeSheet,
  file: { format: ExchangeFormat; sha256: string },
): Promise<void> {
  await commit(grant, async () => ({
    result: undefined,
    events: [
      {
        type: 'checklist.exported' as const,
        subject: { type: 'assessment', id: sheet.assessmentId },
        data: { ...file, rows: sheet.rows.length, isPart: sheet.isPart },
      },
    ],
  }));
}

/**
 * Carries out what a preview has shown, all in one transaction, through the one function that writes answers. A row that
 * somebody saved since the preview is reported and keeps what they wrote; where the person asked to stop if anything does
 * not fit, nothing is changed then. Throws INVALID, CONFLICT or WRONG_STATE.
 */
export async function importChecklist(
  grant: Grant<'response:record'>,
  assessmentId: string,
  { sealed, chosen }: ImportConfirmation,
): Promise<ImportOutcome> {
  const held = openImport(grant, assessmentId, sealed);
  if (held.stopsOnProblems && held.problems > 0) {
    throw new AppError(
      'INVALID',
      'Something in the file does not fit, and you asked to stop then. Nothing was changed.',
    );
  }
  const wanted = new Set(chosen);
  const rows = held.rows.filter((row) => !row.onlyIfChosen || wanted.has(placeKey(row)));
  const notChosen = held.rows.length - rows.length;
  const leftOut = held.problems + notChosen;
  await spendRecordedTurn('joint', grant);
  return commit(grant, async (tx) => {
    const { saved, refused: overtaken } = await recordRows(tx, grant, assessmentId, rows);
    const changed = saved.length;
    if (held.stopsOnProblems && overtaken.length > 0) {
      throw new AppError(
        'CONFLICT',
        `Somebody has changed ${numbersOf(overtaken)} since the preview, and you asked to stop then. Nothing was changed. Choose the file again.`,
      );
    }
    const result = { changed, overtaken, leftOut, notChosen };
    if (changed === 0) return unchanged(result);
    return {
      result,
      events: [
        {
          type: 'checklist.imported' as const,
          subject: { type: 'assessment', id: assessmentId },
          data: { changed, overtaken: overtaken.length, leftOut },
        },
      ],
    };
  });
}

function numbersOf(places: readonly RowPlace[]): string {
  const numbers = [...new Set(places.map(({ requirementNumber }) => requirementNumber))];
  return numbers.length > 5 ? `${numbers.slice(0, 5).join(', ')} and others` : numbers.join(', ');
}
