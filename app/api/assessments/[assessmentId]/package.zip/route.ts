import { routeExportGrant, routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { contentDisposition } from '@/lib/platform/download';
import { parseRowId } from '@/lib/platform/parse';
import { openPackage } from '@/lib/report/commands/package';

export const dynamic = 'force-dynamic';

/** What an assessor asks for, in one ZIP: report, signed data, every file of the evidence, an index and hashes. */
export function GET(
  request: Request,
  { params }: RouteContext<'/api/assessments/[assessmentId]/package.zip'>,
): Promise<Response> {
  return answer(async () => {
    const assessmentId = parseRowId((await params).assessmentId);
    const reading = await routeGrant(request, 'attestation:read');
    const evidence = await routeGrant(request, 'evidence:read');
    // A look at the head alone takes nothing away, and would leave files open.
    if (request.method === 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET' } });
    const exporting = () => routeExportGrant(request, 'report:export');
    const { fileName, stream } = await openPackage({ reading, evidence, exporting }, assessmentId);
    return new Response(stream, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': contentDisposition('attachment', fileName),
        'cache-control': 'private, no-store, no-transform',
        'x-content-type-options': 'nosniff',
      },
    });
  });
}
