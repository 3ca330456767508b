import type { Finding, PaymentChannel, QuestionnaireId } from '@/lib/catalogue/model';

export const assessmentStatuses = ['OPEN', 'SIGNED', 'SUPERSEDED'] as const;
export type AssessmentStatus = (typeof assessmentStatuses)[number];

/** How many requirements (not answer rows) have which finding. */
export type FindingCounts = Record<Finding | 'UNANSWERED', number>;

type NamedRow = { id: string; name: string };

export type AssessmentListItem = {
  assessmentId: string;
  name: string;
  questionnaireId: QuestionnaireId;
  status: AssessmentStatus;
  revision: number;
  periodFrom: string;
  periodTo: string;
  dueOn: string | null;
  legalEntity: NamedRow;
  integrations: NamedRow[];
  channels: PaymentChannel[];
  counts: FindingCounts;
  requirementCount: number;
  isArchived: boolean;
};

/** What every screen of an assessment shows at its head. */
export type AssessmentView = {
  assessmentId: string;
  name: string;
  questionnaireId: QuestionnaireId;
  catalogueVersionId: string;
  status: AssessmentStatus;
  revision: number;
  /** The signed assessment that this one corrects. */
  revisionOfId: string | null;
  /** A later revision of this one, open or signed. */
  laterRevision: { assessmentId: string; revision: number; status: AssessmentStatus } | null;
  periodFrom: string;
  periodTo: string;
  dueOn: string | null;
  channels: PaymentChannel[];
  legalEntity: NamedRow & { entityType: 'MERCHANT' | 'SERVICE_PROVIDER' };
  integrations: (NamedRow & { isArchived: boolean })[];
  merchantIds: { id: string; number: string; acquirerId: string }[];
  acquirers: (NamedRow & { nextDueOn: string | null })[];
  decisionId: string | null;
  createdAt: Date;
  signedAt: Date | null;
  version: number;
  isArchived: boolean;
  /** Whether the organization asks for a fix plan on Not in Place. */
  asksPlan: boolean;
};

/** What can be chosen when an assessment is made or changed. */
export type AssessmentChoices = {
  merchantIds: { id: string; number: string; note: string; acquirerId: string; acquirerName: string }[];
  acquirers: (NamedRow & { nextDueOn: string | null })[];
};

/** What the register says of an integration and a decision on the questionnaire rests on. */
export type RegisterFact = {
  integrationId: string;
  method: string;
  channels: readonly string[];
  storesAccountData: boolean;
};

/** An integration of which the register says something else than when the questionnaire was chosen. */
export type RegisterChange = { integrationId: string; name: string; changes: string[] };

/** Whether the questionnaire still rests on what the register says. */
export type RegisterState = {
  changes: RegisterChange[];
  /** The acquirer or brand that decided on the questionnaire against the rules; null where nobody did. */
  decidedBy: string | null;
};

/** Why an assessment is there, for its overview. */
export type AssessmentBackground = {
  /** The decision that speaks for the register as it is now: the first one, or a later one that confirmed it. */
  decisionId: string | null;
  register: RegisterState;
  /** Empty for what is no correction, and for corrections that were started without one. */
  correctionReason: string;
};
