import { createHash } from 'node:crypto';
import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { getAttestationDocument } from '@/lib/attestation/queries/document';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { contentDisposition } from '@/lib/platform/download';
import { parseRowId } from '@/lib/platform/parse';
import { recordExport } from '@/lib/report/commands/export';
import { renderPdf } from '@/lib/report/pdf/render';
import { buildReport } from '@/lib/report/rules/report';

const suffixes = { DRAFT: ' (draft)', FOR_SIGNATURE: ' (for signature)', SIGNED: '' };

/** The self-assessment report as a tagged PDF: of the signed document, or a draft that says so on each page. */
export function GET(
  request: Request,
  { params }: RouteContext<'/api/assessments/[assessmentId]/report.pdf'>,
): Promise<Response> {
  return answer(async () => {
    const assessmentId = parseRowId((await params).assessmentId);
    const reading = await routeGrant(request, 'attestation:read');
    const exporting = await routeGrant(request, 'report:export');
    await spendRecordedTurn('export', exporting);
    const report = buildReport(await getAttestationDocument(reading, assessmentId));
    const pdf = await renderPdf(report);
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    await recordExport(exporting, {
      assessmentId,
      format: 'PDF',
      isDraft: report.stage !== 'SIGNED',
      sha256,
    });
    return new Response(new Uint8Array(pdf), {
      headers: {
        'content-type': 'application/pdf',
        'content-length': String(pdf.byteLength),
        'content-disposition': contentDisposition(
          'attachment',
          `${report.title}${suffixes[report.stage]}.pdf`,
        ),
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  });
}
