import { routeGrant } from '@/app/access';
import { fresh, type RequirementContext, targetOf } from '@/app/requirement-address';
import { answer, heldBody } from '@/app/route-answer';
import { acceptRisk } from '@/lib/accepted-risk/commands/accept';
import { changeAcceptedRisk, withdrawAcceptedRisk } from '@/lib/accepted-risk/commands/correct';
import { listAcceptedRisks } from '@/lib/accepted-risk/queries';
import {
  acceptRiskInput,
  changeAcceptedRiskInput,
  withdrawAcceptedRiskInput,
} from '@/lib/accepted-risk/schema';
import { parseInput } from '@/lib/platform/parse';

export const dynamic = 'force-dynamic';

/** The accepted risks of one requirement. */
export async function GET(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'assessment:read');
    return fresh(await listAcceptedRisks(grant, await targetOf(context)));
  });
}

/** Records what somebody accepted; like every change it answers with how they stand now. */
export async function POST(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'response:record');
    const reading = await routeGrant(request, 'assessment:read');
    const target = await targetOf(context);
    await acceptRisk(grant, target, parseInput(acceptRiskInput, body.json()));
    return fresh(await listAcceptedRisks(reading, target));
  });
}

/** Changes one; 409 when somebody else changed it since the version that comes with it. */
export async function PATCH(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'response:record');
    const reading = await routeGrant(request, 'assessment:read');
    const target = await targetOf(context);
    await changeAcceptedRisk(grant, target, parseInput(changeAcceptedRiskInput, body.json()));
    return fresh(await listAcceptedRisks(reading, target));
  });
}

/** Withdraws one, with the reason. */
export async function DELETE(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'response:record');
    const reading = await routeGrant(request, 'assessment:read');
    const target = await targetOf(context);
    await withdrawAcceptedRisk(grant, target, parseInput(withdrawAcceptedRiskInput, body.json()));
    return fresh(await listAcceptedRisks(reading, target));
  });
}
