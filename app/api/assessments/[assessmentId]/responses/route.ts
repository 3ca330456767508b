import { routeGrant } from '@/app/access';
import { answer } from '@/app/route-answer';
import { getQuestionnaire } from '@/lib/catalogue/queries';
import { parseInput, parseRowId } from '@/lib/platform/parse';
import { notePresence } from '@/lib/presence/commands';
import { presenceInput } from '@/lib/presence/schema';
import { openChecklist } from '@/lib/response/queries';

/**
 * The list of a checklist without texts, for a page that looks at what colleagues have answered. A page that says which
 * requirement it has open (`at`) learns who else has.
 */
export async function GET(
  request: Request,
  context: RouteContext<'/api/assessments/[assessmentId]/responses'>,
): Promise<Response> {
  return answer(async () => {
    const { assessmentId } = await context.params;
    const grant = await routeGrant(request, 'assessment:read');
    const { at, writing } = parseInput(presenceInput, Object.fromEntries(new URL(request.url).searchParams));
    const { head, readList } = await openChecklist(grant, parseRowId(assessmentId), null);
    const checklist = await readList();
    const here =
      at &&
      (await notePresence(grant, {
        assessmentId: parseRowId(assessmentId),
        requirementNumber: at,
        isWriting: writing === '1',
      }));
    const items = checklist.items.map(
      ({
        requirementNumber,
        rows,
        evidence,
        tests,
        unmetOn = null,
        frequencyNeed = null,
        hasFailedEvidence = false,
        review,
      }) => ({
        requirementNumber,
        rows,
        evidence,
        tests,
        unmetOn,
        frequencyNeed,
        hasFailedEvidence,
        review,
      }),
    );
    const isOpen = head.status === 'OPEN' && !head.archivedAt;
    const questionnaire = getQuestionnaire(head.catalogueVersionId, head.questionnaireId).name;
    return Response.json(
      { isOpen, questionnaire, items, ...(here && { here }) },
      { headers: { 'cache-control': 'no-store' } },
    );
  });
}
