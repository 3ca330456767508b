import { answerProgram } from '@/app/program/answer';
import { dutyParams, periodOf } from '@/lib/api/schema/answers';
import { dayIn } from '@/lib/platform/clock';
import { AppError } from '@/lib/platform/errors';
import { parseQuery } from '@/lib/platform/page';
import { listDuties } from '@/lib/schedule/queries/duties';

export const dynamic = 'force-dynamic';

/** Due dates of periodic activities within a period, page by page. */
export async function GET(request: Request): Promise<Response> {
  return answerProgram(request, 'schedule:read', async (_, grant) => {
    const { from, to, ...page } = parseQuery(dutyParams, request.url);
    const period = periodOf({ from, to }, dayIn(grant.timeZone));
    if (!period) {
      throw new AppError('INVALID', undefined, {
        to: ['Choose a day after the first one, at most two years.'],
      });
    }
    return Response.json(await listDuties(grant, { ...period, ...page }), {
      headers: { 'cache-control': 'no-store' },
    });
  });
}
