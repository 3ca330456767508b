import { mayAlso, routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import type { PaletteHits } from '@/lib/palette/model';
import { findEvidence, findIntegrations, findRequirements } from '@/lib/palette/queries';
import { paletteQuery } from '@/lib/palette/schema';
import { parseQuery } from '@/lib/platform/page';

export const dynamic = 'force-dynamic';

/** What fits the words of the search field, each kind by its own right. No key has the first one: this is for people. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'organization:read');
    const wanted = parseQuery(paletteQuery, request.url);
    await spendRecordedTurn('search', grant);
    const [requirements, evidence, integrations] = await Promise.all([
      mayAlso(grant, 'assessment:read')
        ? findRequirements(await routeGrant(request, 'assessment:read'), wanted)
        : [],
      mayAlso(grant, 'evidence:read')
        ? findEvidence(await routeGrant(request, 'evidence:read'), wanted.query)
        : [],
      mayAlso(grant, 'integration:read')
        ? findIntegrations(await routeGrant(request, 'integration:read'), wanted.query)
        : [],
    ]);
    const hits: PaletteHits = { requirements, evidence, integrations };
    return Response.json(hits, { headers: { 'cache-control': 'private, no-store' } });
  });
}
