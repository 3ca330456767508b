import type { Finding } from '@/lib/catalogue/model';
import type { IntegrationMethod } from '@/lib/integration/model';
import type { AnswerLock } from './policy';
import type { AnalysisNeed } from './rules/frequency';

/**
 * What an answer row holds and how it travels. No zod here: client components import this file. The checks of what
 * the browser sends are in schema.ts.
 */

/** Appendix B of the form, parts 1 to 6, in its order. */
export const worksheetFields = [
  'ccwConstraints',
  'ccwDefinition',
  'ccwObjective',
  'ccwIdentifiedRisk',
  'ccwValidation',
  'ccwMaintenance',
] as const;
export type WorksheetField = (typeof worksheetFields)[number];

export type ResponseFields = {
  finding: Finding | null;
  /** SAQ D for service providers: the described results. Optional elsewhere: how you know. */
  resultNote: string;
  /** Appendix C. */
  notApplicableReason: string;
  /** Appendix D. */
  notTestedReason: string;
  notTestedAskedBy: string;
  legalException: boolean;
  legalBasis: string;
  /** Part 4. */
  planAction: string;
  planOwner: string;
  planTargetOn: string | null;
} & Record<WorksheetField, string>;

export type ResponseField = keyof ResponseFields;

export const emptyResponse: ResponseFields = {
  finding: null,
  resultNote: '',
  notApplicableReason: '',
  notTestedReason: '',
  notTestedAskedBy: '',
  legalException: false,
  legalBasis: '',
  planAction: '',
  planOwner: '',
  planTargetOn: null,
  ccwConstraints: '',
  ccwDefinition: '',
  ccwObjective: '',
  ccwIdentifiedRisk: '',
  ccwValidation: '',
  ccwMaintenance: '',
};

export const responseFields = Object.keys(emptyResponse) as ResponseField[];

/** Longest text of a reason, plan or worksheet part, and of a name. */
export const maxText = 5000;
export const maxName = 200;

/** Words for a field in history, conflicts and errors. */
export const fieldNames: Record<ResponseField, string> = {
  finding: 'Answer',
  resultNote: 'Results',
  notApplicableReason: 'Reason for Not Applicable',
  notTestedReason: 'Reason for Not Tested',
  notTestedAskedBy: 'Who asked to leave it out',
  legalException: 'Legal exception',
  legalBasis: 'Law and how it prevents this',
  planAction: 'Plan: what will be done',
  planOwner: 'Plan: owner',
  planTargetOn: 'Plan: done by',
  ccwConstraints: 'Worksheet 1, constraint',
  ccwDefinition: 'Worksheet 2, control in use',
  ccwObjective: 'Worksheet 3, objective met',
  ccwIdentifiedRisk: 'Worksheet 4, remaining risk',
  ccwValidation: 'Worksheet 5, how it was tested',
  ccwMaintenance: 'Worksheet 6, upkeep',
};

/** Part of an answer row that a person changes; the rest stays as it is. */
export type ResponseChanges = Partial<ResponseFields>;

/** A requirement of an assessment, as an address names it. */
export type RequirementTarget = { assessmentId: string; requirementNumber: string };

/** An answer row in a list: no texts, only which of them are there (see rules/facts.ts). */
export type RowSummary = { finding: Finding | null; version: number; facts: number };

/** An answer row with all its texts. */
export type ResponseView = {
  row: number;
  version: number;
  updatedAt: string | null;
  updatedByName: string;
  fields: ResponseFields;
};

/** Where a requirement stands with its reviewer. */
export const reviewStates = ['READY', 'APPROVED', 'RETURNED', 'CHANGED'] as const;

/** CHANGED: it was approved, and an answer of it was changed or what it rested on was taken away since. */
export type ReviewState = (typeof reviewStates)[number];

