import type { CadenceUnit, EvidenceType, TimeframeId } from '@/lib/catalogue/model';
import type { Interval } from '@/lib/catalogue/rules';

/** A period of the occurrence's life as of a given day; derived, never stored. */
export const occurrenceStates = ['UPCOMING', 'OPEN', 'LATE', 'DONE', 'DONE_LATE'] as const;
export type OccurrenceState = (typeof occurrenceStates)[number];

export const occurrenceStateNames: Record<OccurrenceState, string> = {
  UPCOMING: 'Upcoming',
  OPEN: 'Open',
  LATE: 'Late',
  DONE: 'Done',
  DONE_LATE: 'Done late',
};

/** One due date of an activity, or one time that an activity without a rhythm was done. */
export type OccurrenceView = {
  occurrenceId: string;
  opensOn: string;
  dueOn: string;
  completedOn: string | null;
  state: OccurrenceState;
  version: number;
};

export type ActivityView = {
  activityId: string;
  title: string;
  requirementNumbers: string[];
  integration: { integrationId: string; name: string } | null;
  timeframe: TimeframeId;
  interval: Interval | null;
  ownerName: string;
  occurrences: OccurrenceView[];
};

export type ScheduleView = {
  today: string;
  activities: ActivityView[];
  owners: string[];
  integrations: { integrationId: string; name: string }[];
};

export type ArchivedActivityView = {
  activityId: string;
  title: string;
  integrationName: string | null;
  reason: string;
  archivedOn: string;
};

export type CompletionView = {
  occurrenceId: string;
  opensOn: string;
  dueOn: string;
  completedOn: string;
  completedByName: string;
  result: string;
  lateCause: string;
  state: OccurrenceState;
  version: number;
  evidence: { evidenceId: string; title: string }[];
};

/** What the standard says about a planned activity, for its page. */
export type StandardView = {
  timeframe: TimeframeId;
  meaning: string;
  maxIntervalDays: number | null;
  interval: Interval | null;
  /** The standard itself lets a targeted risk analysis set another frequency. */
  allowsRiskAnalysis: boolean;
  trigger: string | null;
  usualOwner: string;
  evidenceTypes: readonly EvidenceType[];
  note: string | null;
};

export type ActivityDetailView = {
  activityId: string;
  catalogueActivityId: string | null;
  title: string;
  requirementNumbers: string[];
  integration: { integrationId: string; name: string } | null;
  timeframe: TimeframeId;
  interval: Interval | null;
  ownerName: string;
  note: string;
  version: number;
  archivedOn: string | null;
  archiveReason: string;
  standard: StandardView | null;
  /** The occurrence to be done next; null where the activity has no rhythm. */
  open: OccurrenceView | null;
  lastDoneOn: string | null;
  completions: CompletionView[];
  today: string;
};

export type CadenceInput = { every: number; unit: CadenceUnit } | null;
