import { routeGrant } from '@/app/access';
import { answerProgram } from '@/app/program/answer';
import { heldBody } from '@/app/route-answer';
import { linkEvidence, unlinkEvidenceFrom } from '@/lib/evidence/commands/link';
import { getForProgram } from '@/lib/evidence/queries/for-programs';
import { useInput } from '@/lib/evidence/schema/push';
import { parseInput, parseRowId } from '@/lib/platform/parse';
import type { RequirementTarget } from '@/lib/response/model';

export const dynamic = 'force-dynamic';

type Context = RouteContext<'/api/v1/evidence/[evidenceId]/uses'>;

/** Uses an item for requirements of an assessment. What is used already stays as it is. */
export async function POST(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'evidence:attach', async (inner) => {
    const { attach, reading, evidenceId, targets } = await asked(inner, context);
    const { linked } = await linkEvidence(attach, evidenceId, targets);
    return usesAfter(reading, evidenceId, linked);
  });
}

/** Ends these uses; the item stays in the library. */
export async function DELETE(request: Request, context: Context): Promise<Response> {
  return answerProgram(request, 'evidence:attach', async (inner) => {
    const { attach, reading, evidenceId, targets } = await asked(inner, context);
    const { unlinked } = await unlinkEvidenceFrom(attach, evidenceId, targets);
    return usesAfter(reading, evidenceId, unlinked);
  });
}

async function asked(request: Request, { params }: Context) {
  const body = await heldBody(request);
  const attach = await routeGrant(request, 'evidence:attach');
  const reading = await routeGrant(request, 'evidence:read');
  const { assessmentId, requirementNumbers } = parseInput(useInput, body.json());
  const targets: RequirementTarget[] = requirementNumbers.map((requirementNumber) => ({
    assessmentId,
    requirementNumber,
  }));
  return { attach, reading, evidenceId: parseRowId((await params).evidenceId), targets };
}

async function usesAfter(
  reading: Awaited<ReturnType<typeof asked>>['reading'],
  evidenceId: string,
  changed: number,
): Promise<Response> {
  const { uses } = await getForProgram(reading, evidenceId);
  return Response.json({ changed, uses }, { headers: { 'cache-control': 'private, no-store' } });
}
