import { ActionForm } from '@/components/ui/action-form';
import { ArrowLeft } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatDay } from '@/lib/platform/format';
import type { ActionResult } from '@/lib/platform/result';
import type { PickerResult } from '@/lib/questionnaire/model/conclusion';
import type { EntityType, PickerContext } from '@/lib/questionnaire/model/facts';
import { concludeWalk } from '@/lib/questionnaire/rules/conclude';
import { overrideChoices } from '@/lib/questionnaire/rules/override';
import { coveringAll, roleOf } from '@/lib/questionnaire/rules/record';
import type { Walk } from '@/lib/questionnaire/rules/walk';
import { FocusHeading } from './focus-heading';
import { OverrideForm } from './override-form';
import { ReportAdvice } from './report-advice';
import {
  AcquirerSection,
  AlternativesSection,
  ConditionalSection,
  CriteriaSection,
  coversWords,
  ResultNotices,
  ResultSection,
  SmallerSection,
  verdictTitle,
  WhyList,
} from './result-parts';
import { type PickerRun, questionAddress, runText } from './run-address';

type Action = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

type ResultScreenProps = {
  context: PickerContext;
  run: PickerRun;
  walked: Walk;
  saidOn: string | null;
  record: Action;
  recordOverride: Action;
};

type ViewProps = Omit<ResultScreenProps, 'record' | 'walked' | 'saidOn'> & {
  results: readonly PickerResult[];
  role: EntityType;
};

/** Where the answers lead, in full, before it is recorded. */
export function ResultScreen({ walked, saidOn, record, ...props }: ResultScreenProps) {
  const { context, run } = props;
  const results = concludeWalk(context, walked) ?? [];
  const view = { ...props, results, role: roleOf(walked, context) };
  const last = walked.steps.at(-1);
  return (
    <div className="wizard-result">
      <FocusHeading />
      {saidOn && (
        <Notice tone="soon" title={`These are the answers of ${formatDay(saidOn)}.`}>
          Read each criterion below: what you record, you say today. Go back to a question to answer it anew.
        </Notice>
      )}
      <div className="verdict">
        {results.length > 1 && <SeveralHead {...view} />}
        {results.map((result) => (
          <ResultView key={result.resultId} {...view} result={result} />
        ))}
      </div>
      <ActionForm action={record} className="ask-foot">
        <input type="hidden" name="run" value={runText(run)} />
        {last && (
          <LinkButton href={questionAddress(run, last.question.id)} icon={<ArrowLeft />}>
            Back
          </LinkButton>
        )}
        <div className="hints" />
        <SubmitButton busyText="Recording">{recordText(results)}</SubmitButton>
      </ActionForm>
    </div>
  );
}

function recordText(results: readonly PickerResult[]): string {
  if (results.every((result) => result.questionnaireId === null)) return 'Record this result';
  return results.length > 1 ? 'Record these results and go on' : 'Record this result and go on';
}

/** Several ways of taking cards that are segmented: one questionnaire each, or one for all if the acquirer wants it. */
function SeveralHead({ results, run, role, recordOverride }: ViewProps) {
  const all = coveringAll(results);
  return (
    <>
      <h1 className="verdict-title" tabIndex={-1}>
        {results.length} results: what is segmented is assessed apart
      </h1>
      <p className="ask-intro">
        Each way of taking cards meets the criteria of its own questionnaire, and they are segmented. An
        acquirer may also want a single questionnaire over everything, usually SAQ D: ask, and record that
        decision.
      </p>
      {all && (
        <OverrideForm
          action={recordOverride}
          run={runText(run)}
          result={all}
          choices={overrideChoices(role)}
        />
      )}
    </>
  );
}

function ResultView({ result, ...props }: ViewProps & { result: PickerResult }) {
  const { results, run, context, role } = props;
  const titleId = `${result.resultId}-title`;
  const head = (name: string) => ({
    id: `${result.resultId}-${name}`,
    of: results.length > 1 ? titleId : undefined,
  });
  const questionnaire = context.questionnaires.find((one) => one.questionnaireId === result.questionnaireId);
  const title = verdictTitle(result, context.entityName);
  return (
    <section className={results.length > 1 ? 'border-line-strong border-t pt-6' : undefined}>
      {results.length > 1 ? (
        <h2 className="verdict-title" id={titleId}>
          {title}
        </h2>
      ) : (
        <h1 className="verdict-title" tabIndex={-1}>
          {title}
        </h1>
      )}
      <p className="ask-intro">
        {questionnaire && `${questionnaire.requirementCount} requirements to answer. `}
        {result.covers.length > 0 && `Covers ${coversWords(result)}.`}
      </p>
      <ResultNotices result={result} />
      {result.outcome === 'REPORT_ON_COMPLIANCE' && (
        <div className="mt-7">
          <ReportAdvice isServiceProvider={role === 'SERVICE_PROVIDER'} />
        </div>
      )}
      <div className="mt-7 grid gap-7">
        <ResultSection {...head('why')} title="Because">
          <WhyList reasons={result.why} addressOf={(questionId) => questionAddress(run, questionId)} />
        </ResultSection>
        <CriteriaSection
          criteria={result.criteria}
          questionnaireId={result.questionnaireId}
          {...head('criteria')}
        />
        <SmallerSection smaller={result.smaller} {...head('smaller')} />
        <ConditionalSection notes={result.conditional} {...head('conditional')} />
        <AlternativesSection alternatives={result.alternatives} {...head('alternatives')} />
        {result.outcome !== 'NO_CARD_DATA' && (
          <AcquirerSection points={result.acquirerDecides} {...head('acquirer')}>
            <OverrideForm
              action={props.recordOverride}
              run={runText(run)}
              result={result}
              choices={overrideChoices(role)}
            />
          </AcquirerSection>
        )}
      </div>
    </section>
  );
}
