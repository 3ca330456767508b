import type { Metadata } from 'next';
import { found, mayAlso, pageGrant } from '@/app/access';
import { EventHistory } from '@/components/audit-trail/event-history';
import { AnswerRequest, answerKinds } from '@/components/evidence-request/answer-request';
import { RequestActions } from '@/components/evidence-request/request-actions';
import { RequestFacts } from '@/components/evidence-request/request-facts';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { listSubjectEvents } from '@/lib/audit-trail/queries/list';
import { evidenceLimit } from '@/lib/evidence/queries/limit';
import { searchEvidence } from '@/lib/evidence/queries/list';
import { mostDays, usualDays } from '@/lib/evidence-request/model';
import { getRequest } from '@/lib/evidence-request/queries/list';
import { addDays, dayIn } from '@/lib/platform/clock';
import { canSendMail } from '@/lib/platform/mail';
import { addressText } from '@/lib/platform/parse';
import { parsePageId } from '../../../page-id';
import {
  answerRequestAction,
  askAgainAction,
  remindOfRequestAction,
  withdrawRequestAction,
} from '../actions';

export const metadata: Metadata = { title: 'Request for evidence' };

type Props = PageProps<'/evidence/requests/[requestId]'>;

export default async function RequestPage({ params, searchParams }: Props) {
  const requestId = parsePageId((await params).requestId);
  const grant = await pageGrant('evidence:request');
  const request = await found(getRequest(grant, requestId));
  const events = await listSubjectEvents(grant, { type: 'evidence-request', id: requestId });
  const asked = await searchParams;
  const kind = answerKinds.find((one) => one.toLowerCase() === asked.with) ?? 'FILE';
  const query = addressText(asked.q, 200);
  const today = dayIn(grant.timeZone);
  const actions = request.isTheirs && request.state !== 'ANSWERED' && (
    <RequestActions
      request={request}
      sendsMail={canSendMail()}
      days={{ first: today, usual: addDays(today, usualDays), last: addDays(today, mostDays) }}
      actions={{ again: askAgainAction, remind: remindOfRequestAction, withdraw: withdrawRequestAction }}
    />
  );
  return (
    <Page
      crumbs={[
        { label: 'Evidence', href: '/evidence' },
        { label: 'Requests', href: '/evidence/requests' },
        { label: request.title },
      ]}
      actions={actions}
    >
      <PageHead title={request.title}>{request.words}</PageHead>
      <RequestFacts request={request} seesAnswer={!request.isAskedOfThem || request.isTheirs} />
      {request.isAskedOfThem && request.state === 'OPEN' && (
        <AnswerRequest
          request={request}
          kind={kind}
          query={query}
          hits={kind === 'EXISTING' ? await searchEvidence(await pageGrant('evidence:read'), query) : []}
          maxBytes={await evidenceLimit(grant)}
          action={answerRequestAction}
        />
      )}
      {events.length > 0 && (
        <EventHistory
          events={events}
          timeZone={grant.timeZone}
          subject={mayAlso(grant, 'audit-trail:read') ? `evidence-request:${requestId}` : null}
        />
      )}
    </Page>
  );
}
