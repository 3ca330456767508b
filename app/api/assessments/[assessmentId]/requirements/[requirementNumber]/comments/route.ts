import { routeGrant } from '@/app/access';
import { type RequirementContext, targetOf } from '@/app/requirement-address';
import { answer, heldBody } from '@/app/route-answer';
import { isBackground } from '@/lib/access/origin';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { addComment, changeComment } from '@/lib/comment/commands';
import { listComments } from '@/lib/comment/queries';
import { commentChange, commentInput, commentPage } from '@/lib/comment/schema';
import { parseInput } from '@/lib/platform/parse';

const noStore = { headers: { 'cache-control': 'private, no-store' } };

/** The comments on one requirement. Whoever opens them has read what mentions them there; a program reads for nobody. */
export async function GET(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'assessment:read');
    const target = await targetOf(context);
    const { before } = parseInput(commentPage, Object.fromEntries(new URL(request.url).searchParams));
    const marksRead = !grant.actor.key && !isBackground((name) => request.headers.get(name));
    return Response.json(await listComments(grant, target, { before, marksRead }), noStore);
  });
}

/** Writes a comment. */
export async function POST(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'comment:write');
    const target = await targetOf(context);
    const input = parseInput(commentInput, body.json());
    await spendRecordedTurn('comment', grant);
    return Response.json(await addComment(grant, target, input), noStore);
  });
}

/** Edits or withdraws one's own comment. */
export async function PATCH(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'comment:write');
    const target = await targetOf(context);
    const change = parseInput(commentChange, body.json());
    await spendRecordedTurn('comment', grant);
    return Response.json(await changeComment(grant, target, change), noStore);
  });
}
