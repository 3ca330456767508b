import { routeGrant } from '@/app/access';
import { fresh, type RequirementContext, targetOf } from '@/app/requirement-address';
import { answer, heldBody } from '@/app/route-answer';
import { parseInput } from '@/lib/platform/parse';
import { chooseFrequency, linkAnalysis, unlinkAnalysis } from '@/lib/risk-analysis/commands/link';
import { getAnalysisPanel } from '@/lib/risk-analysis/queries/panel';
import { analysisPanelInput } from '@/lib/risk-analysis/schema';

export const dynamic = 'force-dynamic';

/** On what the frequency of one requirement's answer rests. */
export async function GET(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const grant = await routeGrant(request, 'assessment:read');
    return fresh(await getAnalysisPanel(grant, await targetOf(context)));
  });
}

/** Links an analysis, takes it off, or says of 11.6.1 how often; answers with the new state of the panel. */
export async function POST(request: Request, context: RequirementContext): Promise<Response> {
  return answer(async () => {
    const body = await heldBody(request);
    const grant = await routeGrant(request, 'schedule:manage');
    const reading = await routeGrant(request, 'assessment:read');
    const target = await targetOf(context);
    const input = parseInput(analysisPanelInput, body.json());
    if (input.what === 'LINK') await linkAnalysis(grant, input.analysisId, target);
    if (input.what === 'UNLINK') await unlinkAnalysis(grant, target);
    if (input.what === 'FREQUENCY') await chooseFrequency(grant, input.basis, target);
    return fresh(await getAnalysisPanel(reading, target));
  });
}
