import { parseRequirementNumber, parseRowId } from '@/lib/platform/parse';
import type { RequirementTarget } from '@/lib/response/model';

export type RequirementContext = { params: Promise<{ assessmentId: string; requirementNumber: string }> };

/** The requirement that an address names. Throws NOT_FOUND for what can be none. */
export async function targetOf(context: RequirementContext): Promise<RequirementTarget> {
  const { assessmentId, requirementNumber } = await context.params;
  return {
    assessmentId: parseRowId(assessmentId),
    requirementNumber: parseRequirementNumber(requirementNumber),
  };
}

/** How something stands now, for its reader alone. */
export function fresh(view: object): Response {
  return Response.json(view, { headers: { 'cache-control': 'private, no-store' } });
}
