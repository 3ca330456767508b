import type { FindingCounts } from '@/lib/response/rules/progress';

/** One principal requirement of one assessment. `open` and `notInPlace` never hide each other. */
export type HeatView = {
  principalNumber: string;
  total: number;
  notInPlace: number;
  open: number;
  /** The first requirement that needs somebody, else the first one. */
  firstNumber: string;
};

export type AssessmentLineView = {
  assessmentId: string;
  name: string;
  integrationNames: string[];
  entityName: string;
  questionnaireId: string;
  isSigned: boolean;
  signedOn: string | null;
  dueOn: string | null;
  counts: FindingCounts;
  heat: HeatView[];
};

export type AttentionView = {
  assessmentId: string;
  assessmentName: string;
  requirementNumber: string;
  title: string;
};
export type DueActivityView = {
  activityId: string;
  title: string;
  where: string;
  requirementNumbers: string[];
  dueOn: string;
  days: number;
};
export type EndingEvidenceView = {
  evidenceId: string;
  title: string;
  validUntil: string;
  days: number;
  /** Requirements of open assessments that the person sees; 0 where it shows an activity, or what they do not see. */
  usedBy: number;
};
/** Null where no attestation is recorded at all. */
export type EndingProviderView = {
  serviceProviderId: string;
  name: string;
  ends: { validUntil: string; days: number } | null;
};
export type UnassessedView = { integrationId: string; name: string };

/** What a new organization has and lacks: the next step is the first that is missing. */
export type StartView = {
  legalEntities: number;
  providers: number;
  integrations: number;
  assessments: number;
};

export type OverviewView = {
  today: string;
  start: StartView;
  assessments: AssessmentLineView[];
  /** Integrations in use that no assessment covers. */
  unassessed: UnassessedView[];
  notInPlace: AttentionView[];
  activities: DueActivityView[];
  evidence: EndingEvidenceView[];
  providers: EndingProviderView[];
};
