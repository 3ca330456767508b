import { routeGrant } from '@/app/access';
import { fresh, type RequirementContext, targetOf } from '@/app/requirement-address';
import { answer, heldBody } from '@/app/route-answer';
import { addTypedEvidence } from '@/lib/evidence/commands/add';
import { linkEvidence, unlinkEvidence } from '@/lib/evidence/commands/link';
import { listRequirementEvidence } from '@/lib/evidence/queries/panel';
import { attachInput, detachInput } from '@/lib/evidence/schema';
import { parseInput } from '@/lib/platform/parse';

export const dynamic = 'force-dynamic';

/** The evidence of one requirement, as its panel shows it. */
export async function GET(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'evidence:read');
    return fresh(await listRequirementEvidence(grant, await targetOf(context)));
  });
}

/** Attaches a link, a note or an item of the library; answers with the new state of the panel. */
export async function POST(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'evidence:attach');
    const reading = await routeGrant(request, 'evidence:read');
    const target = await targetOf(context);
    const input = parseInput(attachInput, body.json());
    if (input.kind === 'EXISTING') await linkEvidence(grant, input.evidenceId, [target]);
    else await addTypedEvidence(grant, input, target);
    return fresh(await listRequirementEvidence(reading, target));
  });
}

/** Takes an item off the requirement; it stays in the library. */
export async function DELETE(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'evidence:attach');
    const reading = await routeGrant(request, 'evidence:read');
    const target = await targetOf(context);
    await unlinkEvidence(grant, parseInput(detachInput, body.json()).evidenceId, target);
    return fresh(await listRequirementEvidence(reading, target));
  });
}
