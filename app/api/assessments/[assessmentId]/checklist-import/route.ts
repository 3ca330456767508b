import { routeGrant, routeSession } from '@/app/access';
import { answer, heldBody } from '@/app/route-answer';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { importChecklist } from '@/lib/exchange/commands';
import { receiveChecklist } from '@/lib/exchange/files/receive';
import { previewImport } from '@/lib/exchange/preview';
import { importConfirmation, maxConfirmationBytes } from '@/lib/exchange/schema';
import { parseInput, parseRowId } from '@/lib/platform/parse';

type Context = RouteContext<'/api/assessments/[assessmentId]/checklist-import'>;
const headers = { 'cache-control': 'private, no-store' };

/** What a file would change, for a person to look at. Nothing is changed, and nothing of the file is kept. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const assessmentId = parseRowId((await params).assessmentId);
    const grant = await routeGrant(request, 'response:record');
    await routeSession(request);
    await spendRecordedTurn('upload', grant);
    const file = await receiveChecklist(request);
    // Asked again now that the file is here: an upload may take longer than a membership lasts.
    const grants = {
      reading: await routeGrant(request, 'assessment:read'),
      recording: await routeGrant(request, 'response:record'),
    };
    return Response.json(await previewImport(grants, assessmentId, file), { headers });
  });
}

/** Carries out what a preview has shown. */
export function PUT(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const assessmentId = parseRowId((await params).assessmentId);
    const body = await heldBody(request, maxConfirmationBytes);
    const grant = await routeGrant(request, 'response:record');
    await routeSession(request);
    const outcome = await importChecklist(grant, assessmentId, parseInput(importConfirmation, body.json()));
    return Response.json(outcome, { headers });
  });
}
