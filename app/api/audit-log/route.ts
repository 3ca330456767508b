import { routeExportGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { exportAuditTrail } from '@/lib/audit-trail/commands';
import { dayIn } from '@/lib/platform/clock';
import { contentDisposition } from '@/lib/platform/download';

export const dynamic = 'force-dynamic';

/** The whole audit log as JSON lines, to be checked and kept outside of Inplace. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const grant = await routeExportGrant(request, 'audit-trail:read');
    const lines = await exportAuditTrail(grant);
    return new Response(lines, {
      headers: {
        'content-type': 'application/jsonl; charset=utf-8',
        'content-disposition': contentDisposition('attachment', `audit-log-${dayIn(grant.timeZone)}.jsonl`),
        'cache-control': 'private, no-store',
      },
    });
  });
}
