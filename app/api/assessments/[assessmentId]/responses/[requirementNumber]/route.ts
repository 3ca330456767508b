import { routeGrant } from '@/app/access';
import { answer, jsonBody } from '@/app/route-answer';
import type { Grant } from '@/lib/access/grant';
import { AppError } from '@/lib/platform/errors';
import { parseInput, parseRequirementNumber, parseRowId } from '@/lib/platform/parse';
import { recordResponse } from '@/lib/response/commands';
import { getResponses, listResponseHistory } from '@/lib/response/queries';
import { responseSave } from '@/lib/response/schema';

type Context = RouteContext<'/api/assessments/[assessmentId]/responses/[requirementNumber]'>;

const noStore = { headers: { 'cache-control': 'no-store' } };

/** Every text of a requirement's answer rows, and what happened to them. */
export async function GET(request: Request, context: Context): Promise<Response> {
  return answer(async () => {
    const { assessmentId, ...params } = await context.params;
    const grant = await routeGrant(request, 'assessment:read');
    const requirementNumber = parseRequirementNumber(params.requirementNumber);
    const id = parseRowId(assessmentId);
    const responses = await getResponses(grant, id, requirementNumber);
    const rows = responses.map((response) => response.row);
    const history = await listResponseHistory(grant, id, requirementNumber, rows);
    return Response.json({ responses, history }, noStore);
  });
}

/** Saves part of one answer row. 409 with the current version when somebody saved in between. */
export async function PATCH(request: Request, context: Context): Promise<Response> {
  return answer(async () => {
    const { assessmentId, requirementNumber } = await context.params;
    const grant = await routeGrant(request, 'response:record');
    assertSamePerson(request, grant);
    const save = parseInput(responseSave, await jsonBody(request));
    const target = {
      assessmentId: parseRowId(assessmentId),
      requirementNumber: parseRequirementNumber(requirementNumber),
    };
    const { outcome, ...result } = await recordResponse(grant, target, save);
    if (outcome === 'SAVED') return Response.json(result, noStore);
    return Response.json(
      { code: 'CONFLICT', message: 'Somebody else saved this answer first.', ...result },
      { status: 409, ...noStore },
    );
  });
}

/** A page that is still open after another sign-in in the same browser must not answer in the new person's name. */
function assertSamePerson(request: Request, grant: Grant): void {
  const person = request.headers.get('x-inplace-person');
  if (person !== null && person !== grant.actor.userId) {
    throw new AppError('UNAUTHENTICATED', 'Somebody else is signed in in this browser now.');
  }
}
