import { answerProgram } from '@/app/program/answer';
import { pageQueryParams } from '@/lib/api/schema/answers';
import { listAssessments } from '@/lib/assessment/queries';
import { paged, parseQuery } from '@/lib/platform/page';

export const dynamic = 'force-dynamic';

/** Assessments that are not archived, with status and progress, page by page. */
export async function GET(request: Request): Promise<Response> {
  return answerProgram(request, 'assessment:read', async (_, grant) => {
    const page = parseQuery(pageQueryParams, request.url);
    const rows = await listAssessments(grant, { page });
    const items = rows.map(({ counts, requirementCount, isArchived: _, ...assessment }) => ({
      ...assessment,
      progress: {
        requirements: requirementCount,
        answered: requirementCount - counts.UNANSWERED,
        byFinding: counts,
      },
    }));
    return Response.json(
      paged(items, page.limit, (item) => item.assessmentId),
      { headers: { 'cache-control': 'no-store' } },
    );
  });
}
