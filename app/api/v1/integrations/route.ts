import { answerProgram } from '@/app/program/answer';
import { pageQueryParams } from '@/lib/api/schema/answers';
import { listIntegrations } from '@/lib/integration/queries/integrations';
import { paged, parseQuery } from '@/lib/platform/page';

export const dynamic = 'force-dynamic';

/** Payment integrations in use, page by page. */
export async function GET(request: Request): Promise<Response> {
  return answerProgram(request, 'integration:read', async (_, grant) => {
    const page = parseQuery(pageQueryParams, request.url);
    const rows = await listIntegrations(grant, 'active', page);
    const items = rows.map(({ providers, assessment, ...integration }) => ({
      ...integration,
      providers: providers.map(({ id, name }) => ({ id, name })),
      assessmentId: assessment?.assessmentId ?? null,
    }));
    return Response.json(
      paged(items, page.limit, (item) => item.integrationId),
      { headers: { 'cache-control': 'no-store' } },
    );
  });
}
