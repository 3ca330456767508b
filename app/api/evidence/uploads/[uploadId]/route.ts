import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { evidenceLimit } from '@/lib/evidence/queries/limit';
import { answerUpload } from '@/lib/evidence/upload/protocol';

export const dynamic = 'force-dynamic';

/** How much of one's own upload is there. */
export async function HEAD(request: Request): Promise<Response> {
  return own(request);
}

/** The next bytes of it, from the offset that the request names. */
export async function PATCH(request: Request): Promise<Response> {
  return own(request);
}

/** Gives it up. */
export async function DELETE(request: Request): Promise<Response> {
  return own(request);
}

function own(request: Request): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'evidence:attach');
    return answerUpload(grant, request, await evidenceLimit(grant));
  });
}
