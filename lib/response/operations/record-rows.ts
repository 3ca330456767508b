import 'server-only';
import type { Grant } from '@/lib/access/grant';
import type { Transaction } from '@/lib/platform/db';
import { AppError } from '@/lib/platform/errors';
import type { ResponseChanges } from '../model';
import { requirementKeyOf, requirementNumberOf } from '../queries';

export type RowSave = { requirementNumber: string; row: number; version: number; changes: ResponseChanges };
export type RowPlace = Pick<RowSave, 'requirementNumber' | 'row'>;

type Recorded = { requirementKey: string; row: number; outcome: string };

/**
 * record_response() for each row in turn, in one statement of the caller's transaction: each sees the chain as the one
 * before has left it. Says which rows were saved and which were not, because somebody else saved in between or the
 * questionnaire does not ask or offer it. Throws WRONG_STATE for an assessment that is signed or archived.
 */
export async function recordRows(
  tx: Transaction,
  grant: Grant<'response:record'>,
  assessmentId: string,
  rows: readonly RowSave[],
): Promise<{ saved: RowPlace[]; refused: RowPlace[] }> {
  if (rows.length === 0) return { saved: [], refused: [] };
  const { userId, name, role, from, key } = grant.actor;
  const input = JSON.stringify(
    rows.map((row) => ({ ...row, requirementKey: requirementKeyOf(row.requirementNumber) })),
  );
  // The assessment first, as everybody who changes it does: a change of its questionnaire holds it and then the rows.
  await tx.$queryRaw`
    SELECT 1 FROM "Assessment" WHERE "organizationId" = ${grant.organizationId}::uuid AND "id" = ${assessmentId}::uuid FOR SHARE`;
  // All rows before the first event: somebody who saves one of them holds it while waiting for the chain, which would
  // otherwise be held here while waiting for the row.
  await tx.$queryRaw`
    SELECT 1 FROM "Response" t
     WHERE t."organizationId" = ${grant.organizationId}::uuid AND t."assessmentId" = ${assessmentId}::uuid
       AND (t."requirementKey", t."row") IN (SELECT i."requirementKey", i."row" FROM jsonb_to_recordset(${input}::jsonb) AS i("requirementKey" text, "row" int))
     ORDER BY t."requirementKey", t."row" FOR UPDATE`;
  const recorded = await tx.$queryRaw<Recorded[]>`
    SELECT i."requirementKey", i."row", r."outcome"
      FROM jsonb_to_recordset(${input}::jsonb) AS i("requirementKey" text, "row" int, "version" int, "changes" jsonb)
     CROSS JOIN LATERAL record_response(${grant.organizationId}::uuid, ${userId}::uuid, ${name}, ${role}, ${assessmentId}::uuid,
       i."requirementKey", i."row", i."version", i."changes", ${from ?? null}, ${key ? JSON.stringify(key) : null}::jsonb) AS r`;
  if (recorded.some(({ outcome }) => outcome === 'WRONG_STATE')) {
    throw new AppError(
      'WRONG_STATE',
      'This assessment was signed or archived meanwhile, so its answers can no longer be changed. Nothing was changed.',
    );
  }
  const placesWhere = (fits: (outcome: string) => boolean) =>
    recorded
      .filter(({ outcome }) => fits(outcome))
      .map(({ requirementKey, row }) => ({
        requirementNumber: requirementNumberOf(requirementKey),
        row,
      }));
  return {
    saved: placesWhere((outcome) => outcome === 'SAVED'),
    refused: placesWhere((outcome) => outcome !== 'SAVED' && outcome !== 'UNCHANGED'),
  };
}
