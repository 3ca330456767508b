import type { Route } from 'next';
import Link from 'next/link';
import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { Day } from '@/components/ui/time';
import { evidenceTypeName } from '@/lib/evidence/rules';
import type { RequestView } from '@/lib/evidence-request/model';
import { RequestStateMark } from './request-state';

type RequestFactsProps = {
  request: RequestView;
  /** Whether the answer and the assessment are the person's to open. */
  seesAnswer: boolean;
};

/** What is known about a request. */
export function RequestFacts({ request, seesAnswer }: RequestFactsProps) {
  const { requirementNumbers, assessmentId, assessmentName, evidenceId, email } = request;
  const isOpen = request.state === 'OPEN';
  const facts: (Fact | null | false | '')[] = [
    !isOpen && { term: 'State', detail: <RequestStateMark request={request} /> },
    {
      term: 'For',
      detail: (
        <>
          {requirementNumbers.map((number, index) => (
            <span key={number}>
              {index > 0 && ', '}
              {seesAnswer ? (
                <Link href={`/assessments/${assessmentId}/requirements/${number}` as Route} className="link">
                  {number}
                </Link>
              ) : (
                number
              )}
            </span>
          ))}{' '}
          of {assessmentName}
        </>
      ),
    },
    request.evidenceType && { term: 'Type', detail: evidenceTypeName(request.evidenceType) },
    {
      term: 'Asked of',
      detail: email ? `${request.recipientName}, ${email}` : request.recipientName,
    },
    {
      term: 'Asked by',
      detail: (
        <>
          {request.askerName}, <Day value={request.askedOn} />
        </>
      ),
    },
    {
      term: 'Until',
      detail: (
        <>
          <Day value={request.untilOn} /> {isOpen && <RequestStateMark request={request} />}
        </>
      ),
    },
    request.openedOn !== null && { term: 'Opened', detail: <Day value={request.openedOn} /> },
    request.remindedOn !== null && { term: 'Reminded', detail: <Day value={request.remindedOn} /> },
    request.state === 'STOPPED' && {
      term: 'Stopped',
      detail: `${request.askerName} may not ask for evidence any more, so the link is dead. Ask again to send a new one in your own name.`,
    },
    request.isHandedOver && {
      term: 'Link',
      detail: `Shown to ${request.askerName}, to hand over: no mail server was set up.`,
    },
    request.withdrawnByName && { term: 'Withdrawn by', detail: request.withdrawnByName },
    request.isReplaced && {
      term: 'Asked again',
      detail: request.replacedById ? (
        <Link href={`/evidence/requests/${request.replacedById}` as Route} className="link">
          See the new request
        </Link>
      ) : (
        'A new request has taken its place.'
      ),
    },
    request.answeredOn !== null && {
      term: 'Answered by',
      detail: (
        <>
          {request.answeredByName}, <Day value={request.answeredOn} />{' '}
          {evidenceId && (
            <Link href={`/evidence/${evidenceId}` as Route} className="link">
              See the answer
            </Link>
          )}
        </>
      ),
    },
    request.notLinked.length > 0 && {
      term: 'Not linked',
      detail: `${request.notLinked.join(', ')}: the assessment took no evidence any more when the answer came. It is in the library.`,
    },
  ];
  return (
    <section aria-label="Facts" className="mb-7 max-w-176">
      <DescriptionList facts={facts.filter((fact): fact is Fact => Boolean(fact))} />
    </section>
  );
}
