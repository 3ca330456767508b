import { routeGrant } from '@/app/access';
import { fresh, type RequirementContext, targetOf } from '@/app/requirement-address';
import { answer, heldBody } from '@/app/route-answer';
import { parseInput } from '@/lib/platform/parse';
import { changeTest, withdrawTest } from '@/lib/test-record/commands/correct';
import { recordTest } from '@/lib/test-record/commands/record';
import { listTests } from '@/lib/test-record/queries';
import { changeTestInput, recordTestInput, withdrawTestInput } from '@/lib/test-record/schema';

export const dynamic = 'force-dynamic';

/** The tests of one requirement. */
export async function GET(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'assessment:read');
    return fresh(await listTests(grant, await targetOf(context)));
  });
}

/** Records a test; like every change it answers with the tests as they stand now. */
export async function POST(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'response:record');
    const reading = await routeGrant(request, 'assessment:read');
    const target = await targetOf(context);
    await recordTest(grant, target, parseInput(recordTestInput, body.json()));
    return fresh(await listTests(reading, target));
  });
}

/** Corrects a test; 409 when somebody else changed it since the version that comes with it. */
export async function PATCH(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'response:record');
    const reading = await routeGrant(request, 'assessment:read');
    const target = await targetOf(context);
    await changeTest(grant, target, parseInput(changeTestInput, body.json()));
    return fresh(await listTests(reading, target));
  });
}

/** Withdraws a test, with the reason. */
export async function DELETE(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'response:record');
    const reading = await routeGrant(request, 'assessment:read');
    const target = await targetOf(context);
    await withdrawTest(grant, target, parseInput(withdrawTestInput, body.json()));
    return fresh(await listTests(reading, target));
  });
}
