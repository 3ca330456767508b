import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { DescriptionList } from '@/components/ui/description-list';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { SectionHead } from '@/components/ui/section-head';
import type { QuestionnaireId } from '@/lib/catalogue/model';
import { formatDay } from '@/lib/platform/format';
import {
  questionnaireLabel,
  type RecordedAnswer,
  type RecordedConclusion,
} from '@/lib/questionnaire/model/conclusion';
import { ReportAdvice } from './report-advice';
import {
  AcquirerSection,
  AlternativesSection,
  ConditionalSection,
  CriteriaSection,
  coversWords,
  verdictTitle,
  WhyList,
} from './result-parts';

type DecisionScreenProps = {
  legalEntityName: string;
  questionnaireId: QuestionnaireId | null;
  /** "25 Nov 2026, 14:02", in the organization's time zone. */
  decidedAt: string;
  conclusion: RecordedConclusion;
  answers: readonly RecordedAnswer[];
  assessments: readonly { assessmentId: string; name: string }[];
  siblings: readonly {
    decisionId: string;
    questionnaireId: QuestionnaireId | null;
    hasAssessment: boolean;
  }[];
  /** The form that makes the assessment, where one is due. */
  children: ReactNode;
};

/** A recorded decision: what it is, what to do next, and everything it rests on. */
export function DecisionScreen({ children, ...decision }: DecisionScreenProps) {
  const { conclusion, questionnaireId, legalEntityName, decidedAt, assessments, siblings } = decision;
  const title = verdictTitle(
    { ...conclusion, questionnaireId, outcome: outcomeOf(decision) },
    legalEntityName,
  );
  return (
    <div className="max-w-3xl">
      <PageHead title={title}>
        Recorded by {conclusion.decidedByName}, {decidedAt}.
        {conclusion.covers.length > 0 && ` Covers ${coversWords(conclusion)}.`}
      </PageHead>
      <div className="grid gap-3 empty:hidden">
        {conclusion.override && (
          <Notice
            title={`Decided by ${conclusion.override.decidedBy}, ${formatDay(conclusion.override.decidedOn)}.`}
          >
            {conclusion.override.what} The questions led to {byRules(conclusion)}.
          </Notice>
        )}
        {assessments.map((one) => (
          <Notice key={one.assessmentId} tone="ok" title="There is an assessment for this decision.">
            <Link className="link" href={`/assessments/${one.assessmentId}` as Route}>
              {one.name}
            </Link>
          </Notice>
        ))}
        {siblings.map((one) => (
          <Notice
            key={one.decisionId}
            title={`The same answers also led to ${questionnaireLabel(one.questionnaireId)}.`}
          >
            <Link className="link" href={`/assessments/new/${one.decisionId}` as Route}>
              {one.questionnaireId && !one.hasAssessment ? 'Make its assessment too' : 'Look at it'}
            </Link>
          </Notice>
        ))}
      </div>
      {children && <div className="mt-6">{children}</div>}
      {outcomeOf(decision) === 'REPORT_ON_COMPLIANCE' && (
        <div className="mt-6">
          <ReportAdvice isServiceProvider={isServiceProvider(decision.answers)} />
        </div>
      )}
      <div className="mt-8 grid gap-7">
        <section aria-labelledby="why">
          <SectionHead
            id="why"
            title={conclusion.override ? 'What the questions led to, and why' : 'Because'}
          />
          <WhyList reasons={conclusion.why} />
        </section>
        <CriteriaSection
          criteria={conclusion.criteria}
          questionnaireId={conclusion.questionnaireId}
          id="criteria"
        />
        <ConditionalSection notes={conclusion.conditional} id="conditional" />
        <AlternativesSection alternatives={conclusion.alternatives} id="alternatives" />
        <AcquirerSection points={conclusion.acquirerDecides} id="acquirer" />
        <AnswerRecord answers={decision.answers} />
      </div>
    </div>
  );
}

function outcomeOf({
  conclusion,
  questionnaireId,
}: Pick<DecisionScreenProps, 'conclusion' | 'questionnaireId'>) {
  return questionnaireId ? 'QUESTIONNAIRE' : conclusion.outcome;
}

function byRules({ byRules: questionnaireId, outcome }: RecordedConclusion): string {
  if (questionnaireId) return questionnaireLabel(questionnaireId);
  return outcome === 'REPORT_ON_COMPLIANCE'
    ? 'a Report on Compliance'
    : 'one questionnaire for each way of taking cards';
}

function isServiceProvider(answers: readonly RecordedAnswer[]): boolean {
  return answers.some((one) => one.questionId === 'role' && one.values.includes('SERVICE_PROVIDER'));
}

/** Every question that was asked, word for word, with the answer and where it came from. */
function AnswerRecord({ answers }: { answers: readonly RecordedAnswer[] }) {
  return (
    <section aria-labelledby="answers">
      <SectionHead
        id="answers"
        title="Questions and answers"
        note={`${answers.length} kept as they were asked`}
      />
      <DescriptionList
        facts={answers.map((one) => ({
          key: one.questionId,
          term: one.about ? `${one.question} (${one.about})` : one.question,
          detail: one.source === 'REGISTER' ? `${one.answer} (from the register)` : one.answer,
        }))}
      />
    </section>
  );
}
