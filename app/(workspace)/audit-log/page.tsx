import type { Metadata } from 'next';
import { pageGrant } from '@/app/access';
import { AuditFilter } from '@/components/audit-trail/audit-filter';
import { AuditLog } from '@/components/audit-trail/audit-log';
import { ChainBanner } from '@/components/audit-trail/chain-banner';
import { Page } from '@/components/shell/page';
import { Download } from '@/components/ui/icons';
import { DownloadButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { recordReading } from '@/lib/audit-trail/commands';
import { findLastCheck, listEvents, listPeople } from '@/lib/audit-trail/queries/list';
import { parseEventFilter } from '@/lib/audit-trail/rules';
import { verifyAuditTrailAction } from './actions';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditLogPage({ searchParams }: PageProps<'/audit-log'>) {
  const filter = parseEventFilter(await searchParams);
  const grant = await pageGrant('audit-trail:read');
  await recordReading(grant);
  const [page, people, chain] = await Promise.all([
    listEvents(grant, filter),
    listPeople(grant),
    findLastCheck(grant),
  ]);
  const download = (
    <DownloadButton href="/api/audit-log" size="sm" icon={<Download />}>
      Export
    </DownloadButton>
  );
  return (
    <Page layout="list" crumbs={[{ label: 'Audit log' }]} actions={download}>
      <PageHead title="Audit log" />
      <ChainBanner chain={chain} timeZone={grant.timeZone} verify={verifyAuditTrailAction} />
      <AuditFilter filter={filter} people={people} timeZone={grant.timeZone} />
      <AuditLog filter={filter} events={page.events} older={page.older} timeZone={grant.timeZone} />
    </Page>
  );
}
