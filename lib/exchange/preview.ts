import 'server-only';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { Grant } from '@/lib/access/grant';
import { roleNames } from '@/lib/access/model';
import { dayIn, now } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { formatDay } from '@/lib/platform/format';
import { seal, unseal } from '@/lib/platform/seal';
import { type AnswerLock, answerLock } from '@/lib/response/policy';
import type { ChecklistHead } from '@/lib/response/queries';
import { responseSave } from '@/lib/response/schema';
import { readChecklistFile } from './files/read-file';
import { type Comparison, type ImportPreview, maxUnpackedBytes, type RowDifference } from './model';
import { readBases, readExchangeSheet } from './queries';
import { compareFile } from './rules/compare';
import { locateLines } from './rules/locate';

const PURPOSE = 'checklist-import';
/** For reading three hundred differences in peace. */
const PREVIEW_MS = 2 * 60 * 60_000;

/** What a confirmation carries out: the rows as the preview has shown them, and nothing else of the file. */
const content = z.strictObject({
  until: z.number(),
  stopsOnProblems: z.boolean(),
  problems: z.number(),
  rows: z.array(responseSave.extend({ requirementNumber: z.string(), onlyIfChosen: z.boolean() })),
});
export type SealedImport = z.infer<typeof content>;

const ownerOf = (grant: Grant, assessmentId: string) =>
  [grant.organizationId, grant.actor.userId, assessmentId].join('/');

/** Why a file cannot be brought back into an assessment; null when it can. */
export function importLock(grant: Grant, head: ChecklistHead, mayRecord: boolean): AnswerLock | null {
  const { role } = grant.actor;
  const person = { mayRecord, roleName: role === 'SYSTEM' ? 'System' : roleNames[role] };
  return answerLock(head, person, (instant) => formatDay(dayIn(grant.timeZone, new Date(instant))));
}

/**
 * What a file would change. Nothing changes and nothing is kept here: what the confirmation needs goes to the browser,
 * sealed for this person and this assessment. Throws WRONG_STATE, INVALID or TOO_LARGE with words.
 */
export async function previewImport(
  grants: { reading: Grant<'assessment:read'>; recording: Grant<'response:record'> },
  assessmentId: string,
  file: { name: string; bytes: Buffer; stopsOnProblems: boolean },
): Promise<ImportPreview> {
  const { head, sheet } = await readExchangeSheet(grants.reading, assessmentId);
  const lock = importLock(grants.recording, head, true);
  if (lock) throw new AppError('WRONG_STATE', lock.words);
  const table = await readChecklistFile(file.bytes);
  const located = locateLines(table, sheet);
  const bases = await readBases(grants.reading, assessmentId, located.found);
  const comparison = compareFile(table, located, sheet, bases);
  const { stopsOnProblems } = file;
  const sealed = sealImport(grants.recording, assessmentId, comparison, stopsOnProblems);
  return { ...comparison, fileName: file.name, stopsOnProblems, sealed };
}

function sealImport(
  grant: Grant<'response:record'>,
  assessmentId: string,
  { willChange, wouldClear, changedMeanwhile, problems }: Comparison,
  stopsOnProblems: boolean,
): string {
  const rowOf = (onlyIfChosen: boolean) => (row: RowDifference) => ({
    requirementNumber: row.requirementNumber,
    row: row.row,
    version: row.version,
    onlyIfChosen,
    changes: Object.fromEntries(row.differences.map(({ field, to }) => [field, to])),
  });
  const held: SealedImport = {
    until: now().getTime() + PREVIEW_MS,
    stopsOnProblems,
    problems: problems.length,
    rows: [...willChange.map(rowOf(false)), ...[...wouldClear, ...changedMeanwhile].map(rowOf(true))],
  };
  const packed = deflateRawSync(JSON.stringify(held)).toString('base64');
  return seal(PURPOSE, ownerOf(grant, assessmentId), packed);
}

/** What a preview holds. Throws INVALID for one of somebody else, of another assessment, or of hours ago. */
export function openImport(
  grant: Grant<'response:record'>,
  assessmentId: string,
  sealed: string,
): SealedImport {
  const packed = unseal(PURPOSE, ownerOf(grant, assessmentId), sealed);
  if (packed === null) throw new AppError('INVALID', again);
  const text = inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: maxUnpackedBytes });
  const held = content.parse(JSON.parse(text.toString('utf8')));
  if (held.until < now().getTime()) throw new AppError('INVALID', again);
  return held;
}

const again = 'This preview no longer counts. Choose the file again; nothing was changed.';
