import { routeExportGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { exportSignIns } from '@/lib/audit-trail/commands';
import { parsePlace } from '@/lib/audit-trail/rules';
import { dayIn } from '@/lib/platform/clock';
import { contentDisposition } from '@/lib/platform/download';

export const dynamic = 'force-dynamic';

/** What a filter of the sign-ins shows, for a spreadsheet. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const grant = await routeExportGrant(request, 'audit-trail:read');
    const filter = parsePlace(Object.fromEntries(new URL(request.url).searchParams));
    const pieces = await exportSignIns(grant, { ...filter, before: null });
    return new Response(pieces, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': contentDisposition('attachment', `sign-ins-${dayIn(grant.timeZone)}.csv`),
        'cache-control': 'private, no-store',
      },
    });
  });
}
