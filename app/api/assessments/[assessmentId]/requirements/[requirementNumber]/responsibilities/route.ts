import { routeGrant } from '@/app/access';
import { fresh, type RequirementContext, targetOf } from '@/app/requirement-address';
import { answer, heldBody } from '@/app/route-answer';
import { parseInput } from '@/lib/platform/parse';
import { recordResponsibilities } from '@/lib/responsibility/commands/record';
import { getResponsibilityPanel } from '@/lib/responsibility/queries/panel';
import { panelResponsibilityInput } from '@/lib/responsibility/schema';

export const dynamic = 'force-dynamic';

/** What the providers of the assessment do for one requirement. */
export async function GET(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'assessment:read');
    return fresh(await getResponsibilityPanel(grant, await targetOf(context)));
  });
}

/** Says who meets it where one provider takes part; answers with all of them as they stand now. */
export async function POST(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'service-provider:manage');
    const target = await targetOf(context);
    const { version, ...said } = parseInput(panelResponsibilityInput, body.json());
    const { requirementNumber } = target;
    const reading = await routeGrant(request, 'assessment:read');
    // What is recorded belongs to the provider: an assessment out of reach must be refused before, not after.
    await getResponsibilityPanel(reading, target);
    await recordResponsibilities(grant, { ...said, requirements: [{ requirementNumber, version }] });
    return fresh(await getResponsibilityPanel(reading, target));
  });
}
