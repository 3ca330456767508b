import type { CadenceUnit } from '@/lib/catalogue/model';
import type { AnalysisBasis, AnalysisState } from '@/lib/response/rules/frequency';

export const analysisStateNames: Record<AnalysisState, string> = {
  DRAFT: 'Draft',
  VALID: 'Valid',
  OVERDUE: 'Review overdue',
  ARCHIVED: 'Archived',
};

export const reviewOutcomes = ['STILL_VALID', 'CHANGED'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

export const reviewOutcomeNames: Record<ReviewOutcome, string> = {
  STILL_VALID: 'Still valid',
  CHANGED: 'Has to change',
};

/** What 12.3.1 asks an analysis to say. */
export type AnalysisText = {
  title: string;
  requirementNumbers: readonly string[];
  assets: string;
  threats: string;
  likelihood: string;
  impact: string;
  cadenceEvery: number | null;
  cadenceUnit: CadenceUnit | null;
  /** How it is decided when it is due, in place of a fixed frequency. */
  process: string;
  justification: string;
  madeByName: string;
  madeOn: string | null;
};

/** An analysis as lists and the checklist name it. */
export type AnalysisItem = {
  analysisId: string;
  title: string;
  requirementNumbers: string[];
  frequency: string;
  state: AnalysisState;
  /** What a draft still lacks, in words; approval last. */
  missing: string[];
  nextReviewOn: string | null;
  revision: number;
};

export type AnalysisReviewView = {
  reviewId: string;
  revision: number;
  reviewedOn: string;
  reviewedByName: string;
  outcome: ReviewOutcome;
  note: string;
  nextReviewOn: string | null;
};

/** An approved revision as it was. */
export type AnalysisRevisionView = AnalysisText & {
  revision: number;
  frequency: string;
  approvedByName: string;
  approvedOn: string;
};

export type AnalysisUse = {
  assessmentId: string;
  assessmentName: string;
  requirementNumber: string;
  isOpen: boolean;
};

export type AnalysisView = AnalysisItem &
  AnalysisText & {
    requirementNumbers: string[];
    approvedByName: string;
    approvedOn: string | null;
    version: number;
    reviews: AnalysisReviewView[];
    /** Approved revisions, newest first. */
    revisions: AnalysisRevisionView[];
    uses: AnalysisUse[];
    today: string;
  };

/** What the checklist shows of one requirement. */
export type AnalysisPanelView = {
  basis: AnalysisBasis | null;
  analysis: AnalysisItem | null;
  /** Analyses for this requirement that an officer can link. */
  choices: AnalysisItem[];
  /** With what beside the answers it was read, see SeenRequirement of lib/review. */
  grounds: string;
  mayManage: boolean;
  /** Why nothing can be changed here; null when it can. */
  locked: string | null;
};

/** What an answer of an assessment rests on, for the sign-off. */
export type AnalysisFact = {
  requirementNumber: string;
  basis: AnalysisBasis;
  analysis:
    | (Pick<AnalysisItem, 'analysisId' | 'title' | 'frequency' | 'state' | 'nextReviewOn' | 'revision'> & {
        approvedByName: string;
        approvedOn: string | null;
      })
    | null;
};
