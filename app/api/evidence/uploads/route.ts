import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { evidenceLimit } from '@/lib/evidence/queries/limit';
import { answerUpload } from '@/lib/evidence/upload/protocol';

export const dynamic = 'force-dynamic';

/** Begins an upload that can be gone on with after the connection broke (tus): name and size, and where to send the bytes. */
export async function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'evidence:attach');
    await spendRecordedTurn('upload', grant);
    return answerUpload(grant, request, await evidenceLimit(grant));
  });
}
