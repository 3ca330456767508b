import { routeGrant } from '@/app/access';
import { addedAnswer } from '@/app/added-answer';
import { answer, heldBody, isJson } from '@/app/route-answer';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { addEvidenceFiles, addEvidenceVersion } from '@/lib/evidence/commands/add';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import { uploadedFilesOnly } from '@/lib/evidence/schema';
import { withUploadedFiles } from '@/lib/evidence/upload/claim';
import { AppError } from '@/lib/platform/errors';
import { parseInput, parseRowId } from '@/lib/platform/parse';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ evidenceId: string }> };

/** Adds files to an item that exists. As JSON it names uploads that have arrived before. */
export async function POST(request: Request, context: Context): Promise<Response> {
  return answer(async () => {
    if (isJson(request)) return addUploaded(request, context);
    const grant = await routeGrant(request, 'evidence:attach');
    await spendRecordedTurn('upload', grant);
    const evidenceId = parseRowId((await context.params).evidenceId);
    // Asked again when the files are here: an upload may take longer than a membership lasts.
    const added = await withReceivedFiles(grant, request, async (fields, files) => {
      if (Object.keys(fields).length > 0) {
        throw new AppError('INVALID', 'This form sent a field that is not known here.');
      }
      return addEvidenceFiles(await routeGrant(request, 'evidence:attach'), evidenceId, files);
    });
    return addedAnswer(grant, added);
  });
}

async function addUploaded(request: Request, context: Context): Promise<Response> {
  const body = await heldBody(request);
  const grant = await routeGrant(request, 'evidence:attach');
  const evidenceId = parseRowId((await context.params).evidenceId);
  const { uploadIds, newVersion, reason, ...days } = parseInput(uploadedFilesOnly, body.json());
  if (!newVersion && Object.keys(days).length > 0) {
    throw new AppError(
      'INVALID',
      'Only a new version has days of its own. Change those of the evidence instead.',
    );
  }
  const added = await withUploadedFiles(grant, uploadIds, (files) =>
    newVersion
      ? addEvidenceVersion(grant, evidenceId, files, reason, days)
      : addEvidenceFiles(grant, evidenceId, files),
  );
  return addedAnswer(grant, added);
}
