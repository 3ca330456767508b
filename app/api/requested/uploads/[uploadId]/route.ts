import { answer } from '@/app/route-answer';
import { linkGrant } from '@/app/stranger';
import { evidenceLimit } from '@/lib/evidence/queries/limit';
import { answerUpload } from '@/lib/evidence/upload/protocol';
import { giveTurnBack } from '@/lib/platform/rate-limit';

export const dynamic = 'force-dynamic';

/** How much of an upload of the link is there. */
export async function HEAD(request: Request): Promise<Response> {
  return ofLink(request);
}

/** The next bytes of it, from the offset that the request names. */
export async function PATCH(request: Request): Promise<Response> {
  return ofLink(request);
}

/** Gives it up: another one may come in its place. */
export async function DELETE(request: Request): Promise<Response> {
  return ofLink(request, async (linkId) => giveTurnBack('link-file', linkId));
}

function ofLink(request: Request, afterwards?: (linkId: string) => Promise<void>): Promise<Response> {
  return answer(async () => {
    const { link, grant } = await linkGrant(request);
    const limit = await evidenceLimit(grant);
    const response = await answerUpload(grant, request, limit, '/api/requested/uploads');
    if (response.status < 400) await afterwards?.(link.id);
    return response;
  });
}
