import type { Metadata } from 'next';
import { asksForCode, pageGrant, pageSession } from '@/app/access';
import { ExportButton } from '@/components/access/export-button';
import { signInsHref } from '@/components/audit-trail/audit-log-href';
import { AuditTabs } from '@/components/audit-trail/audit-tabs';
import { filterChips } from '@/components/audit-trail/filter-chips';
import { FilterForm } from '@/components/audit-trail/filter-form';
import { PlaceFields } from '@/components/audit-trail/place-fields';
import { SignInLog } from '@/components/audit-trail/sign-in-log';
import { TooManyPages } from '@/components/audit-trail/too-many-pages';
import { Page } from '@/components/shell/page';
import { PageHead } from '@/components/ui/page-head';
import { recordReading } from '@/lib/audit-trail/operations/reading';
import { listPeople } from '@/lib/audit-trail/queries/list';
import { listSignIns } from '@/lib/audit-trail/queries/sign-ins';
import { parsePlace } from '@/lib/audit-trail/rules';
import { confirmExportAction } from '../actions';

export const metadata: Metadata = { title: 'Sign-ins' };

export default async function SignInsPage({ searchParams }: PageProps<'/audit-log/sign-ins'>) {
  const filter = parsePlace(await searchParams);
  const grant = await pageGrant('audit-trail:read');
  const waitSeconds = await recordReading(grant);
  if (waitSeconds !== null) {
    return (
      <Page layout="list" crumbs={[{ label: 'Audit log', href: '/audit-log' }, { label: 'Sign-ins' }]}>
        <PageHead title="Sign-ins" />
        <TooManyPages waitSeconds={waitSeconds} />
      </Page>
    );
  }
  const [page, people] = await Promise.all([listSignIns(grant, filter), listPeople(grant)]);
  return (
    <Page layout="list" crumbs={[{ label: 'Audit log', href: '/audit-log' }, { label: 'Sign-ins' }]}>
      <PageHead title="Sign-ins">
        Sign-ins, refusals, locks and changed credentials of the members, for as long as they are members.
      </PageHead>
      <AuditTabs current="SIGN_INS" />
      <FilterForm
        path="/audit-log/sign-ins"
        label="Filter the sign-ins"
        chips={filterChips(filter, people, signInsHref)}
        timeZone={grant.timeZone}
        actions={
          <ExportButton
            text="These sign-ins as CSV"
            title="Export these sign-ins"
            href={signInsHref({ ...filter, before: null }).replace(
              '/audit-log/sign-ins',
              '/api/audit-log/sign-ins/csv',
            )}
            asksCode={asksForCode(await pageSession())}
            action={confirmExportAction}
          >
            What the filter shows, all pages of it, for a spreadsheet.
          </ExportButton>
        }
      >
        <PlaceFields filter={filter} people={people} />
      </FilterForm>
      <SignInLog filter={filter} {...page} timeZone={grant.timeZone} />
    </Page>
  );
}
