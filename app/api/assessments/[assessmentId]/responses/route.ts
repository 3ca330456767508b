import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { parseRowId } from '@/lib/platform/parse';
import { openChecklist } from '@/lib/response/queries';

/** The list of a checklist without texts, for a page that comes back to the foreground. */
export async function GET(
  request: Request,
  context: RouteContext<'/api/assessments/[assessmentId]/responses'>,
): Promise<Response> {
  return answer(async () => {
    const { assessmentId } = await context.params;
    const grant = await routeGrant(request, 'assessment:read');
    const { head, readList } = await openChecklist(grant, parseRowId(assessmentId), null);
    const checklist = await readList();
    const items = checklist.items.map(({ requirementNumber, rows, evidence }) => ({
      requirementNumber,
      rows,
      evidence,
    }));
    const isOpen = head.status === 'OPEN' && !head.archivedAt;
    return Response.json({ isOpen, items }, { headers: { 'cache-control': 'no-store' } });
  });
}
