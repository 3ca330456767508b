import { routeGrant } from '@/app/access';
import { answer, heldBody } from '@/app/route-answer';
import { parseInput, parseRowId } from '@/lib/platform/parse';
import { reviewRequirements } from '@/lib/review/commands';
import { reviewInput } from '@/lib/review/schema';

/** Says that requirements are ready, approves or returns them. What does not fit is named in the answer and left. */
export async function POST(
  request: Request,
  { params }: RouteContext<'/api/assessments/[assessmentId]/reviews'>,
): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const record = await routeGrant(request, 'response:record');
    const read = await routeGrant(request, 'assessment:read');
    const assessmentId = parseRowId((await params).assessmentId);
    const input = parseInput(reviewInput, body.json());
    const act = input.what === 'READY' ? record : await routeGrant(request, 'response:review');
    const outcome = await reviewRequirements({ act, read }, assessmentId, input);
    return Response.json(outcome, { headers: { 'cache-control': 'no-store' } });
  });
}
