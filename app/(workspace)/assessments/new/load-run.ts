import 'server-only';
import { found } from '@/app/access';
import type { Grant } from '@/lib/access/grant';
import type { PickerContext } from '@/lib/questionnaire/model/facts';
import { getLegalEntityOfIntegration, getPickerContext } from '@/lib/questionnaire/queries';
import { readRun } from '@/lib/questionnaire/schema';

type Params = Readonly<Record<string, string | string[] | undefined>>;
type LoadedRun = ReturnType<typeof readRun> & {
  /** Null while it is not chosen yet what the run is about. */
  subject: { legalEntityId: string; context: PickerContext } | null;
  /** The choice was sent without an integration, which a merchant's run needs. */
  isMissing: boolean;
  viewing: string | null;
};

/** The run that an address holds, with what the rules need to know of it. */
export async function loadRun(grant: Grant<'assessment:manage'>, params: Params): Promise<LoadedRun> {
  const run = readRun(params);
  const [first] = run.integrationIds;
  const legalEntityId =
    run.legalEntityId ?? (first ? await found(getLegalEntityOfIntegration(grant, first)) : null);
  const open = { ...run, legalEntityId, subject: null, viewing: null };
  if (!legalEntityId || params.start !== undefined) return { ...open, isMissing: false };
  const context = await found(getPickerContext(grant, legalEntityId, run.integrationIds));
  const isSent = params.chosen !== undefined || Object.keys(run.answers).length > 0;
  const needsOne = (run.answers.role?.[0] ?? context.entityType) === 'MERCHANT';
  if (context.chosen.length === 0 && (needsOne || (!isSent && context.others.length > 0))) {
    return { ...open, isMissing: isSent && context.others.length > 0 };
  }
  const viewing = typeof params.q === 'string' ? params.q : null;
  return { ...open, subject: { legalEntityId, context }, isMissing: false, viewing };
}
