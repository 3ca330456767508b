import type { Metadata } from 'next';
import { asksForCode, mayAlso, pageGrant, pageSession } from '@/app/access';
import { ExportButton } from '@/components/access/export-button';
import { AuditFilter } from '@/components/audit-trail/audit-filter';
import { AuditLog } from '@/components/audit-trail/audit-log';
import { auditLogHref } from '@/components/audit-trail/audit-log-href';
import { AuditTabs } from '@/components/audit-trail/audit-tabs';
import { ChainBanner } from '@/components/audit-trail/chain-banner';
import { ReviewSummary } from '@/components/audit-trail/review-summary';
import { TooManyPages } from '@/components/audit-trail/too-many-pages';
import { ForwardingState } from '@/components/forwarding/forwarding-state';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { recordReading } from '@/lib/audit-trail/operations/reading';
import { findLastSeal } from '@/lib/audit-trail/queries/checkpoints';
import { findBeginning, findLastCheck, listEvents, listPeople } from '@/lib/audit-trail/queries/list';
import { findReview } from '@/lib/audit-trail/queries/review';
import { parseEventFilter } from '@/lib/audit-trail/rules';
import { getForwarding } from '@/lib/forwarding/queries';
import { dayIn } from '@/lib/platform/clock';
import { confirmExportAction, verifyAuditTrailAction } from './actions';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditLogPage({ searchParams }: PageProps<'/audit-log'>) {
  const filter = parseEventFilter(await searchParams);
  const grant = await pageGrant('audit-trail:read');
  const waitSeconds = await recordReading(grant);
  if (waitSeconds !== null) {
    return (
      <Page layout="list" crumbs={[{ label: 'Audit log' }]}>
        <PageHead title="Audit log" />
        <TooManyPages waitSeconds={waitSeconds} />
      </Page>
    );
  }
  const [page, people, chain, seal, review, beginning] = await Promise.all([
    listEvents(grant, filter),
    listPeople(grant),
    findLastCheck(grant),
    findLastSeal(grant),
    findReview(grant),
    findBeginning(grant),
  ]);
  const asksCode = asksForCode(await pageSession());
  const download = (
    <ExportButton
      text="Export"
      title="Export the audit log"
      href="/api/audit-log"
      asksCode={asksCode}
      action={confirmExportAction}
    >
      Every entry of the organization with its hashes, and the signed checkpoints, as JSON lines. It can be
      checked without Inplace. Sign-ins stand in the chain of the instance; they leave under Sign-ins.
    </ExportButton>
  );
  return (
    <Page layout="list" crumbs={[{ label: 'Audit log' }]} actions={download}>
      <PageHead title="Audit log" />
      <ChainBanner chain={chain} seal={seal} timeZone={grant.timeZone} verify={verifyAuditTrailAction} />
      {mayAlso(grant, 'organization:manage') && (
        <div className="px-(--gutter) pt-2 empty:hidden">
          <ForwardingState
            forwarding={await getForwarding(await pageGrant('organization:manage'))}
            timeZone={grant.timeZone}
          />
        </div>
      )}
      <ReviewSummary
        review={review}
        sinceDay={review.since && dayIn(grant.timeZone, review.since)}
        beginning={beginning}
        timeZone={grant.timeZone}
      />
      <AuditTabs current="EVENTS" />
      <AuditFilter
        filter={filter}
        people={people}
        timeZone={grant.timeZone}
        asFile={
          <ExportButton
            text="These entries as CSV"
            title="Export these entries"
            href={auditLogHref({ ...filter, before: null }).replace('/audit-log', '/api/audit-log/csv')}
            asksCode={asksCode}
            action={confirmExportAction}
          >
            What the filter shows, all pages of it, for a spreadsheet.
          </ExportButton>
        }
      />
      <AuditLog filter={filter} {...page} timeZone={grant.timeZone} />
    </Page>
  );
}
