import { routeGrant } from '@/app/access';
import { fresh, type RequirementContext, targetOf } from '@/app/requirement-address';
import { answer, heldBody } from '@/app/route-answer';
import { parseInput } from '@/lib/platform/parse';
import { changeTags } from '@/lib/tag/commands';
import { getTags } from '@/lib/tag/queries';
import { tagsInput } from '@/lib/tag/schema';

/** The tags of one requirement, and those that others have. */
export async function GET(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'assessment:read');
    return fresh(await getTags(grant, await targetOf(context)));
  });
}

/** Gives a requirement these tags; 409 when somebody else changed them since the version that comes with them. */
export async function PATCH(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'response:record');
    const reading = await routeGrant(request, 'assessment:read');
    const target = await targetOf(context);
    await changeTags(grant, target, parseInput(tagsInput, body.json()));
    return fresh(await getTags(reading, target));
  });
}
