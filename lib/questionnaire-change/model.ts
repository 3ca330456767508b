import type { FormPart } from '@/lib/attestation/model/form';
import type { Finding, QuestionnaireId } from '@/lib/catalogue/model';

/** A requirement in the preview, with the answer that it has. No zod here: components import this file. */
export type ChangedRequirement = {
  requirementNumber: string;
  title: string;
  finding: Finding | null;
  /** Rows that have an answer, of how many. */
  answered: number;
  rows: number;
};

/** What of the attestation's form stays, what has to be filled in anew, and what is kept out of sight. */
export type FormChange = { stays: FormPart[]; anew: FormPart[]; hidden: FormPart[] };

/** What a change of the questionnaire would do to an assessment, before anybody confirms it. */
export type ChangePreview = {
  /** Of the assessment; the confirmation names it. */
  version: number;
  decisionId: string;
  /** What the assessment could be called then; null where its name does not speak of the old questionnaire. */
  newName: string | null;
  from: { questionnaireId: QuestionnaireId; name: string; requirements: number };
  to: { questionnaireId: QuestionnaireId; name: string; requirements: number };
  /** Requirements that both ask, and how many of them have an answer that stays. */
  stay: { requirements: number; answered: number };
  added: ChangedRequirement[];
  fallAway: ChangedRequirement[];
  /** Answered with a finding that the new questionnaire does not offer. */
  answerAgain: ChangedRequirement[];
  form: FormChange;
};

/** A recorded decision that an assessment could rest on instead. */
export type DecisionChoice = {
  decisionId: string;
  questionnaireId: QuestionnaireId;
  name: string;
  decidedAt: Date;
  decidedByName: string;
};
