import { answer, heldBody } from '@/app/route-answer';
import { linkGrant } from '@/app/stranger';
import { answerByLink } from '@/lib/evidence-request/commands/answer';
import { linkAnswerInput } from '@/lib/evidence-request/schema';
import { parseInput } from '@/lib/platform/parse';

export const dynamic = 'force-dynamic';

/** Answers the request whose link somebody came by, with files that have arrived. The link is dead afterwards. */
export async function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const { link, from } = await linkGrant(request);
    const landed = await answerByLink(link, parseInput(linkAnswerInput, body.json()), from);
    return Response.json(landed, { status: 201, headers: { 'cache-control': 'private, no-store' } });
  });
}
