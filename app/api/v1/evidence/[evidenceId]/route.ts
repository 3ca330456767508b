import { answerProgram } from '@/app/program/answer';
import { getForProgram } from '@/lib/evidence/queries/for-programs';
import { parseRowId } from '@/lib/platform/parse';

export const dynamic = 'force-dynamic';

/** One item with its last runs. */
export async function GET(
  request: Request,
  { params }: RouteContext<'/api/v1/evidence/[evidenceId]'>,
): Promise<Response> {
  return answerProgram(request, 'evidence:read', async (_, grant) => {
    const item = await getForProgram(grant, parseRowId((await params).evidenceId));
    return Response.json(item, { headers: { 'cache-control': 'private, no-store' } });
  });
}
