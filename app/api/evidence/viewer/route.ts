import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { AppError } from '@/lib/platform/errors';
import { pdfViewer } from '@/lib/platform/pdf-viewer';

export const dynamic = 'force-dynamic';

/** The frame in which the pages of a PDF are drawn. It holds nobody's data: the page around it hands the file in. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    // No key has this one: the frame is for people.
    await routeGrant(request, 'organization:read');
    if (new URL(request.url).search !== '')
      throw new AppError('INVALID', 'This address takes no parameters.');
    const { html, policy } = await pdfViewer();
    return new Response(html, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'private, max-age=3600',
      },
    });
  });
}
