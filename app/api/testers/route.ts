import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { listTesters } from '@/lib/test-record/queries';

/** Who may be named as the one who tested, for the form of a test. */
export async function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const testers = await listTesters(await routeGrant(request, 'response:record'));
    return Response.json({ testers }, { headers: { 'cache-control': 'private, no-store' } });
  });
}
