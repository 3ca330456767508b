import 'server-only';
import type { Grant } from '@/lib/access/grant';
import { commit, eventList } from '@/lib/audit-trail/commit';
import { dayIn } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import type { RequirementTarget } from '@/lib/response/model';
import { outdateApprovalsOn } from '@/lib/review/operations';
import { maxFilesPerItem, type ReceivedFile } from '../model';
import { insertEvidence, insertFiles, type NewItem } from '../operations/insert';
import { titleFromFileNames } from '../rules';
import { datesProblem } from '../rules/fields';
import type { FileDetails, TypedEvidenceInput } from '../schema';
import { insertLink } from './link';
import { assertNewestNotSigned, lockItemWithUses, lockTarget } from './lock';
import { type RenewedDays, renewedDays } from './renewed-days';

type Added = { evidenceId: string };

const byProgramWords =
  'A program pushes this evidence, and its next run makes the next version. Add your files as evidence of their own.';

/** Adds files as one item, and links it when a requirement is named. The files must be in the store already. */
export async function addFileEvidence(
  grant: Grant<'evidence:attach'>,
  details: FileDetails,
  files: readonly ReceivedFile[],
  target: RequirementTarget | null,
): Promise<Added> {
  assertFileCount(files.length, 0);
  const title = details.title || titleFromFileNames(files.map((file) => file.fileName)).slice(0, 200);
  return addItem(grant, { kind: 'FILE', ...details, title, url: '' }, files, target);
}

/** Adds a link or a note, and links it when a requirement is named. */
export async function addTypedEvidence(
  grant: Grant<'evidence:attach'>,
  input: TypedEvidenceInput,
  target: RequirementTarget | null,
): Promise<Added> {
  return addItem(grant, { ...input, url: input.kind === 'LINK' ? input.url : '' }, [], target);
}

async function addItem(
  grant: Grant<'evidence:attach'>,
  input: NewItem,
  files: readonly ReceivedFile[],
  target: RequirementTarget | null,
): Promise<Added> {
  assertDates(grant, input);
  return commit(grant, async (tx) => {
    const locked = target ? await lockTarget(tx, grant.organizationId, target) : null;
    const { evidenceId, events } = await insertEvidence(tx, grant, input, files);
    const linked = locked
      ? [await insertLink(tx, grant, { id: evidenceId, title: input.title }, locked)]
      : [];
    return { result: { evidenceId }, events: eventList([...events, ...linked]) };
  });
}

/**
 * Adds a newer version of an item's files; the versions before stay. What is open uses the newest from now on, what is signed
 * goes on naming the one that was signed. With days it is a renewal: they are those of the new version.
 */
export async function addEvidenceVersion(
  grant: Grant<'evidence:attach'>,
  evidenceId: string,
  files: readonly ReceivedFile[],
  reason: string,
  days: RenewedDays = {},
): Promise<Added> {
  const { organizationId } = grant;
  assertFileCount(files.length, 0);
  return commit(grant, async (tx) => {
    const item = await lockItemWithUses(tx, organizationId, evidenceId);
    if (item.kind !== 'FILE')
      throw new AppError(
        'WRONG_STATE',
        item.kind === 'MACHINE' ? byProgramWords : 'Only files have versions. Edit the link or the note.',
      );
    const fileVersion = item.fileVersion + 1;
    const renewed = await renewedDays(tx, grant, item.id, days);
    await tx.evidenceItem.update({
      where: { organizationId_id: { organizationId, id: item.id } },
      data: { fileVersion, version: { increment: 1 }, ...renewed.data },
    });
    const { events } = await insertFiles(tx, organizationId, item, files, fileVersion);
    // Whoever approved an answer has seen the version before.
    await outdateApprovalsOn(tx, organizationId, item.id);
    const added = {
      type: 'evidence.version-added' as const,
      subject: { type: 'evidence', id: item.id },
      data: { title: item.title, fileVersion, reason },
    };
    return { result: { evidenceId: item.id }, events: eventList([added, ...renewed.events, ...events]) };
  });
}

/** Adds files to the newest version of an item, unless a signed assessment rests on that. */
export async function addEvidenceFiles(
  grant: Grant<'evidence:attach'>,
  evidenceId: string,
  files: readonly ReceivedFile[],
): Promise<Added> {
  const { organizationId } = grant;
  return commit(grant, async (tx) => {
    const item = await lockItemWithUses(tx, organizationId, evidenceId);
    if (item.kind !== 'FILE') {
      throw new AppError(
        'WRONG_STATE',
        item.kind === 'MACHINE'
          ? byProgramWords
          : 'A link or a note takes no files. Add the files as evidence of their own.',
      );
    }
    await assertNewestNotSigned(tx, organizationId, item);
    const { fileVersion } = item;
    const already = await tx.evidenceFile.count({
      where: { organizationId, evidenceId: item.id, fileVersion },
    });
    assertFileCount(files.length, already);
    const { events } = await insertFiles(tx, organizationId, item, files, fileVersion);
    await tx.evidenceItem.update({
      where: { organizationId_id: { organizationId, id: item.id } },
      data: { version: { increment: 1 } },
    });
    await outdateApprovalsOn(tx, organizationId, item.id);
    return { result: { evidenceId: item.id }, events: eventList(events) };
  });
}

/** Throws INVALID when the days make no sense together. */
export function assertDates(grant: Grant, dates: Parameters<typeof datesProblem>[0]): void {
  const problem = datesProblem(dates, dayIn(grant.timeZone));
  if (problem) throw new AppError('INVALID', undefined, { [problem.field]: [problem.message] });
}

function assertFileCount(added: number, already: number): void {
  if (added === 0) throw new AppError('INVALID', undefined, { file: ['Choose a file.'] });
  if (already + added > maxFilesPerItem) {
    throw new AppError('INVALID', undefined, { file: [`One item takes at most ${maxFilesPerItem} files.`] });
  }
}
