import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { listReaders } from '@/lib/comment/queries';
import { parseRequirementNumber, parseRowId } from '@/lib/platform/parse';

type Context =
  RouteContext<'/api/assessments/[assessmentId]/requirements/[requirementNumber]/comments/readers'>;

/** Whom a comment here can mention. Asked for when somebody types an @. */
export async function GET(request: Request, context: Context): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'comment:write');
    const { assessmentId, requirementNumber } = await context.params;
    const readers = await listReaders(grant, {
      assessmentId: parseRowId(assessmentId),
      requirementNumber: parseRequirementNumber(requirementNumber),
    });
    return Response.json({ readers }, { headers: { 'cache-control': 'private, no-store' } });
  });
}
