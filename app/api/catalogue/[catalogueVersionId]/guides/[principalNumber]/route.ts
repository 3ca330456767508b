import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { getCatalogue } from '@/lib/catalogue/queries';
import { notFound } from '@/lib/platform/errors';
import { guidesOf } from '@/lib/response/rules/guide';

/** The guides of a principal requirement. The address carries a tag of the texts, so browsers keep the answer. */
export async function GET(
  request: Request,
  context: RouteContext<'/api/catalogue/[catalogueVersionId]/guides/[principalNumber]'>,
): Promise<Response> {
  return answer(async () => {
    const { catalogueVersionId, principalNumber } = await context.params;
    await routeGrant(request, 'assessment:read');
    const guides = guidesOf(getCatalogue(catalogueVersionId), principalNumber);
    if (guides.length === 0) throw notFound();
    const headers = { 'cache-control': 'private, max-age=31536000, immutable' };
    return Response.json({ guides }, { headers });
  });
}
