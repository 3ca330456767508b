import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { addFileEvidence } from '@/lib/evidence/commands/add';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import { searchEvidence } from '@/lib/evidence/queries/list';
import { fileDetails, requirementTarget } from '@/lib/evidence/schema';
import { parseInput } from '@/lib/platform/parse';

export const dynamic = 'force-dynamic';

/** Finds items of the library by words, for attaching one that exists already. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'evidence:read');
    const query = new URL(request.url).searchParams.get('query') ?? '';
    const hits = await searchEvidence(grant, query.slice(0, 200));
    return Response.json({ hits }, { headers: { 'cache-control': 'private, no-store' } });
  });
}

/** Receives one item of one or several files, streamed; with a requirement named it is attached to it at once. */
export async function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'evidence:attach');
    const added = await withReceivedFiles(grant, request, async (fields, files) => {
      const { assessmentId, requirementNumber, ...described } = fields;
      const details = parseInput(fileDetails, described);
      const hasTarget = assessmentId !== undefined || requirementNumber !== undefined;
      const target = hasTarget ? parseInput(requirementTarget, { assessmentId, requirementNumber }) : null;
      return addFileEvidence(grant, details, files, target);
    });
    return Response.json(added, { status: 201, headers: { 'cache-control': 'private, no-store' } });
  });
}
