import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { downloadChecklist } from '@/lib/exchange/download';
import { parseRowId } from '@/lib/platform/parse';

/** The same as CSV, for programs and for whoever has no workbook. */
export function GET(
  request: Request,
  { params }: RouteContext<'/api/assessments/[assessmentId]/checklist.csv'>,
): Promise<Response> {
  return answer(async () => {
    const assessmentId = parseRowId((await params).assessmentId);
    const grant = await routeGrant(request, 'assessment:read');
    // The file names evidence, which a key may be kept from.
    await routeGrant(request, 'evidence:read');
    await spendRecordedTurn('export', grant);
    const { bytes, headers } = await downloadChecklist(grant, assessmentId, 'CSV');
    return new Response(bytes, { headers });
  });
}
