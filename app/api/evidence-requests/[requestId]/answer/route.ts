import { routeGrant } from '@/app/access';
import { addedAnswer } from '@/app/added-answer';
import { answer, heldBody } from '@/app/route-answer';
import { answerWithFiles } from '@/lib/evidence-request/commands/answer';
import { filesAnswerInput } from '@/lib/evidence-request/schema';
import { parseInput, parseRowId } from '@/lib/platform/parse';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ requestId: string }> };

/** A member answers a request that they were asked by, with files that have arrived. */
export async function POST(request: Request, context: Context): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'evidence:attach');
    const requestId = parseRowId((await context.params).requestId);
    const added = await answerWithFiles(grant, requestId, parseInput(filesAnswerInput, body.json()));
    return addedAnswer(grant, added);
  });
}
