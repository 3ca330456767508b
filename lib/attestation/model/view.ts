import type { Finding } from '@/lib/catalogue/model';
import type { CarrySource } from '../rules/carry-over';
import type { MissingField } from '../rules/missing-fields';
import type { AttestationDraft, AttestationForm, FormPart } from './form';
import type { SignOffProblem } from './problem';
import type { AttestationContent, FindingCounts, SnapshotSignature } from './snapshot';

/** One part of the guided form as the page shows it. */
export type PartView = {
  part: FormPart;
  name: string;
  title: string;
  /** Needed for a signature as things stand. */
  isAsked: boolean;
  /** Saved by a person, complete or not. */
  isConfirmed: boolean;
  /** Hash of the saved part; a save says by it what it has seen. */
  basis: string;
  missing: MissingField[];
  origins: Partial<Record<string, CarrySource>>;
};

/** The head that all pages of an attestation share. */
export type AttestationHead = {
  assessmentId: string;
  assessmentName: string;
  questionnaireId: string;
  questionnaireName: string;
  revision: number;
  status: 'OPEN' | 'SIGNED' | 'SUPERSEDED';
  isArchived: boolean;
  dueOn: string | null;
  acquirerNames: string[];
  integrationIds: string[];
  legalEntityId: string;
};

/** A risk that was accepted beside an answer, as the sign-off names it. */
export type AcceptedRiskLine = {
  requirementNumber: string;
  risk: string;
  acceptedByName: string;
  reviewOn: string;
  isOverdue: boolean;
};

export type DraftView = {
  head: AttestationHead;
  problems: SignOffProblem[];
  result: AttestationContent['result'] & { hasGaps: boolean };
  responseOptions: Finding[];
  summary: AttestationContent['summary'];
  total: FindingCounts;
  form: AttestationForm;
  saved: AttestationDraft;
  parts: PartView[];
  criteria: { criterionId: string; question: string; isConcerned: boolean }[];
  providers: { name: string; services: string }[];
  lastName: string | null;
  evidence: { items: number; files: number };
  answerRows: FindingCounts;
  acceptedRisks: AcceptedRiskLine[];
  contentSha256: string;
  version: number;
  savedAt: string | null;
  savedBy: string;
  /** Why the person who looks leaves the signature to somebody else. */
  whyNotBoth: string | null;
  today: string;
  timeZone: string;
};

export type SealedView = {
  head: AttestationHead;
  result: AttestationContent['result'];
  responseOptions: Finding[];
  summary: AttestationContent['summary'];
  total: FindingCounts;
  signature: SnapshotSignature;
  snapshotSha256: string;
  contentSha256: string;
  isIntact: boolean;
  evidence: { items: number; files: number };
  answerRows: FindingCounts;
  document: {
    evidenceId: string;
    fileId: string;
    fileName: string;
    sizeBytes: number;
    sha256: string;
  } | null;
  /** The revision that replaced this one, or is being prepared to. */
  correction: { assessmentId: string; revision: number; status: string } | null;
  previous: { assessmentId: string; revision: number } | null;
  submissions: number;
  timeZone: string;
};

export type SubmissionStatus = 'SUBMITTED' | 'ACCEPTED' | 'RETURNED' | 'MORE_ASKED';

export type SubmissionView = {
  submissionId: string;
  acquirerName: string;
  submittedOn: string;
  revision: number;
  receipt: string;
  note: string;
  status: SubmissionStatus;
  version: number;
};

export type SubmissionsView = {
  assessmentId: string;
  assessmentName: string;
  revision: number;
  isSigned: boolean;
  today: string;
  /** Acquirers of this assessment first, then the others of the organization. */
  acquirers: { id: string; name: string; portalUrl: string; isOwn: boolean }[];
  submissions: SubmissionView[];
};
