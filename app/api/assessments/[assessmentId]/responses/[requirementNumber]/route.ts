import { routeGrant } from '@/app/access';
import { answer, heldBody } from '@/app/route-answer';
import { countAcceptedRisks } from '@/lib/accepted-risk/queries';
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
import { findGrounds, findReview } from '@/lib/review/queries';
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
    const responses = await getResponses(grant, id, requirementNumber);
    const rows = responses.map((response) => response.row);
    const history = await listResponseHistory(grant, id, requirementNumber, rows);
    const events = await listRequirementEvents(grant, id, requirementNumber);
    const review = await findReview(grant, id, requirementKeyOf(requirementNumber));
    const grounds = await findGrounds(grant, id, requirementKeyOf(requirementNumber));
    const carried = await findCarried(grant, id, requirementNumber);
    const shared = await findShared(grant, id, requirementNumber);
    const providers = await countProviders(grant, id);
    const owners = await findOwners(grant, id, requirementNumber);
    const risks = await countAcceptedRisks(grant, { assessmentId: id, requirementNumber });
    return Response.json(
      { responses, history, events, review, grounds, carried, shared, providers, owners, risks },
      noStore,
    );
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
