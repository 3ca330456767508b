import { answer } from '@/app/route-answer';
import { linkGrant } from '@/app/stranger';
import { maxFilesPerItem } from '@/lib/evidence/model';
import { evidenceLimit } from '@/lib/evidence/queries/limit';
import { answerUpload } from '@/lib/evidence/upload/protocol';
import { AppError } from '@/lib/platform/errors';
import { giveTurnBack, takeTurn } from '@/lib/platform/rate-limit';

export const dynamic = 'force-dynamic';

/** Begins an upload (tus) for the request whose link somebody came by. */
export async function POST(request: Request): Promise<Response> {
  return answer(async () => {
    const { link, grant } = await linkGrant(request);
    if (!(await takeTurn('link-file', link.id))) {
      // What was refused is counted too: giving one file up is to make room for one.
      await giveTurnBack('link-file', link.id);
      throw new AppError(
        'INVALID',
        `One request takes at most ${maxFilesPerItem} files a day. Leave some out, or put them into one archive.`,
      );
    }
    const response = await answerUpload(grant, request, await evidenceLimit(grant), '/api/requested/uploads');
    if (response.status !== 201) await giveTurnBack('link-file', link.id);
    return response;
  });
}
