import type { Route } from 'next';
import Link from 'next/link';
import { cx } from '@/components/ui/class-names';
import { Circle, CircleDot, Lightbulb, Minus } from '@/components/ui/icons';
import { Notice } from '@/components/ui/notice';
import { questionnaireHints, questionnaireLabel } from '@/lib/questionnaire/model/conclusion';
import type { Pane, PaneCandidate } from '@/lib/questionnaire/rules/pane';
import { shortName } from '@/lib/questionnaire/rules/phrases';

type PaneViewProps = {
  pane: Pane;
  /** The question whose answer is being considered. */
  now: string | null;
  /** Address of an answer, to change it. */
  addressOf: (questionId: string) => Route;
};

/** Where the answers lead, why, what would make it smaller, and what became of each questionnaire. */
export function PaneView({ pane, now, addressOf }: PaneViewProps) {
  return (
    <aside className="leads" aria-label="Result so far">
      <p className="text-ink-3">{intro(pane)}</p>
      <p className="leads-to">
        {headline(pane)}
        {pane.leading && <small>{pane.leading.requirementCount} requirements</small>}
      </p>
      <span className="sr-only" role="status">
        {headline(pane)}
      </span>
      {pane.reasons.length > 0 && (
        <>
          <h2 className="sr-only">Because</h2>
          <ol className="because">
            {pane.reasons.map((reason) => (
              <li key={reason.questionId} data-now={reason.questionId === now || undefined}>
                <span className="because-number" aria-hidden="true">
                  {reason.step}
                </span>
                <span className="because-says">{reason.statement}</span>{' '}
                {reason.questionId !== now && (
                  <Link className="link text-small" href={addressOf(reason.questionId)} scroll={false}>
                    Change<span className="sr-only"> answer {reason.step}</span>
                  </Link>
                )}
                <small>{reason.effect}</small>
              </li>
            ))}
          </ol>
        </>
      )}
      {pane.smaller && (
        <Notice
          icon={<Lightbulb />}
          title={`What would make it ${questionnaireLabel(pane.smaller.questionnaireId)}`}
        >
          {pane.smaller.changes.join(' ')} That is {pane.smaller.fewerRequirements} fewer requirements each
          year.
        </Notice>
      )}
      {pane.judged.length > 0 && (
        <>
          <h2 className="mt-5 mb-1.5">Answered before</h2>
          <ul className="candidates">
            {pane.judged.map((one) => (
              <li key={one.label} data-state="LEADING">
                <CircleDot aria-hidden="true" />
                <b>{one.questionnaireId ? shortName(one.questionnaireId) : 'none'}</b>
                <span>{one.label}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {pane.candidates.length > 0 && <CandidateList candidates={pane.candidates} />}
    </aside>
  );
}

function intro({ outcome, leading }: Pane): string {
  if (outcome === 'REPORT_ON_COMPLIANCE' || outcome === 'NO_CARD_DATA') return 'It ends here';
  return leading ? 'You are heading for' : 'Nothing is decided yet';
}

function headline({ outcome, leading, candidates }: Pane): string {
  if (outcome === 'REPORT_ON_COMPLIANCE') return 'Report on Compliance';
  if (outcome === 'NO_CARD_DATA') return 'No questionnaire';
  if (leading) return questionnaireLabel(leading.questionnaireId);
  return `${candidates.filter((one) => one.state !== 'OUT').length} still open`;
}

const icons = { LEADING: CircleDot, OPEN: Circle, OUT: Minus } as const;
const stateWords = { LEADING: 'where you are heading', OPEN: 'still open', OUT: 'ruled out' } as const;

/** All ten questionnaires with the answer that ruled each out. */
export function CandidateList({ candidates }: { candidates: readonly PaneCandidate[] }) {
  return (
    <>
      <h2 className="mt-5 mb-1.5">All questionnaires</h2>
      <ul className="candidates">
        {candidates.map(({ questionnaireId, state, requirementCount, step }) => {
          const Icon = icons[state];
          return (
            <li key={questionnaireId} data-state={state} aria-current={state === 'LEADING' || undefined}>
              <Icon aria-hidden="true" />
              <b>
                {shortName(questionnaireId)}
                <span className="sr-only">, {stateWords[state]}</span>
              </b>
              <span className={cx(state === 'LEADING' && 'font-medium')}>
                {questionnaireHints[questionnaireId]}
              </span>
              <span>{state === 'OUT' ? (step ? `question ${step}` : 'no') : requirementCount}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
