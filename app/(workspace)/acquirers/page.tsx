import type { Metadata } from 'next';
import { mayAlso, pageGrant } from '@/app/access';
import { AcquirerTable } from '@/components/legal-entity/acquirer-table';
import { RegisterTabs } from '@/components/legal-entity/register-tabs';
import { Page } from '@/components/shell/page';
import { EmptyState } from '@/components/ui/empty-state';
import { Landmark, Plus } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHead } from '@/components/ui/page-head';
import { countAcquirers, listAcquirers } from '@/lib/legal-entity/queries';
import { registerFilter } from '../register-filter';

export const metadata: Metadata = { title: 'Acquirers' };

export default async function AcquirersPage({ searchParams }: PageProps<'/acquirers'>) {
  const filter = registerFilter((await searchParams).view);
  const grant = await pageGrant('legal-entity:read');
  const [rows, counts] = await Promise.all([listAcquirers(grant, filter), countAcquirers(grant)]);
  const add = mayAlso(grant, 'legal-entity:manage') && (
    <LinkButton href="/acquirers/new" variant="primary" icon={<Plus />}>
      Add acquirer
    </LinkButton>
  );
  return (
    <Page
      layout="list"
      crumbs={[{ label: 'Legal entities', href: '/legal-entities' }, { label: 'Acquirers' }]}
      actions={rows.length > 0 && add}
    >
      <PageHead title="Acquirers">
        Who receives your attestations, by when, and what each asks for besides the standard.
      </PageHead>
      <RegisterTabs label="Acquirers" path="/acquirers" counts={counts} filter={filter} />
      <AcquirerTable
        rows={rows}
        empty={
          <EmptyState icon={<Landmark />} title="No acquirer yet" action={add || undefined}>
            Add the bank or processor that asks you for an attestation. Its deadline sets the date of your
            next sign-off.
          </EmptyState>
        }
      />
    </Page>
  );
}
