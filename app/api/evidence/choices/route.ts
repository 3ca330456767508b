import { routeGrant } from '@/app/access';
import { fresh } from '@/app/requirement-address';
import { answer } from '@/app/route-answer';
import { listChoices } from '@/lib/evidence/queries/choices';

export const dynamic = 'force-dynamic';

/** Whom and what a form for new evidence offers, where it does not come with its page. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    await routeGrant(request, 'evidence:attach');
    return fresh(await listChoices(await routeGrant(request, 'evidence:read')));
  });
}
