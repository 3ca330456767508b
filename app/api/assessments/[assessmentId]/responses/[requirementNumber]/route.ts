import { routeGrant } from '@/app/access';
import { answer, heldBody } from '@/app/route-answer';
import { countAcceptedRisks } from '@/lib/accepted-risk/queries';
import { readTogether } from '@/lib/access/read';
import { findOwners } from '@/lib/assignment/queries';
import { findCarried } from '@/lib/carry-over/queries';
import { parseInput, parseRequirementNumber, parseRowId } from '@/lib/platform/parse';
import { recordResponse } from '@/lib/response/commands';
import {
  getResponses,
  listRequirementEvents,
  listResponseHistory,
  requirementKeyOf,
} from '@/lib/response/queries';
import { responseSave } from '@/lib/response/schema';
import { countProviders } from '@/lib/responsibility/queries/panel';
import { findGrounds, findOwn, findReview } from '@/lib/review/queries/reviews';
import { findShared } from '@/lib/shared-answer/queries';

type Context = RouteContext<'/api/assessments/[assessmentId]/responses/[requirementNumber]'>;

const noStore = { headers: { 'cache-control': 'no-store' } };

/** Every text of a requirement's answer rows, what happened to them, and what its reviewer said. */
export async function GET(request: Request, context: Context): Promise<Response> {
  return answer(async () => {
    const { assessmentId, ...params } = await context.params;
    const grant = await routeGrant(request, 'assessment:read');
    const requirementNumber = parseRequirementNumber(params.requirementNumber);
    const id = parseRowId(assessmentId);
    const key = requirementKeyOf(requirementNumber);
    const responses = await getResponses(grant, id, requirementNumber);
    const events = await listRequirementEvents(grant, id, requirementNumber);
    const rows = responses.map((response) => response.row);
    const details = await readTogether(grant, async () => ({
      grounds: await findGrounds(grant, id, key),
      history: await listResponseHistory(grant, id, requirementNumber, rows),
      review: await findReview(grant, id, key),
      own: await findOwn(grant, id, key),
      carried: await findCarried(grant, id, requirementNumber),
      shared: await findShared(grant, id, requirementNumber),
      providers: await countProviders(grant, id),
      owners: await findOwners(grant, id, requirementNumber),
      risks: await countAcceptedRisks(grant, { assessmentId: id, requirementNumber }),
    }));
    return Response.json({ responses, events, ...details }, noStore);
  });
}

/** Saves part of one answer row. 409 with the current version when somebody saved in between. */
export async function PATCH(request: Request, context: Context): Promise<Response> {
  return answer(async () => {
    const { assessmentId, requirementNumber } = await context.params;
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'response:record');
    const save = parseInput(responseSave, body.json());
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
