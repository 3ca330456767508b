import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Check, CircleDot, Lightbulb, Minus } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { SectionHead } from '@/components/ui/section-head';
import { channelNames } from '@/lib/integration/model';
import {
  type PickerResult,
  questionnaireHints,
  questionnaireLabel,
  type Reason,
} from '@/lib/questionnaire/model/conclusion';
import { confirmsCriteria, criterionNumber, joinWords, shortName } from '@/lib/questionnaire/rules/phrases';

/** "Webshop (E-commerce), Tills (Card present)". */
export function coversWords({ covers }: Pick<PickerResult, 'covers'>): string {
  return covers
    .map((one) => `${one.name} (${one.channels.map((channel) => channelNames[channel]).join(', ')})`)
    .join(', ');
}

/** The sentence that the result comes down to. */
export function verdictTitle(
  result: Pick<PickerResult, 'outcome' | 'questionnaireId' | 'covers'>,
  entityName: string,
): string {
  const names = joinWords(result.covers.map((one) => one.name));
  switch (result.outcome) {
    case 'REPORT_ON_COMPLIANCE':
      return `${entityName} cannot assess itself: a Report on Compliance is due`;
    case 'NO_CARD_DATA':
      return `${names} takes no cards: no questionnaire is due`;
    case 'QUESTIONNAIRE':
      return names
        ? `${questionnaireLabel(result.questionnaireId)} applies to ${names}`
        : `${questionnaireLabel(result.questionnaireId)} applies to ${entityName}`;
  }
}

/** What to look at before the result is relied on: doubts, contradictions, refusals. */
export function ResultNotices({ result }: { result: PickerResult }) {
  return (
    <div className="mt-5 grid gap-3 empty:hidden">
      {result.refusals.map((refusal) => (
        <Notice
          key={refusal.name}
          tone="soon"
          title={
            refusal.alone
              ? `${refusal.name} would take ${questionnaireLabel(refusal.alone)} alone.`
              : `${refusal.name} is covered, too.`
          }
        >
          It is not segmented from {joinWords(refusal.sharesWith)}, so one questionnaire covers them together.{' '}
          {refusal.alone
            ? 'A smaller one for it alone needs the acquirer’s decision, recorded below.'
            : 'Once it is segmented, it is assessed on its own.'}
        </Notice>
      ))}
      {result.contradictions.map((one) => (
        <Notice
          key={`${one.integrationId}${one.register}`}
          tone="soon"
          title={`The register says otherwise about ${one.name}.`}
          action={
            <LinkButton href={`/integrations/${one.integrationId}/edit` as Route} size="sm">
              Correct the register
            </LinkButton>
          }
        >
          Register: {one.register}. Your answer: {one.answered} One of the two needs correcting.
        </Notice>
      ))}
      {result.doubts.map((doubt) => (
        <Notice key={doubt} tone="soon" title="Not sure yet.">
          {doubt}
        </Notice>
      ))}
    </div>
  );
}

type WhyProps = { reasons: readonly Reason[]; addressOf?: (questionId: string) => Route };

/** Every answer that led here, in the order of the questions. */
export function WhyList({ reasons, addressOf }: WhyProps) {
  return (
    <ol className="because">
      {reasons.map((reason) => (
        <li key={reason.questionId}>
          <span className="because-number" aria-hidden="true">
            {reason.step}
          </span>
          {reason.statement}{' '}
          {addressOf && (
            <Link className="link text-small" href={addressOf(reason.questionId)}>
              Change<span className="sr-only"> answer {reason.step}</span>
            </Link>
          )}
          <small>{reason.effect}</small>
          {reason.remark && <small className="tone-late">{reason.remark}</small>}
        </li>
      ))}
    </ol>
  );
}

/** Id of a section's heading, and of the result it belongs to where there are several. */
type Head = { id: string; of?: string | undefined };

/** A section of a result. Named by its own heading, and by that of the result where there are several. */
export function ResultSection({
  id,
  of,
  title,
  note,
  children,
}: Head & { title: string; note?: string; children: ReactNode }) {
  return (
    <section aria-labelledby={of ? `${id} ${of}` : id}>
      <SectionHead id={id} title={title} note={note} />
      {children}
    </section>
  );
}

