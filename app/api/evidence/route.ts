import { routeGrant } from '@/app/access';
import { addedAnswer } from '@/app/added-answer';
import { answer, heldBody, isJson } from '@/app/route-answer';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { addFileEvidence } from '@/lib/evidence/commands/add';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import { searchEvidence } from '@/lib/evidence/queries/list';
import { suggestEvidence } from '@/lib/evidence/queries/suggest';
import { fileDetails, requirementTarget, uploadedFiles } from '@/lib/evidence/schema';
import { withUploadedFiles } from '@/lib/evidence/upload/claim';
import { parseInput } from '@/lib/platform/parse';

export const dynamic = 'force-dynamic';

/** Finds items of the library by words; without words, what a named requirement may use, with the reasons. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'evidence:read');
    await spendRecordedTurn('search', grant);
    const asked = new URL(request.url).searchParams;
    const query = (asked.get('query') ?? '').slice(0, 200);
    const target = {
      assessmentId: asked.get('assessmentId'),
      requirementNumber: asked.get('requirementNumber'),
    };
    const hits =
      query.trim() === '' && target.assessmentId !== null
        ? await suggestEvidence(grant, parseInput(requirementTarget, target))
        : await searchEvidence(grant, query);
    return Response.json({ hits }, { headers: { 'cache-control': 'private, no-store' } });
  });
}

/**
 * Receives one item of one or several files, streamed; with a requirement named it is attached to it at once. As JSON it
 * names uploads that have arrived before.
 */
export async function POST(request: Request): Promise<Response> {
  return answer(async () => {
    if (isJson(request)) return addUploaded(request);
    const grant = await routeGrant(request, 'evidence:attach');
    await spendRecordedTurn('upload', grant);
    const added = await withReceivedFiles(grant, request, async (fields, files) => {
      const { details, target } = readFields(fields);
      // Asked again now that the files are here: an upload may take longer than a membership lasts.
      return addFileEvidence(await routeGrant(request, 'evidence:attach'), details, files, target);
    });
    return addedAnswer(grant, added);
  });
}

async function addUploaded(request: Request): Promise<Response> {
  const body = await heldBody(request);
  const grant = await routeGrant(request, 'evidence:attach');
  const { uploadIds, ...fields } = parseInput(uploadedFiles, body.json());
  const { details, target } = readFields(fields);
  const added = await withUploadedFiles(grant, uploadIds, (files) =>
    addFileEvidence(grant, details, files, target),
  );
  return addedAnswer(grant, added);
}

function readFields({ assessmentId, requirementNumber, ...described }: Record<string, unknown>) {
  const details = parseInput(fileDetails, described);
  const hasTarget = assessmentId !== undefined || requirementNumber !== undefined;
  return {
    details,
    target: hasTarget ? parseInput(requirementTarget, { assessmentId, requirementNumber }) : null,
  };
}