/** One requirement of the questionnaire in a checklist. */
export type ChecklistItem = {
  requirementNumber: string;
  title: string;
  rows: RowSummary[];
  /** Words of each answer row; empty where the requirement takes one answer. */
  rowNames: readonly string[];
  evidence: number;
  /** Tests of it that stand. */
  tests: number;
  review: ReviewState | null;
  /** It rests on an answer of another assessment that was changed since: it counts as open until it is confirmed. */
  isUnconfirmed?: boolean;
  /** A risk is accepted beside it, which changes nothing of its answer. */
  hasAcceptedRisk?: boolean;
  /** The day of the newest test that was not fully met, where none after it was. */
  unmetOn?: string | null;
  /** What it owes 12.3.1 where an answer claims the frequency that a risk analysis sets. */
  frequencyNeed?: AnalysisNeed | null;
  /** Some of its evidence does not count, because its newest result is that it failed. */
  hasFailedEvidence?: boolean;
};

/** A principal requirement or a section that stands above requirements of the questionnaire. */
export type ChecklistGroup = { requirementNumber: string; title: string; parentNumber: string | null };

/** What the questionnaire lets a person answer, and what it asks for beyond the answer. */
export type AnswerForm = {
  options: readonly Finding[];
  /** SAQ D for service providers wants the results of the testing described. */
  describesResults: boolean;
  /** Whether the organization asks for a fix plan on Not in Place; where it is not said, it does. */
  asksPlan?: boolean;
};

/** A recorded change of an answer row, from the audit trail. */
export type HistoryEntry = {
  row: number;
  version: number;
  at: string;
  actorId: string | null;
  actorName: string;
  changes: { [F in ResponseField]?: { from: unknown; to: unknown } };
};

/** What may happen beside the answers of a requirement, and is part of its history. */
export const requirementEvents = [
  'review.asked',
  'review.approved',
  'review.returned',
  'assessment.carried',
  'assessment.answers-shared',
  'assessment.shared-confirmed',
  'assessment.shared-detached',
  'accepted-risk.recorded',
  'accepted-risk.changed',
  'accepted-risk.withdrawn',
  'test.recorded',
  'test.withdrawn',
  'evidence.linked',
  'evidence.unlinked',
] as const;

export type RequirementEvent = {
  type: (typeof requirementEvents)[number];
  at: string;
  actorId: string | null;
  actorName: string;
  /** Of a return or a withdrawal; of evidence its title; empty for the others. */
  reason: string;
};

/** What a save answers. */
export type SavedView = { version: number; savedAt: string; savedByName: string };
export type ConflictView = Omit<ResponseView, 'row'>;

/** What the standard asks in one requirement, in our own words, with what helps to answer it. */
export type RequirementGuide = {
  requirementNumber: string;
  question: string;
  /** What the requirement is about. */
  summary: string;
  /** Why it matters for payments on the web. */
  webReason: string | null;
  good: readonly string[];
  verify: readonly string[];
  gaps: readonly string[];
  evidence: readonly string[];
  /** What it means for a web integration; sentences that begin with a method's name hold for that method. */
  ecommerce: string | null;
  notApplicableWhen: string | null;
  organizationWide: boolean;
  supersededBy: string | null;
  supersededSince: string | null;
  /** "Every 3 months and on: significant change". */
  interval: string | null;
  activities: readonly { title: string; timeframe: string }[];
};

/** A whole checklist without texts. */
export type Checklist = { items: ChecklistItem[]; groups: ChecklistGroup[]; form: AnswerForm };

/** What the two checklist screens need in the browser, chosen field by field. */
export type ChecklistView = {
  assessmentId: string;
  name: string;
  questionnaireName: string;
  standard: string;
  integrations: { id: string; name: string }[];
  methods: IntegrationMethod[];
  person: { userId: string; name: string; seesAttestation: boolean; maySign: boolean; mayReview: boolean };
  timeZone: string;
  form: AnswerForm;
  lock: AnswerLock | null;
  /** See rules/wire.ts. */
  list: string;
  guidesAt: { catalogueVersionId: string; tag: string };
  unsent: UnsentPlace;
};

/** Where this browser keeps what is not saved yet, and the person's own key for it. */
export type UnsentPlace = { organizationId: string; key: string };

export type RequirementScreenView = {
  checklist: ChecklistView;
  requirementNumber: string;
  guide: RequirementGuide | null;
  responses: ResponseView[];
};
