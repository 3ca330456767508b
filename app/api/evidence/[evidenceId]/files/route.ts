import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { addEvidenceFiles } from '@/lib/evidence/commands/add';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import { AppError } from '@/lib/platform/errors';
import { parseRowId } from '@/lib/platform/parse';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ evidenceId: string }> };

/** Adds files to an item that exists. */
export async function POST(request: Request, context: Context): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'evidence:attach');
    const evidenceId = parseRowId((await context.params).evidenceId);
    const added = await withReceivedFiles(grant, request, async (fields, files) => {
      if (Object.keys(fields).length > 0) {
        throw new AppError('INVALID', 'This form sent a field that is not known here.');
      }
      return addEvidenceFiles(grant, evidenceId, files);
    });
    return Response.json(added, { status: 201, headers: { 'cache-control': 'private, no-store' } });
  });
}
