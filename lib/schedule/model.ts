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
  /** Every requirement of it is answered Not Applicable, or no questionnaire asks them any more: nothing is due. */
  isNotApplicable: boolean;
  occurrences: OccurrenceView[];
};

/** One due date with its activity, for programs. */
export type DutyView = Omit<OccurrenceView, 'version'> & {
  activityId: string;
  title: string;
  requirementNumbers: string[];
  ownerName: string;
  integration: { id: string; name: string } | null;
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
  ownerId: string | null;
  ownerName: string;
  note: string;
  version: number;
  archivedOn: string | null;
  archiveReason: string;
  standard: StandardView | null;
  /** The same; it can still be recorded. */
  isNotApplicable: boolean;
  /** The occurrence to be done next; null where the activity has no rhythm. */
  open: OccurrenceView | null;
  lastDoneOn: string | null;
  completions: CompletionView[];
  today: string;
};

/** An activity that waits for the person who looks; `days` until it is due, negative when late. */
export type OwnActivity = {
  activityId: string;
  title: string;
  requirementNumbers: string[];
  dueOn: string;
  days: number;
};

/** A member who can be made the owner of an activity. */
export type PossibleOwner = { userId: string; name: string };

export type CadenceInput = { every: number; unit: CadenceUnit } | null;

/**
 * The organization's own activity beside those of the standard: who may use Inplace, looked at every six months as 7.2.4
 * asks for all accounts. It carries no requirement number, so that no answer can make it not applicable.
 */
export const accessReview = {
  activityId: 'inplace-access-review',
  title: 'Review who may use Inplace (7.2.4)',
  timeframe: 'every_six_months',
  interval: { every: 6, unit: 'month' },
} as const;
