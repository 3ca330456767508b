import 'server-only';
import { currentCatalogueVersionId, getCatalogue, listActivities } from '@/lib/catalogue/queries';
import type { StandardView } from '../model';
import { intervalFrom } from '../rules';

/** What the standard says about a planned activity; null for one of the organization's own. */
export function standardOf(catalogueActivityId: string | null): StandardView | null {
  if (catalogueActivityId === null) return null;
  const activity = listActivities(currentCatalogueVersionId).find(
    (candidate) => candidate.activityId === catalogueActivityId,
  );
  if (!activity) return null;
  const { timeframes } = getCatalogue(currentCatalogueVersionId).timeframeRules;
  const timeframe = timeframes.find((candidate) => candidate.timeframe === activity.timeframe);
  return {
    timeframe: activity.timeframe,
    meaning: timeframe?.meaning ?? '',
    maxIntervalDays: activity.maxIntervalDays,
    interval: intervalFrom(activity.cadence.every, activity.cadence.unit),
    allowsRiskAnalysis: activity.cadence.targetedRiskAnalysis,
    trigger: activity.cadence.trigger,
    usualOwner: activity.defaultOwnerRole,
    evidenceTypes: activity.evidenceTypes,
    note: activity.note,
  };
}
