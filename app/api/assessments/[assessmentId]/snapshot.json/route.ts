import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { getSnapshotText } from '@/lib/attestation/queries/document';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { contentDisposition } from '@/lib/platform/download';
import { parseRowId } from '@/lib/platform/parse';
import { recordExport } from '@/lib/report/commands/export';

/** The signed document byte for byte: its SHA-256 is the one of the seal, so anybody can check it with any tool. */
export function GET(
  request: Request,
  { params }: RouteContext<'/api/assessments/[assessmentId]/snapshot.json'>,
): Promise<Response> {
  return answer(async () => {
    const assessmentId = parseRowId((await params).assessmentId);
    const reading = await routeGrant(request, 'attestation:read');
    const exporting = await routeGrant(request, 'report:export');
    await spendRecordedTurn('export', exporting);
    const signed = await getSnapshotText(reading, assessmentId);
    await recordExport(exporting, {
      assessmentId,
      format: 'JSON',
      isDraft: false,
      sha256: signed.snapshotSha256,
    });
    return new Response(signed.snapshotText, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': contentDisposition(
          'attachment',
          `${signed.assessmentName}, revision ${signed.revision}, signed.json`,
        ),
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  });
}
