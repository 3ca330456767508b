import type { Route } from 'next';
import Link from 'next/link';
import { EmptyState } from '@/components/ui/empty-state';
import { ChevronRight, Inbox, Plus } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { TabLinks } from '@/components/ui/tab-links';
import { Day } from '@/components/ui/time';
import {
  type RequestState,
  type RequestView,
  requestStateNames,
  requestStates,
} from '@/lib/evidence-request/model';
import { formatNumber } from '@/lib/platform/format';
import { RequestStateMark } from './request-state';

type RequestListProps = {
  state: RequestState;
  requests: readonly RequestView[];
  next: string | null;
  counts: Readonly<Record<RequestState, number>>;
};

const hrefOf = (state: RequestState, before?: string) =>
  `/evidence/requests?state=${state.toLowerCase()}${before ? `&before=${before}` : ''}` as Route;

/** Requests by what became of them, newest first. */
export function RequestList({ state, requests, next, counts }: RequestListProps) {
  const tabs = requestStates.map((one) => ({
    href: hrefOf(one),
    label: requestStateNames[one],
    count: formatNumber(counts[one]),
    current: one === state,
  }));
  return (
    <>
      <TabLinks label="States" tabs={tabs} />
      {requests.length === 0 ? (
        <NothingHere state={state} />
      ) : (
        <RequestTable state={state} requests={requests} />
      )}
      {next && (
        <div className="flex justify-end px-(--gutter) py-3">
          <LinkButton href={hrefOf(state, next)} size="sm" icon={<ChevronRight />}>
            Next page
          </LinkButton>
        </div>
      )}
    </>
  );
}

function RequestTable({ state, requests }: Pick<RequestListProps, 'state' | 'requests'>) {
  return (
    <table className="table table-bleed">
      <caption className="sr-only">{`Requests: ${requestStateNames[state]}`}</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Asked of</th>
          <th scope="col" className="max-md:hidden">
            For
          </th>
          <th scope="col" className="max-md:hidden">
            Asked by
          </th>
          <th scope="col" className="text-right">
            {state === 'ANSWERED' ? 'Answered' : 'Until'}
          </th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <tr key={request.requestId}>
            <th scope="row" className="wrap-anywhere">
              <Link href={`/evidence/requests/${request.requestId}` as Route}>{request.title}</Link>
            </th>
            <td className="py-1 wrap-anywhere">
              {request.recipientName}
              {request.email && <small className="block text-ink-3">{request.email}</small>}
            </td>
            <td className="py-1 max-md:hidden">
              {request.requirementNumbers.join(', ')}
              <small className="block text-ink-3">{request.assessmentName}</small>
            </td>
            <td className="text-ink-2 max-md:hidden">{request.askerName}</td>
            <td className="py-1 text-right">
              <Day value={request.answeredOn ?? request.untilOn} />
              {state === 'OPEN' && (
                <small className="block">
                  <RequestStateMark request={request} />
                </small>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const nothing: Record<RequestState, readonly [string, string]> = {
  OPEN: [
    'Nobody is asked for anything',
    'Ask a colleague or somebody from outside, such as a hosting company, for a named piece of evidence.',
  ],
  STOPPED: [
    'No request has stopped',
    'When whoever asked may not ask any more, their links are dead. Their requests are listed here, to ask again.',
  ],
  ANSWERED: ['No request was answered yet', 'Answers are listed here, and stand on their requirements.'],
  WITHDRAWN: ['No request was withdrawn', 'Withdrawn requests stay listed here. Their links are dead.'],
  EXPIRED: ['No request ran out', 'Requests that nobody answered in time are listed here, to ask again.'],
};

function NothingHere({ state }: { state: RequestState }) {
  const [title, words] = nothing[state];
  const ask = (
    <LinkButton href="/evidence/requests/new" variant="primary" icon={<Plus />}>
      Ask for evidence
    </LinkButton>
  );
  return (
    <EmptyState icon={<Inbox />} title={title} action={state === 'OPEN' ? ask : undefined}>
      {words}
    </EmptyState>
  );
}
