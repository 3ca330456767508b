import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { parseRowId } from '@/lib/platform/parse';
import { downloadResponsibilities } from '@/lib/responsibility/commands/export';

/** Who does what with one provider (12.8.5), as CSV. */
export function GET(
  request: Request,
  { params }: RouteContext<'/api/providers/[serviceProviderId]/responsibilities.csv'>,
): Promise<Response> {
  return answer(async () => {
    const serviceProviderId = parseRowId((await params).serviceProviderId);
    const grant = await routeGrant(request, 'service-provider:read');
    await spendRecordedTurn('export', grant);
    const { text, headers } = await downloadResponsibilities(grant, serviceProviderId);
    return new Response(text, { headers });
  });
}