/** Eligibility as Part 2h of the attestation confirms it: each criterion, and the answers it rests on. */
export function CriteriaSection({
  criteria,
  questionnaireId,
  ...head
}: Head & Pick<PickerResult, 'criteria' | 'questionnaireId'>) {
  if (criteria.length === 0) return null;
  const note = confirmsCriteria(questionnaireId) ? 'You confirm these again when you sign.' : '';
  return (
    <ResultSection {...head} title="Every criterion is met" note={note}>
      <ul className="verdict-list">
        {criteria.map((criterion) => (
          <li key={criterion.criterionId}>
            <span className="text-ink-3 tabular-nums">
              <span className="sr-only">Criterion </span>
              {criterionNumber(criterion.criterionId)}
            </span>
            <span>
              {criterion.question}
              <small>{criterion.basis.join(' ')}</small>
            </span>
            <span className="inline-flex items-start gap-1.5 whitespace-nowrap">
              {criterion.answer === 'YES' ? (
                <Check className="mt-0.5 text-status-in-place" />
              ) : (
                <Minus className="mt-0.5" />
              )}
              {criterion.answer === 'YES' ? 'Yes' : 'Does not concern you'}
            </span>
          </li>
        ))}
      </ul>
    </ResultSection>
  );
}

/** What would have to change for fewer requirements. */
export function SmallerSection({ smaller, ...head }: Head & { smaller: PickerResult['smaller'] }) {
  if (smaller.length === 0) return null;
  return (
    <ResultSection {...head} title="What would make it smaller">
      <div className="grid gap-3">
        {smaller.map((option) => (
          <Notice
            key={`${option.questionnaireId}${option.changes.join()}`}
            icon={<Lightbulb />}
            title={`${questionnaireLabel(option.questionnaireId)}, ${option.fewerRequirements} fewer requirements.`}
          >
            {option.changes.join(' ')}
          </Notice>
        ))}
      </div>
    </ResultSection>
  );
}

const outWords = { CHOSEN: 'this one', OUT: 'ruled out', NOT_NEEDED: 'not needed', OPEN: 'open' } as const;

/** All ten questionnaires: on which answer, or which criterion, each fails. */
export function AlternativesSection({
  alternatives,
  ...head
}: Head & { alternatives: PickerResult['alternatives'] }) {
  return (
    <ResultSection {...head} title="Why not another one">
      <ul className="verdict-list">
        {alternatives.map((one) => (
          <li key={one.questionnaireId}>
            <b className="inline-flex items-start gap-1.5">
              {one.state === 'CHOSEN' && (
                <CircleDot className="mt-0.5 size-3.5 text-accent" aria-hidden="true" />
              )}
              {shortName(one.questionnaireId)}
            </b>
            <span>
              {one.state === 'CHOSEN' ? questionnaireHints[one.questionnaireId] : one.because}
              {one.state !== 'CHOSEN' && <small>{questionnaireHints[one.questionnaireId]}</small>}
            </span>
            <small className="whitespace-nowrap">
              {one.state === 'OUT' && one.step
                ? `question ${one.step}${one.criterionId ? `, criterion ${criterionNumber(one.criterionId)}` : ''}`
                : outWords[one.state]}
            </small>
          </li>
        ))}
      </ul>
    </ResultSection>
  );
}

/** Where the acquirer or a brand has the last word. */
export function AcquirerSection({
  points,
  children,
  ...head
}: Head & { points: readonly string[]; children?: ReactNode }) {
  if (points.length === 0 && !children) return null;
  return (
    <ResultSection {...head} title="Where the acquirer decides">
      <ul className="verdict-points text-ink-2 text-read">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      {children}
    </ResultSection>
  );
}

/** Requirements that have nothing to apply to, by the answers: a proposal for each, never an answer. */
export function ConditionalSection({ notes, ...head }: Head & { notes: PickerResult['conditional'] }) {
  if (notes.length === 0) return null;
  return (
    <ResultSection {...head} title="Likely Not Applicable" note="You still answer each of them yourself.">
      <ul className="verdict-points text-ink-2 text-read">
        {notes.map((note) => (
          <li key={note.groupId}>
            {note.words} That concerns {note.requirementNumbers.length} requirements:{' '}
            {note.requirementNumbers.join(', ')}.
          </li>
        ))}
      </ul>
    </ResultSection>
  );
}
