import { routeGrant } from '@/app/access';
import { answer, jsonBody } from '@/app/route-answer';
import { addTypedEvidence } from '@/lib/evidence/commands/add';
import { linkEvidence, unlinkEvidence } from '@/lib/evidence/commands/link';
import { listRequirementEvidence } from '@/lib/evidence/queries/panel';
import { attachInput, detachInput, type RequirementTarget } from '@/lib/evidence/schema';
import { parseInput, parseRequirementNumber, parseRowId } from '@/lib/platform/parse';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ assessmentId: string; requirementNumber: string }> };

/** The evidence of one requirement, as its panel shows it. */
export async function GET(request: Request, context: Context): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'evidence:read');
    return fresh(await listRequirementEvidence(grant, await targetOf(context)));
  });
}

/** Attaches a link, a note or an item of the library; answers with the new state of the panel. */
export async function POST(request: Request, context: Context): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'evidence:attach');
    const target = await targetOf(context);
    const input = parseInput(attachInput, await jsonBody(request));
    if (input.kind === 'EXISTING') await linkEvidence(grant, input.evidenceId, [target]);
    else await addTypedEvidence(grant, input, target);
    return fresh(await listRequirementEvidence(await routeGrant(request, 'evidence:read'), target));
  });
}

/** Takes an item off the requirement; it stays in the library. */
export async function DELETE(request: Request, context: Context): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'evidence:attach');
    const target = await targetOf(context);
    await unlinkEvidence(grant, parseInput(detachInput, await jsonBody(request)).evidenceId, target);
    return fresh(await listRequirementEvidence(await routeGrant(request, 'evidence:read'), target));
  });
}

async function targetOf(context: Context): Promise<RequirementTarget> {
  const { assessmentId, requirementNumber } = await context.params;
  return {
    assessmentId: parseRowId(assessmentId),
    requirementNumber: parseRequirementNumber(requirementNumber),
  };
}

function fresh(panel: object): Response {
  return Response.json(panel, { headers: { 'cache-control': 'private, no-store' } });
}
