import { routeGrant } from '@/app/access';
import { answerProgram } from '@/app/program/answer';
import { heldBody, isJson } from '@/app/route-answer';
import { evidenceListParams } from '@/lib/api/schema/evidence';
import { spendRecordedTurn } from '@/lib/audit-trail/operations/refusal';
import { type Pushed, pushEvidence } from '@/lib/evidence/commands/push';
import { withReceivedFiles } from '@/lib/evidence/commands/receive';
import { listForProgram } from '@/lib/evidence/queries/for-programs';
import { pushInput } from '@/lib/evidence/schema/push';
import { answerWith } from '@/lib/platform/claimed-request';
import { AppError } from '@/lib/platform/errors';
import { paged, parseQuery } from '@/lib/platform/page';
import { parseInput } from '@/lib/platform/parse';

export const dynamic = 'force-dynamic';

/** The library, page by page. */
export async function GET(request: Request): Promise<Response> {
  return answerProgram(request, 'evidence:read', async (_, grant) => {
    const { externalRef, kind, ...page } = parseQuery(evidenceListParams, request.url);
    const items = await listForProgram(grant, { externalRef, kind, page });
    return Response.json(
      paged(items, page.limit, (item) => item.evidenceId),
      { headers: { 'cache-control': 'private, no-store' } },
    );
  });
}

/** Takes what a program found: as JSON, or as a form with the same JSON in `evidence` and files beside it. */
export async function POST(request: Request): Promise<Response> {
  return answerProgram(
    request,
    'evidence:attach',
    async (inner, grant) => {
      answerWith(toAnswer);
      if (isJson(inner)) {
        const body = await heldBody(inner);
        const pushing = await routeGrant(inner, 'evidence:attach');
        return answerOf(await pushEvidence(pushing, parseInput(pushInput, body.json()), []));
      }
      await spendRecordedTurn('upload', grant);
      const pushed = await withReceivedFiles(grant, inner, async ({ evidence = '', ...others }, files) => {
        if (Object.keys(others).length > 0) {
          throw new AppError('INVALID', 'Send one field, evidence, and the files.');
        }
        const push = parseInput(pushInput, parsed(evidence));
        // Asked again now that the files are here: an upload may take longer than a membership lasts.
        return pushEvidence(await routeGrant(inner, 'evidence:attach'), push, files);
      });
      return answerOf(pushed);
    },
    ['JSON', 'FORM'],
  );
}

const toAnswer = (pushed: Pushed) => ({ status: pushed.isNew ? 201 : 200, body: pushed });

function answerOf(pushed: Pushed): Response {
  const { status, body } = toAnswer(pushed);
  return Response.json(body, { status, headers: { 'cache-control': 'private, no-store' } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('INVALID', undefined, { evidence: ['Send what the program found as JSON here.'] });
  }
}
