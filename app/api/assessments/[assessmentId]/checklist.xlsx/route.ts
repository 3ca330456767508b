import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { downloadChecklist } from '@/lib/exchange/download';
import { parseRowId } from '@/lib/platform/parse';

/** The checklist as a workbook, for whoever answers without a connection. */
export function GET(
  request: Request,
  { params }: RouteContext<'/api/assessments/[assessmentId]/checklist.xlsx'>,
): Promise<Response> {
  return answer(async () => {
    const assessmentId = parseRowId((await params).assessmentId);
    const grant = await routeGrant(request, 'assessment:read');
    // The file names evidence, which a key may be kept from.
    await routeGrant(request, 'evidence:read');
    await spendRecordedTurn('export', grant);
    const { bytes, headers } = await downloadChecklist(grant, assessmentId, 'XLSX');
    return new Response(bytes, { headers });
  });
}
